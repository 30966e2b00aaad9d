"""What a lecturer wants to know of a class, computed once for every format."""

import math
from collections import Counter
from statistics import StatisticsError, correlation, mean, median, quantiles

from autograder.grading.outcome_words import PARTLY, shown
from autograder.grading.results import (
    CheckInfo,
    CheckResult,
    Diagnosed,
    Diagnosis,
    Legend,
    Report,
    SubmissionResult,
    total,
)
from autograder.structs import Struct
from autograder.text import NOTHING, Text

FEWEST = 10
"""Submissions, from which on a correlation says something."""

BINS = 10
"""A histogram has about so many bars, never more than one and a half times as many."""


_OWN = ("failed", "error", "timeout", "crashed")
"""Outcomes that follow from what the student wrote for this very check. What is not written yet stands apart."""


class Bin(Struct, frozen=True):
    """Submissions whose score is in [low, high) (the last bin includes high)."""

    low: float
    high: float
    count: int


class Reason(Struct, frozen=True):
    """One way of failing a check, and who failed in that way.

    Unreadable submissions are not among them: they say nothing about the check.
    """

    text: Text
    diagnosis: str
    submissions: tuple[str, ...]
    example: CheckResult
    """The result of the first of them."""


class Mistake(Struct, frozen=True):
    """A diagnosis, who got it, and the checks (by id) where it showed."""

    found: Diagnosed
    words: Diagnosis
    submissions: tuple[str, ...]
    checks: tuple[str, ...]
    points: float = 0.0
    """What all of them lost by it."""


class CheckSummary(Struct, frozen=True):
    """How a class did in one check."""

    id: str
    title: Text
    max_points: float
    passed: int
    total: int
    outcomes: dict[str, int]
    """As they are shown, see `shown`."""
    reasons: tuple[Reason, ...]
    unwritten: tuple[str, ...] = ()
    """Who has not written yet what it looks at."""
    discrimination: float | None = None
    """The correlation of passing it with the points in all other checks: near 0, it says nothing of who can do those;
    None where too few handed in, or all did alike."""

    @property
    def wrong(self) -> int:
        """How many tried and did not pass it: what is unwritten, skipped or our fault does not count."""
        return sum(self.outcomes.get(o, 0) for o in (*_OWN, PARTLY))

    @property
    def untried(self) -> bool:
        """Whether nobody has written what it looks at."""
        return len(self.unwritten) == self.total > 0

    @property
    def passed_by_all(self) -> bool:
        """Whether nobody needs to read on."""
        return self.passed == self.total > 0


class Summary(Struct, frozen=True):
    """A class at a glance. Scores are the marks that count; what is not known by a fault of ours is left out."""

    submissions: int
    faults: int
    max_score: float
    mean: float
    median: float
    full_marks: int
    zero: int
    bins: tuple[Bin, ...]
    checks: tuple[CheckSummary, ...]
    """Most often failed first."""
    mistakes: tuple[Mistake, ...]
    """The dearest first."""
    for_a_person: tuple[SubmissionResult, ...]
    quartiles: tuple[float, float] | None = None
    """The scores below which a quarter and three quarters lie; None for fewer than two."""
    unwritten: int = 0
    """How many left something unwritten that a check asks for."""


def summarise(report: Report) -> Summary:
    """The summary of a report."""
    results = report.submissions
    scores = [s.mark for s in results if s.has_mark]
    top = max((s.max_score for s in results), default=0.0)
    checks = [_check(report, info) for info in report.checks]
    return Summary(
        submissions=len(results),
        faults=len(results) - len(scores),
        max_score=top,
        mean=mean(scores) if scores else 0.0,
        median=median(scores) if scores else 0.0,
        full_marks=sum(top > 0 and s >= top for s in scores),
        zero=sum(s == 0 for s in scores),
        bins=_bins(scores, top),
        checks=tuple(sorted(checks, key=lambda c: (-c.wrong, -len(c.unwritten), c.passed))),
        mistakes=_mistakes(report),
        for_a_person=tuple(s for s in results if s.needs_a_person),
        quartiles=_quartiles(scores),
        unwritten=sum(s.unwritten > 0 for s in results),
    )


def why_a_person(result: SubmissionResult) -> Text:
    """Why a lecturer should look at a submission: its own reason, what asks for attention, or its first fault."""
    faults = (c.message for c in result.checks if c.outcome == "fault")
    attention = (a.text for a in result.attention if a.kind != "unwritten")
    return next((text for text in (result.reason, *attention, *faults) if text), NOTHING)


def _quartiles(scores: list[float]) -> tuple[float, float] | None:
    if len(scores) < 2:
        return None
    lower, _, upper = quantiles(scores, n=4, method="inclusive")
    return lower, upper


def _discrimination(results: list[tuple[SubmissionResult, CheckResult]]) -> float | None:
    """The item-rest correlation of a check."""
    tried = [(s, c) for s, c in results if s.status == "graded" and c.outcome != "fault"]
    if len(tried) < FEWEST:
        return None
    try:
        return correlation(
            [float(c.outcome == "passed") for _, c in tried], [s.graded_score - c.points for s, c in tried]
        )
    except StatisticsError:  # one of the two is the same for all
        return None


def _bins(scores: list[float], top: float) -> tuple[Bin, ...]:
    width = _round_width(top)
    count = max(math.ceil(top / width - 1e-9), 1)
    counts = Counter(min(max(int(s / width + 1e-9), 0), count - 1) for s in scores)
    return tuple(Bin(i * width, min((i + 1) * width, top) or width, counts[i]) for i in range(count))


def _round_width(top: float) -> float:
    """The width 1, 2 or 5 times a power of ten that gives about `BINS` bins up to `top`."""
    if not (math.isfinite(top) and top > 0):
        return 1.0
    power = 10.0 ** math.floor(math.log10(top / BINS))
    widths = [factor * power for factor in (1, 2, 5, 10)]
    return min((w for w in widths if top / w <= 1.5 * BINS), key=lambda w: abs(top / w - BINS))


def _check(report: Report, info: CheckInfo) -> CheckSummary:
    results = [(s, c) for s in report.submissions for c in s.checks if c.id == info.id]
    own = [(s.id, c) for s, c in results if s.status != "unreadable" and c.outcome in _OWN]
    return CheckSummary(
        id=info.id,
        title=report.legend.title(info.id),
        max_points=info.max_points,
        passed=sum(c.outcome == "passed" for _, c in results),
        total=len(results),
        outcomes=dict(Counter(shown(c) for _, c in results)),
        reasons=_reasons(own, report.legend),
        unwritten=tuple(s.id for s, c in results if c.outcome == "unwritten"),
        discrimination=_discrimination(results),
    )


def _mistakes(report: Report) -> tuple[Mistake, ...]:
    found: dict[str, list[tuple[SubmissionResult, CheckResult]]] = {}
    for submission in report.submissions:
        for check in submission.checks:
            if check.diagnosis:
                found.setdefault(check.diagnosis.id, []).append((submission, check))
    mistakes = [_mistake(members, report.legend) for members in found.values()]
    return tuple(sorted(mistakes, key=lambda m: (-m.points, -len(m.submissions))))


def _mistake(members: list[tuple[SubmissionResult, CheckResult]], legend: Legend) -> Mistake:
    found = next(check.diagnosis for _, check in members if check.diagnosis)
    return Mistake(
        found,
        legend.diagnosis(found),
        tuple(dict.fromkeys(s.id for s, _ in members)),
        tuple(dict.fromkeys(check.id for _, check in members)),
        total(check.max_points - s.points_of(check) for s, check in members),
    )


def _reasons(results: list[tuple[str, CheckResult]], legend: Legend) -> tuple[Reason, ...]:
    """Failures by diagnosis, else by equal behaviour, else by equal first line; the most frequent first."""
    groups: dict[tuple[str, str], list[tuple[str, CheckResult]]] = {}
    for submission, result in results:
        groups.setdefault(_behaviour(result), []).append((submission, result))
    reasons = [_reason(members, legend) for members in groups.values()]
    return tuple(sorted(reasons, key=lambda r: -len(r.submissions)))


def _behaviour(result: CheckResult) -> tuple[str, str]:
    if result.diagnosis:
        return "diagnosis", result.diagnosis.id
    if result.trace_digest:
        return "trace", result.trace_digest
    return result.outcome, result.message.en.partition("\n")[0]  # what follows is where, which differs


def _reason(members: list[tuple[str, CheckResult]], legend: Legend) -> Reason:
    first = members[0][1]
    return Reason(
        text=legend.diagnosis(first.diagnosis).title if first.diagnosis else first.message,
        diagnosis=first.diagnosis.id if first.diagnosis else "",
        submissions=tuple(s for s, _ in members),
        example=first,
    )
