"""What the check cells of a student's notebook call: public checks, run in the student's own kernel."""

import html
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from autograder.errors import UsageError, system_said
from autograder.grading.in_process.module import as_module
from autograder.grading.in_process.public_checks import NoSuchCheck, run_public_checks
from autograder.grading.in_process.telling import MORE
from autograder.grading.outcome_words import OUTCOMES, SIGNS
from autograder.grading.results import CheckResult, Report
from autograder.text import Text

_PASSED, _NOT_PASSED = "#2e9e4f", "#d9483b"  # legible on white and on black
_LATER = Text(
    "This check is run after you hand in your work; the comment above says what it looks at.",
    "このテストは提出後に実行されます。何を調べるかは、上のコメントに書いてあります。",
)
_NO_FILE = Text(
    "{file} is not in {folder}, where this notebook runs. Put it beside the notebook (in Colab: upload it "
    "in the panel of files), then run this cell again.",
    "ノートブックのフォルダ {folder} に {file} がありません。ノートブックと同じ場所に置いて"
    "（Colab では左の「ファイル」からアップロードして）、このセルをもう一度実行してください。",
)


class NotebookMessage:
    """A sentence in both languages, as the value of a cell."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "\n".join(dict.fromkeys(filter(None, (self.text.ja, self.text.en))))


class NotebookChecks:
    """The results of public checks, readable as text and as HTML in every notebook front end."""

    def __init__(self, report: Report) -> None:
        (self.result,) = report.submissions
        self._legend = report.legend

    def __repr__(self) -> str:
        return "\n".join([*self._headline(), *map(_line, self.result.checks), *self._ending()])

    def _repr_html_(self) -> str:
        headline = (f"<b>{html.escape(line)}</b>" for line in self._headline())
        checks = (_html(check, self._legend.title(check.id)) for check in self.result.checks)
        ending = (f"<div>{html.escape(line)}</div>" for line in self._ending())
        return f"<div>{''.join([*headline, *checks, *ending])}</div>"

    def _headline(self) -> list[str]:
        """How many passed, where there are several."""
        n = len(self.result.checks)
        passed = sum(c.outcome == "passed" for c in self.result.checks)
        counted = f"{passed} / {n} public checks pass（公開テスト {n} 件中 {passed} 件が通りました）"
        return [counted] if n > 1 else []

    def _ending(self) -> list[str]:
        """That this is not the end, where all of several pass."""
        checks = self.result.checks
        return [MORE.ja, MORE.en] if len(checks) > 1 and all(c.outcome == "passed" for c in checks) else []


class CellChecker:
    """Called in a notebook's check cells with a check's id, or without for all public checks. Raises nothing."""

    def __init__(self, namespace: Mapping[str, Any], test_file: str | Path) -> None:
        self._namespace = namespace
        self._file = Path(test_file)
        self._read = b""
        self._public: Collection[str] = ()  # in what was read: pytest need not be asked again for every hidden check

    def __call__(self, name: str | None = None) -> NotebookChecks | NotebookMessage:
        """Run a public check, and what it builds on, on the names that the notebook has now."""
        if not self._file.is_file():
            where = {"file": self._file.name, "folder": self._file.absolute().parent}
            return NotebookMessage(Text(_NO_FILE.en.format(**where), _NO_FILE.ja.format(**where)))
        try:
            read = self._file.read_bytes()
            if name is not None and self._public and read == self._read and name not in self._public:
                return NotebookMessage(_LATER)
            module = as_module(self._namespace, "notebook")
            return NotebookChecks(run_public_checks(self._file, module, "notebook", only=name))
        except NoSuchCheck as none:
            self._read, self._public = read, none.known
            return NotebookMessage(_LATER)
        except (UsageError, OSError) as error:
            return NotebookMessage(error.text if isinstance(error, UsageError) else system_said(error))


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


def _line(check: CheckResult) -> str:
    if check.outcome == "passed":
        return f"✓ {check.id}"
    return "\n    ".join([_headed(check), *_messages(check), *check.output.splitlines()])


def _headed(check: CheckResult) -> str:
    return f"{SIGNS[check.outcome]} {check.id}  {_called(check)}".rstrip()


def _called(check: CheckResult) -> str:
    """What came out, in words, where the sign does not say it all."""
    outcome = OUTCOMES[check.outcome]
    return "" if check.outcome == "passed" else f"{outcome.ja} / {outcome.en}"


def _html(check: CheckResult, title: Text) -> str:
    passed = check.outcome == "passed"
    colour = _PASSED if passed else _NOT_PASSED
    about = "<br>".join(map(html.escape, dict.fromkeys((title.ja, title.en))))
    shown = [html.escape(text) for text in (*_messages(check), check.output) if text]
    details = "".join(f"<pre style='white-space:pre-wrap;margin:.3em 0'>{text}</pre>" for text in shown)
    head = f'<b style="color:{colour}">{SIGNS[check.outcome]}</b> <code>{html.escape(check.id)}</code> {_called(check)}'
    return f"<div>{head}<div style='margin-left:1.5em'>{about}{details}</div></div>"


def _messages(check: CheckResult) -> list[str]:
    """The message in both languages; what is the same in both, such as a line of code, stands there once."""
    lines = [message.split("\n") for message in (check.message.ja, check.message.en)]
    if len(lines[0]) != len(lines[1]):
        return [text for text in dict.fromkeys((check.message.en, check.message.ja)) if text]
    return ["\n".join(map(_both, *lines))] if check.message else []


def _both(ja: str, en: str) -> str:
    if ja == en:
        return ja
    (place, colon, code), (en_place, _, same) = ja.partition(": "), en.partition(": ")
    return f"{place} / {en_place}: {code}" if colon and code == same else f"{en}\n{ja}"
