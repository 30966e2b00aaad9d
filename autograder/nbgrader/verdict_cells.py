"""What stands below a graded cell: the verdict in both languages, a figure, and the score that nbgrader reads."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat
from rich.console import Console
from rich.text import Text as RichText

from autograder.grading.results import CheckResult, Evidence, Legend, SubmissionResult
from autograder.grading.shown import pictures_of
from autograder.nbgrader.explained import explained_at
from autograder.reports.feedback import check_text, submission_text
from autograder.reports.given import DEFAULT, Feedback, given
from autograder.reports.words import OUTCOMES, SIGNS, shown
from autograder.text import NOTHING, Language, Text

_UNKNOWN = Text(
    "kadai has no check of this name, so a person must give the points. (For the instructor: were the tests changed "
    "after the assignment was generated?)",
    "この名前のテストは kadai にありません。点数は採点者がつけます。",
)
_COLUMNS = 100
_PAGE = Console(file=io.StringIO(), width=_COLUMNS, color_system=None)
_LANGUAGES: tuple[Language, ...] = ("ja", "en")


def is_autograded(cell: Any) -> bool:
    """Whether a check gives the cell's points, rather than a person."""
    metadata = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "code" and metadata.get("grade") and not metadata.get("solution"))


def write_result(
    nb: Any, result: SubmissionResult, legend: Legend, feedback: Feedback = DEFAULT, handout: Text = NOTHING
) -> frozenset[str]:
    """Write a result, as its student may have it, into the graded cells of a restored notebook.

    Whatever is there is replaced.

    Returns the ids of the cells without a verdict, because the grader failed or has no such check: their points
    are for a person to give.
    """
    told = given(result, legend, feedback)
    checks = {c.id: c for c in told.checks}
    unscored = set()
    for cell in nb.cells:
        if not is_autograded(cell):
            continue
        name, points = cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points)
        check = checks.get(name) or _no_check(name, points, result)
        cell.outputs = [nbformat.from_dict(output) for output in _outputs(check, told.evidence, legend, points)]  # type: ignore[no-untyped-call]
        cell.execution_count = 1
        outcome, title = OUTCOMES[shown(check)], legend.title(name)
        about: dict[str, Any] = {
            "outcome": shown(check),
            "word": {"en": outcome.en, "ja": outcome.ja},
            "title": {"en": title.en, "ja": title.in_("ja")},
            "said": _said(check, legend),
        }
        if check.outcome not in ("passed", "fault"):
            about["explained"] = explained_at(nb, legend.section(name), handout)
        cell.metadata["kadai"] = {**cell.metadata.get("kadai", {}), "result": about}
        if check.outcome == "fault":
            unscored.add(name)
    whole = {language: submission_text(result, legend, language) for language in _LANGUAGES}
    if result.status == "graded" and any(whole.values()):
        _note(nb, whole)
    return frozenset(unscored)


def _no_check(name: str, points: float, result: SubmissionResult) -> CheckResult:
    return CheckResult(name, "fault", 0.0, points, result.reason if result.status != "graded" else _UNKNOWN)


def _outputs(check: CheckResult, evidence: Evidence | None, legend: Legend, points: float) -> Iterator[dict[str, Any]]:
    yield {"output_type": "stream", "name": "stdout", "text": _message(check, legend)}
    for picture in pictures_of(check, evidence):
        data = {"image/svg+xml": picture.by_reader, "text/plain": f"{picture.caption.ja}\n{picture.caption.en}"}
        yield {"output_type": "display_data", "data": data, "metadata": {}}
    score = min(max(check.points, 0.0), points)  # nbgrader refuses the whole notebook for more
    data = {"text/plain": repr(score)}
    yield {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


def _message(check: CheckResult, legend: Legend) -> str:
    """Sign and outcome, then what there is to say: first in Japanese, then in English."""
    outcome = OUTCOMES[shown(check)]
    head = f"{SIGNS[shown(check)]} {outcome.ja} / {outcome.en}  ({check.points:g} / {check.max_points:g})\n"
    texts = dict.fromkeys(_said(check, legend).values())
    return head + "".join(f"\n{_wrapped(text)}\n" for text in texts if text)


def _said(check: CheckResult, legend: Legend) -> dict[str, str]:
    """What there is to say of a check, by language; what the program printed stands once."""
    return {language: check_text(check, legend, language, output=language == "en") for language in _LANGUAGES}


def _wrapped(text: str) -> str:
    """Lines that fit a page of formgrader, which cuts longer ones off. A wide character counts as two columns."""
    lines = (part for line in text.split("\n") for part in RichText(line).wrap(_PAGE, _COLUMNS) or [""])
    return "\n".join(str(line).rstrip() for line in lines)


def _note(nb: Any, texts: Mapping[Language, str]) -> None:
    """Say what concerns the whole notebook below its first graded cell that a check looks at."""
    cell = next((c for c in nb.cells if is_autograded(c)), None)
    if cell is not None:
        text = _wrapped("\n".join(dict.fromkeys(texts.values())))
        cell.outputs[0].text += f"\n{text}\n"
        cell.metadata.kadai["result"]["whole"] = texts
