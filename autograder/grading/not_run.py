"""Results of submissions that did not run to the end: nothing is known of them but why."""

from typing import Any

from autograder.checks import CheckInfo
from autograder.errors import Ended
from autograder.grading.results import Attention, CheckResult, Outcome, Share, SubmissionResult, result_of
from autograder.text import Text


def cut_short() -> Attention:
    """What is said of a result that a deadline has cut short."""
    text = Text(
        "The time for this run was over before everything had been tried: this is not a grade. Grade it again.",
        "制限時間のため最後まで採点されていません。この結果は成績ではありません。もう一度採点してください。",
    )
    return Attention("deadline", text)


def unreadable(submission_id: str, reason: Text, checks: tuple[CheckInfo, ...]) -> SubmissionResult:
    """The result of a submission that could not even be read: no points, one reason."""
    attention = (Attention("unreadable", reason),)
    return _without_run(submission_id, "error", reason, checks, status="unreadable", attention=attention)


def faulty(submission_id: str, reason: Text, checks: tuple[CheckInfo, ...], **more: Any) -> SubmissionResult:
    """The result where the grader itself failed: to be graded again, never charged to the student."""
    return _without_run(submission_id, "fault", reason, checks, status="fault", **more)


def out_of_time(submission_id: str, checks: tuple[CheckInfo, ...]) -> SubmissionResult:
    """The result of a submission whose turn did not come before the deadline, or whose result did not."""
    attention = cut_short()
    return _without_run(submission_id, "timeout", attention.text, checks, "deadline", attention=(attention,))


def unfinished(submission_id: str, reason: Text, checks: tuple[CheckInfo, ...], **more: Any) -> SubmissionResult:
    """The result of a submission that kept the grader busy beyond every limit: no points, for that reason."""
    attention = (Attention("timeout", reason),)
    return _without_run(submission_id, "timeout", reason, checks, attention=attention, **more)


def _without_run(
    submission_id: str,
    outcome: Outcome,
    reason: Text,
    checks: tuple[CheckInfo, ...],
    ended: Ended | None = None,
    **more: Any,
) -> SubmissionResult:
    said = (
        CheckResult(c.id, outcome, 0.0, c.max_points, reason, ended=ended, shares=_shares_of(c, outcome))
        for c in checks
    )
    return result_of(submission_id, tuple(said), reason=reason, **more)


def _shares_of(check: CheckInfo, outcome: Outcome) -> tuple[Share, ...]:
    """The shares of a check on all of which the same is said; none are paid."""
    worth = check.max_points / max(len(check.shares), 1)
    return tuple(Share(share, outcome, 0.0, worth) for share in check.shares)
