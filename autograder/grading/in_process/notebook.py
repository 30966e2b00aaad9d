"""What the check cells of a student's notebook call: public checks, run in the student's own kernel."""

import html
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder.course.handed_out.sections import anchor_in_notebook
from autograder.errors import UsageError, system_said
from autograder.grading.in_process.fragment import fragment
from autograder.grading.in_process.module import as_module
from autograder.grading.in_process.public_checks import NoSuchCheck, run_public_checks
from autograder.grading.in_process.telling import MORE
from autograder.grading.outcome_words import OUTCOMES, SIGNS, shown
from autograder.grading.results import CheckResult, Report
from autograder.grading.shown import pictures_of
from autograder.language import preferred
from autograder.text import Language, Text

_LATER = Text("– run after you hand in", "– 提出後に実行されます")
_NO_FILE = Text(
    "{file} is not in {folder}, where this notebook runs. Put it beside the notebook (in Colab: upload it "
    "in the panel of files), then run this cell again.",
    "ノートブックのフォルダ {folder} に {file} がありません。ノートブックと同じ場所に置いて"
    "（Colab では左の「ファイル」からアップロードして）、このセルをもう一度実行してください。",
)


_COUNTED = Text("{passed} / {n} public checks pass", "公開テスト {n} 件中 {passed} 件が通りました")
_OTHER: dict[Language, str] = {
    "en": '日本語で読むには: check.language = "ja"',
    "ja": 'In English: check.language = "en"',
}
"""How the other language is chosen, said to whoever reads it."""


class NotebookMessage:
    """A sentence, as the value of a cell; `more` stands below it."""

    def __init__(self, text: Text, language: Language, more: str = "") -> None:
        self._lines = [text.in_(language), *filter(None, [more])]

    def __repr__(self) -> str:
        return "\n".join(self._lines)


class NotebookChecks:
    """The results of public checks in one language, readable as text and as HTML in every notebook front end."""

    def __init__(self, report: Report, language: Language = "en", more: str = "") -> None:
        (self.result,) = report.submissions
        self._legend = report.legend
        self._language = language
        self._more = more

    def __repr__(self) -> str:
        return "\n".join([*self._headline(), *map(self._lines, self.result.checks), *self._ending()])

    def _repr_html_(self) -> str:
        headline = (f"<b>{html.escape(line)}</b>" for line in self._headline())
        result = self.result
        evidence, language = result.evidence, self._language
        checks = (fragment(check, self._legend, evidence, language, _address) for check in result.checks)
        ending = (f"<div>{html.escape(line)}</div>" for line in self._ending())
        return f"<div>{''.join([*headline, *checks, *ending])}</div>"

    def _headline(self) -> list[str]:
        """How many passed, where there are several."""
        n = len(self.result.checks)
        passed = sum(c.outcome == "passed" for c in self.result.checks)
        return [_COUNTED.in_(self._language).format(passed=passed, n=n)] if n > 1 else []

    def _ending(self) -> list[str]:
        """That this is not the end, where all of several pass."""
        checks = self.result.checks
        done = len(checks) > 1 and all(c.outcome == "passed" for c in checks)
        return [*([MORE.in_(self._language)] if done else []), *filter(None, [self._more])]

    def _lines(self, check: CheckResult) -> str:
        """One check as text."""
        if check.outcome == "passed":
            return f"{SIGNS[shown(check)]} {check.id}"
        head = f"{SIGNS[shown(check)]} {check.id}  {OUTCOMES[shown(check)].in_(self._language)}"
        captions = (picture.caption.in_(self._language) for picture in pictures_of(check, self.result.evidence))
        said = [*check.message.in_(self._language).splitlines(), *captions, *check.output.splitlines()]
        return "\n    ".join([head, *said])


def _address(heading: str) -> str:
    """Of a section of the handout, which stands in the notebook itself."""
    return f"#{quote(anchor_in_notebook(heading))}"


class CellChecker:
    """Called in a notebook's check cells with a check's id, or without for all public checks. Raises nothing.

    Attributes:
        language: of the results, ``"en"`` or ``"ja"``. Whoever has chosen none reads what the computer is set to, and
            is told once how to choose.
    """

    def __init__(self, namespace: Mapping[str, Any], test_file: str | Path) -> None:
        self._namespace = namespace
        self._file = Path(test_file)
        self._read = b""
        self.language: Language | None = None
        self._told = False
        self._public: Collection[str] = ()  # in what was read: pytest need not be asked again for every hidden check

    def __call__(self, name: str | None = None) -> NotebookChecks | NotebookMessage:
        """Run a public check, and what it builds on, on the names that the notebook has now."""
        language = self.language if self.language in ("en", "ja") else preferred()
        more = "" if self.language or (self._told and name) else _OTHER[language]
        self._told = True
        if not self._file.is_file():
            where = {"file": self._file.name, "folder": self._file.absolute().parent}
            return NotebookMessage(Text(_NO_FILE.en.format(**where), _NO_FILE.ja.format(**where)), language, more)
        try:
            read = self._file.read_bytes()
            if name is not None and self._public and read == self._read and name not in self._public:
                return NotebookMessage(_LATER, language, more)
            module = as_module(self._namespace, "notebook")
            return NotebookChecks(run_public_checks(self._file, module, "notebook", only=name), language, more)
        except NoSuchCheck as none:
            self._read, self._public = read, none.known
            return NotebookMessage(_LATER, language, more)
        except (UsageError, OSError) as error:
            return NotebookMessage(error.text if isinstance(error, UsageError) else system_said(error), language, more)


def cell_checker(namespace: Mapping[str, Any], test_file: str | Path = "test_public.py") -> Callable[..., object]:
    """The function that a notebook calls ``check``: it runs public checks on what the notebook has defined.

    Args:
        namespace: the notebook's ``globals()``.
        test_file: the file of public tests, beside the notebook.

    Returns:
        ``check(name)`` runs one check and what it builds on, ``check()`` all of them. It raises nothing: its value,
        which the notebook shows, says what came out.
    """
    return CellChecker(namespace, test_file)
