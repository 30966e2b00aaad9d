"""How late a hand-in is, and what that costs: from two instants and the course's rule."""

from datetime import UTC, datetime

from autograder.course.late import LateRule
from autograder.grading.results import Late


def lateness(
    handed_in: datetime, due: datetime, rule: LateRule, *, score: float, most: float, extension: str = ""
) -> Late | None:
    """The lateness of a hand-in with `score` of `most` points; None if it came in time, the rule's grace included.

    What is taken is a part of `most`, and never more than the `score`. Both instants have a time zone.
    """
    seconds = (handed_in.astimezone(UTC) - due.astimezone(UTC)).total_seconds()  # in one zone, clocks would be compared
    if seconds <= rule.grace_minutes * 60:
        return None
    taken = min(round(most * rule.percent(seconds) / 100, 9), score)
    return Late(due.isoformat(), handed_in.isoformat(), seconds, taken, extension)
