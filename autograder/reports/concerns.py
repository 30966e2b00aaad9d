"""Whom a lecturer should look at, grouped by why: facts, never an accusation."""

from statistics import quantiles

from autograder.grading.results import AttentionKind, Report, SubmissionResult
from autograder.structs import Struct
from autograder.text import NOTHING, Text

NEEDS_A_PERSON: dict[AttentionKind, Text] = {
    "unreadable": Text("could not be read", "読み込めませんでした"),
    "doubtful_file": Text("doubtful which file is meant", "どのファイルを採点すべきか不確か"),
    "no_asked_name": Text("define none of the names that are asked for", "求められた名前が 1 つも定義されていない"),
    "untouched": Text("handed in as released", "配布されたまま提出"),
    "refused": Text("tried something that the sandbox refused", "サンドボックスで拒否された操作を試みた"),
    "crashed": Text("ended their own program", "プログラムが途中で終了した"),
    "timeout": Text("did not end in time", "時間内に終わらなかった"),
    "deadline": Text("cut short by the deadline", "制限時間で打ち切られた"),
    "not_confirmed": Text("passed the first draw and not a second", "最初の入力では通り、次の入力では通らなかった"),
    "given_cell_changed": Text("changed a cell that was given", "配布されたセルが変更されている"),
    "override_outdated": Text("changed since a person marked them", "採点者が点を付けた後に変わった"),
    "version": Text("answer another version of the assignment", "課題の別の版への解答"),
    "unknown_student": Text("not on the roster", "名簿にない"),
    "unwritten": Text("left something unwritten", "未記入の部分がある"),
}
"""In the order in which they are shown."""

FAULT = Text("the grader failed on them", "採点側で不具合が起きた")
NONE_PASSED = Text("passed no check, though they wrote something", "書かれてはいるが、1 つも合格していない")
ONE_LEFT = Text("one check away from full marks", "あと 1 つのテストで満点")
FAR_BELOW = Text("far below the rest", "ほかと比べて点がとても低い")

FEWEST = 8  # submissions, from which on quartiles say something


class Concern(Struct, frozen=True):
    """A reason, and who: by id, with what is said of each besides."""

    reason: Text
    persons: tuple[tuple[str, Text], ...]


def concerns_of(report: Report) -> tuple[Concern, ...]:
    """The reasons that a class gives, with the submissions of each; one may be in several."""
    groups: dict[Text, list[tuple[str, Text]]] = {reason: [] for reason in (FAULT, *NEEDS_A_PERSON.values())}
    for result in report.submissions:
        said: dict[Text, Text] = {}
        for attention in result.attention:
            said.setdefault(NEEDS_A_PERSON[attention.kind], attention.text)
        faults = [check.message for check in result.checks if check.outcome == "fault"]
        if result.status == "fault" or faults:
            said[FAULT] = next((text for text in (result.reason, *faults) if text), NOTHING)
        for reason, text in said.items():
            groups[reason].append((result.id, text))
    known = {id for members in groups.values() for id, _ in members}
    groups[NONE_PASSED] = [(r.id, NOTHING) for r in report.submissions if r.id not in known and _has_nothing(r)]
    groups[FAR_BELOW] = [(r.id, NOTHING) for r in _far_below(report) if r.id not in known]
    groups[ONE_LEFT] = [(r.id, _missing(r, report)) for r in report.submissions if _lacks_one(r)]
    return tuple(Concern(reason, tuple(members)) for reason, members in groups.items() if members)


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
