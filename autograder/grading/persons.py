"""What persons add to a result of the machine's: written answers, overrides, lateness. In this order."""

from collections.abc import Iterable

import msgspec

from autograder.grading.results import WHOLE, Attention, Late, Override, SubmissionResult, Written, total
from autograder.text import Text


def with_written(result: SubmissionResult, written: Iterable[Written]) -> SubmissionResult:
    """With marks for its written answers."""
    return _counted(msgspec.structs.replace(result, written=tuple(written)))


def with_overrides(result: SubmissionResult, overrides: Iterable[Override]) -> SubmissionResult:
    """With marks that somebody has set in the place of the machine's."""
    return _counted(msgspec.structs.replace(result, overrides=tuple(overrides)))


def with_lateness(result: SubmissionResult, late: Late | None) -> SubmissionResult:
    """With what the course takes."""
    return msgspec.structs.replace(result, late=late)


def outdated(override: Override) -> Attention:
    """What is said where the work is no longer the one that a mark was set for."""
    what = Text("the whole score", "総得点") if override.check == WHOLE else Text.same(override.check)
    who, points = override.who, f"{override.points:g}"
    text = Text(
        f"The work has changed since {who} set {points} points for {what.en}. Look at it again: write today's date "
        "under 'when' in overrides.csv to keep that mark, or remove the line.",
        f"{who}さんが「{what.ja}」を {points} 点とした後に提出物が変わっています。もう一度確認し、その点数を残すなら "
        "overrides.csv の when に今日の日付を書き、残さないならその行を消してください。",
    )
    return Attention("override_outdated", text)


def _counted(result: SubmissionResult) -> SubmissionResult:
    """With the score, and the most, that follow from checks, written answers and overrides."""
    whole = result.override_of(WHOLE)
    given = [written.points or 0.0 for written in result.written]
    return msgspec.structs.replace(
        result,
        score=whole.points if whole else total((*map(result.points_of, result.checks), *given)),
        max_score=total((*(c.max_points for c in result.checks), *(w.max_points for w in result.written))),
    )
