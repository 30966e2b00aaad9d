"""What changed between two reports of an assignment: whose mark, by how much, because of which check, and why."""

from collections.abc import Iterator
from statistics import mean
from typing import Literal

import msgspec

from autograder.errors import UsageError
from autograder.grading.results import WHOLE, Outcome, Report, SubmissionResult, total
from autograder.reports.repeated import refuse_repeated
from autograder.text import Text, visible

Cause = Literal[
    "work", "tests", "kadai", "python", "numpy", "secret", "sandbox", "person", "late", "fault", "deadline", "reading",
    "unexplained",
]  # fmt: skip
"""Why a result is another one. ``tests``: the assignment; ``reading``: in one of the two it could not be read;
``unexplained``: nothing that a report records has changed."""

Direction = Literal["up", "down", "same", "unknown"]
"""Of a student's share of all points, so that a maximum that was changed moves nobody by itself. ``unknown``: the
grader failed on one of the two."""

_CLOSE = 1e-9


class Difference(msgspec.Struct, frozen=True):
    """Something that two reports were made with, and that differs; empty where a report does not say."""

    cause: Cause
    before: str
    after: str


class Standing(msgspec.Struct, frozen=True):
    """What a check said of a submission, with the points that count: a person's, where one has set them."""

    outcome: Outcome | None
    """None of an answer to a written question."""
    points: float
    max_points: float
    by_hand: bool = False


class Moved(msgspec.Struct, frozen=True):
    """A check, or a written question, that says something else than before; None where there is none in a report."""

    check: str
    before: Standing | None
    after: Standing | None

    @property
    def delta(self) -> float:
        """The points gained by it, or lost."""
        return total((self.after.points if self.after else 0.0, -self.before.points if self.before else 0.0))


class Change(msgspec.Struct, frozen=True):
    """A student's two results, and what differs."""

    before: SubmissionResult
    after: SubmissionResult
    moved: tuple[Moved, ...]
    causes: tuple[Cause, ...]
    """All that may have to do with it; where that is one, it is the one."""

    @property
    def id(self) -> str:
        """The student's."""
        return self.after.id

    @property
    def delta(self) -> float:
        """Points gained, lateness included."""
        return total((self.after.mark, -self.before.mark))

    @property
    def elsewhere(self) -> float:
        """What of the points gained stands in no check: lateness, or a mark for the whole."""
        return total((self.delta, *(-moved.delta for moved in self.moved)))

    @property
    def is_known(self) -> bool:
        """Whether both have a score."""
        return self.before.has_mark and self.after.has_mark

    @property
    def direction(self) -> Direction:
        """Where the student's share went."""
        if not self.is_known:
            return "unknown"
        gained = self._gained
        return "same" if abs(gained) < _CLOSE else "up" if gained > 0 else "down"

    @property
    def is_worth_showing(self) -> bool:
        """Whether anything is different but that points were added or taken away for all alike."""
        return (
            self.direction in ("up", "down")
            or self.before.status != self.after.status
            or any(moved.before and moved.after and _way(moved.before) != _way(moved.after) for moved in self.moved)
        )

    @property
    def _gained(self) -> float:
        before, after = share(self.before), share(self.after)
        return self.delta if before is None or after is None else after - before

    @property
    def order(self) -> tuple[float, float, str]:
        """Worst first; those without a score before all."""
        return (self._gained if self.is_known else -float("inf"), self.delta, self.id)


class CheckChange(msgspec.Struct, frozen=True):
    """A check of one or both assignments, and how it moved the class."""

    id: str
    title: Text
    max_before: float | None
    max_after: float | None
    up: int
    down: int
    points: float
    """Gained by all together."""


class Comparison(msgspec.Struct, frozen=True):
    """Two reports, side by side."""

    old: Report
    new: Report
    differences: tuple[Difference, ...]
    checks: tuple[CheckChange, ...]
    """Those that moved anybody, or are worth something else; the costliest first."""
    students: tuple[Change, ...]
    """All who are in both, worst first."""
    arrived: tuple[SubmissionResult, ...]
    gone: tuple[SubmissionResult, ...]
    alike: tuple[tuple[str, str], ...]
    """Of those who are gone and those who are new, who handed in the same: perhaps one person under two ids."""

    def count(self, direction: Direction) -> int:
        """How many students went there."""
        return sum(change.direction == direction for change in self.students)

    @property
    def shown(self) -> tuple[Change, ...]:
        """The students whom a person wants to see."""
        return tuple(change for change in self.students if change.is_worth_showing)

    @property
    def unlike_secrets(self) -> bool:
        """Whether the inputs of hidden checks were others, or may have been."""
        return self.old.secret_fingerprint != self.new.secret_fingerprint or not self.new.secret_fingerprint


def compare(old: Report, new: Report, names: tuple[str, str]) -> Comparison:
    """The comparison of two reports; `names` are those of their files.

    Raises:
        UsageError: if they are of two assignments, or one has two results of one id.
    """
    for report, name in zip((old, new), names, strict=True):
        refuse_repeated(report, name)
    if old.assignment != new.assignment:
        raise UsageError(
            Text(
                f"{names[0]} is a report of {visible(old.assignment)}, {names[1]} one of {visible(new.assignment)}; "
                "name two reports of one assignment",
                f"{names[0]} は {visible(old.assignment)} の、{names[1]} は "
                f"{visible(new.assignment)} の結果です。同じ課題の結果を 2 つ指"
                "定してください",
            )
        )
    differences = tuple(_differences(old, new))
    before, after = ({s.id: s for s in report.submissions} for report in (old, new))
    changes = [_change(before[id], after[id], differences) for id in before if id in after]
    gone = tuple(result for id, result in before.items() if id not in after)
    arrived = tuple(result for id, result in after.items() if id not in before)
    return Comparison(
        old=old,
        new=new,
        differences=differences,
        checks=tuple(_checks(old, new, changes)),
        students=tuple(sorted(changes, key=lambda c: c.order)),
        arrived=arrived,
        gone=gone,
        alike=tuple(_alike(gone, arrived)),
    )


def share(result: SubmissionResult) -> float | None:
    """The part of all points that counts in the end; None where there are no points, or none are known."""
    return result.mark / result.max_score if result.max_score > 0 and result.has_mark else None


def mean_share(report: Report) -> float | None:
    """The mean of the shares, of those who have one."""
    shares = [part for part in map(share, report.submissions) if part is not None]
    return mean(shares) if shares else None


def _differences(old: Report, new: Report) -> Iterator[Difference]:
    compared: tuple[tuple[Cause, str, str], ...] = (
        ("tests", old.assignment_digest[:8], new.assignment_digest[:8]),
        ("kadai", old.kadai, new.kadai),
        ("python", old.python, new.python),
        ("numpy", old.numpy, new.numpy),
        ("secret", old.secret_fingerprint, new.secret_fingerprint),
        ("sandbox", old.sandbox.level, new.sandbox.level),
    )
    for cause, before, after in compared:
        if before != after:
            yield Difference(cause, before, after)
    same_digest = old.assignment_digest == new.assignment_digest
    if same_digest and {c.id: c.max_points for c in old.checks} != {c.id: c.max_points for c in new.checks}:
        yield Difference("tests", old.assignment_digest[:8], new.assignment_digest[:8])  # which do not say it


def _change(before: SubmissionResult, after: SubmissionResult, differences: tuple[Difference, ...]) -> Change:
    moved = tuple(_moved(before, after))
    bare = Change(before, after, moved, ())
    if not moved and not bare.delta and before.status == after.status:
        return bare
    return msgspec.structs.replace(bare, causes=tuple(_causes(before, after, moved, differences)))


def _moved(before: SubmissionResult, after: SubmissionResult) -> Iterator[Moved]:
    old, new = standings(before), standings(after)
    for check in dict.fromkeys((*new, *old)):
        if old.get(check) != new.get(check):
            yield Moved(check, old.get(check), new.get(check))


def standings(result: SubmissionResult) -> dict[str, Standing]:
    """What counts of each check."""
    written = {w.question: Standing(None, w.points or 0.0, w.max_points, w.points is not None) for w in result.written}
    return written | {
        c.id: Standing(c.outcome, result.points_of(c), c.max_points, result.override_of(c.id) is not None)
        for c in result.checks
    }


def _way(standing: Standing) -> tuple[Outcome | None, float | None]:
    """What a check said, whatever it is worth."""
    return standing.outcome, round(standing.points / standing.max_points, 9) if standing.max_points else None


def _causes(
    before: SubmissionResult, after: SubmissionResult, moved: tuple[Moved, ...], differences: tuple[Difference, ...]
) -> Iterator[Cause]:
    found = list(_own_causes(before, after, moved))
    yield from found
    by_hand_alone = found in (["person"], ["late"], ["person", "late"]) and not any(map(_by_machine, moved))
    if not by_hand_alone:
        yield from dict.fromkeys(difference.cause for difference in differences)
    if not found and not differences:
        yield "unexplained"


def _own_causes(before: SubmissionResult, after: SubmissionResult, moved: tuple[Moved, ...]) -> Iterator[Cause]:
    """What is different of this student alone."""
    pair = (before, after)
    if any(result.status == "fault" for result in pair) and before.status != after.status:
        yield "fault"
    if before.is_cut_short or after.is_cut_short:
        yield "deadline"
    if before.digest and after.digest and before.digest != after.digest:
        yield "work"
    elif before.digest != after.digest and any(result.status == "unreadable" for result in pair):
        yield "reading"
    whole = [override and override.points for override in (result.override_of(WHOLE) for result in pair)]
    if whole[0] != whole[1] or any(_by_hand(m.before) != _by_hand(m.after) for m in moved):
        yield "person"
    if (before.late.points if before.late else 0.0) != (after.late.points if after.late else 0.0):
        yield "late"


def _by_hand(standing: Standing | None) -> float | None:
    """The points that a person has set."""
    return standing.points if standing and standing.by_hand else None


def _by_machine(moved: Moved) -> bool:
    """Whether a check itself says something else, or is worth something else."""
    before, after = moved.before, moved.after
    if before is None or after is None:
        return True
    ways = [(s.outcome, s.max_points, None if before.by_hand or after.by_hand else s.points) for s in (before, after)]
    return ways[0] != ways[1]


def _checks(old: Report, new: Report, changes: list[Change]) -> list[CheckChange]:
    before, after = ({c.id: c for c in report.checks} for report in (old, new))
    known = [change for change in changes if change.is_known]
    found = []
    for id in dict.fromkeys((*after, *before)):
        was, will = before.get(id), after.get(id)
        deltas = [m.delta for change in known for m in change.moved if m.check == id]
        up, down = sum(d > 0 for d in deltas), sum(d < 0 for d in deltas)
        max_before, max_after = was.max_points if was else None, will.max_points if will else None
        if deltas or max_before != max_after:
            title = (new if will else old).legend.title(id)
            found.append(CheckChange(id, title, max_before, max_after, up, down, total(deltas)))
    return sorted(found, key=lambda c: c.points)


def _alike(gone: tuple[SubmissionResult, ...], arrived: tuple[SubmissionResult, ...]) -> Iterator[tuple[str, str]]:
    """Pairs with equal work, where nobody else has the same."""
    for one in gone:
        same = [other for other in arrived if one.digest and other.digest == one.digest]
        if len(same) == 1 and [g.digest for g in gone].count(one.digest) == 1:
            yield one.id, same[0].id
