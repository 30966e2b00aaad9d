"""What a gradebook's cell says beside the mark, in both languages."""

from collections.abc import Iterator

from autograder.grading.results import SubmissionResult
from autograder.reports.adjustments import duration
from autograder.reports.words import STATUSES
from autograder.text import Text

NOT_HANDED_IN = Text("not handed in", "未提出")
BY_HAND = Text("by hand", "採点者による")
_NOT_MARKED = Text("written answers not marked yet", "記述問題が未採点")
_NO_MARK = Text("no mark yet: grade again", "得点未確定（再採点が必要）")


def remarks(result: SubmissionResult | None) -> tuple[Text, ...]:
    """All that a reader of a mark must know; nothing of an ordinary one."""
    return (NOT_HANDED_IN,) if result is None else tuple(_remarks(result))


def remark(result: SubmissionResult | None) -> Text:
    """The same in one piece."""
    said = remarks(result)
    return Text("; ".join(text.en for text in said), "、".join(text.ja for text in said))


def _remarks(result: SubmissionResult) -> Iterator[Text]:
    if not result.has_mark:
        yield _NO_MARK
    elif result.status != "graded":
        yield STATUSES[result.status]
    if result.overrides:
        yield BY_HAND
    unwritten, n = result.unwritten, len(result.checks)
    if unwritten:
        yield Text(f"{unwritten} of {n} checks not written yet", f"{n} 個のテストのうち {unwritten} 個が未記入")
    if any(written.points is None for written in result.written):
        yield _NOT_MARKED
    if result.late:
        how = duration(result.late.seconds)
        taken = f" (−{result.late.points:g})" if result.late.points else ""
        yield Text(f"{how.en} late{taken}", f"{how.ja}遅れ{taken}")
