"""Whom a lecturer should look at, grouped by why: facts, never an accusation."""

from statistics import quantiles

from autograder.grading.results import Report, SubmissionResult
from autograder.reports.words import ATTENTION
from autograder.structs import Struct
from autograder.text import NOTHING, Text

FAULT = Text("The grader failed.", "採点側で不具合が起きました。")
NONE_PASSED = Text("Something is written, and no check passed.", "書かれていますが、1 つも合格していません。")
ONE_LEFT = Text("One check short of full marks.", "あと 1 つのテストで満点です。")
FAR_BELOW = Text("The score is far below the rest.", "ほかと比べて点がとても低い提出です。")
_BY_MARKS = (NONE_PASSED, FAR_BELOW, ONE_LEFT)

FEWEST = 8  # submissions, from which on quartiles say something


class Concern(Struct, frozen=True):
    """A reason, and who: by id, with what is said of each besides."""

    reason: Text
    persons: tuple[tuple[str, Text], ...]
    by_marks: bool = False
    """Whether marks alone say so: worth a look, and nobody needs to act."""


def concerns_of(report: Report) -> tuple[Concern, ...]:
    """The reasons that a class gives, with the submissions of each; one may be in several."""
    groups: dict[Text, list[tuple[str, Text]]] = {reason: [] for reason in (FAULT, *ATTENTION.values())}
    for result in report.submissions:
        said: dict[Text, Text] = {}
        for attention in result.attention:
            said.setdefault(ATTENTION[attention.kind], attention.text)
        faults = [check.message for check in result.checks if check.outcome == "fault"]
        if result.status == "fault" or faults:
            said[FAULT] = next((text for text in (result.reason, *faults) if text), NOTHING)
        for reason, text in said.items():
            groups[reason].append((result.id, text))
    known = {id for members in groups.values() for id, _ in members}
    groups[NONE_PASSED] = [(r.id, NOTHING) for r in report.submissions if r.id not in known and _has_nothing(r)]
    groups[FAR_BELOW] = [(r.id, NOTHING) for r in _far_below(report) if r.id not in known]
    groups[ONE_LEFT] = [(r.id, _missing(r, report)) for r in report.submissions if _lacks_one(r)]
    return tuple(Concern(reason, tuple(who), reason in _BY_MARKS) for reason, who in groups.items() if who)


def _has_nothing(result: SubmissionResult) -> bool:
    return bool(result.checks) and all(check.outcome not in ("passed", "fault") for check in result.checks)


def _lacks_one(result: SubmissionResult) -> bool:
    return len(result.checks) > 1 and sum(check.outcome != "passed" for check in result.checks) == 1


def _missing(result: SubmissionResult, report: Report) -> Text:
    return next(report.legend.title(check.id) for check in result.checks if check.outcome != "passed")


def _far_below(report: Report) -> list[SubmissionResult]:
    """Below the lower quartile by more than one and a half times the range between the quartiles (Tukey's fence)."""
    marked = [r for r in report.submissions if r.has_mark]
    if len(marked) < FEWEST:
        return []
    lower, _, upper = quantiles((r.mark for r in marked), n=4, method="inclusive")
    return [r for r in marked if r.mark < lower - 1.5 * (upper - lower) and not _has_nothing(r)]
