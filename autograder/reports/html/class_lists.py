"""The lists of submissions on a class page: whom a person should see, who made which mistake, who failed in which way.

Each has a name, which is its place in the page and in the address of a filter: ``#in=mistake-2``.
"""

from collections.abc import Iterator, Sequence

from autograder.grading.results import Report
from autograder.reports.concerns import Concern
from autograder.reports.summary import CheckSummary, Reason, Summary
from autograder.structs import Struct

WAYS, _FEWEST, _IN_ALL = 8, 3, 160
"""Ways of failing a check that are shown one by one, fewer of each where there are many checks; the rest is a number,
and a filter of the table."""


class Way(Struct, frozen=True):
    """A way of failing a check, with the name of its list."""

    list: str
    reason: Reason


class Ways(Struct, frozen=True):
    """The ways of failing a check: shared by several, of single ones, and who failed in ways that are not shown."""

    frequent: tuple[Way, ...]
    single: tuple[Way, ...]
    more: tuple[str, ...]


class ClassLists:
    """All lists of a class page: `members` are their submissions by name."""

    def __init__(self, report: Report, summary: Summary, concerns: Sequence[Concern]) -> None:
        numbers = {check.id: n for n, check in enumerate(report.checks, 1)}
        most = max(_FEWEST, min(WAYS, _IN_ALL // max(len(numbers), 1)))
        self.ways = {check.id: _ways(check, numbers.get(check.id, 0), most) for check in summary.checks}
        self.members: dict[str, tuple[str, ...]] = {}
        self.mistakes = {mistake.found.id: f"mistake-{n}" for n, mistake in enumerate(summary.mistakes, 1)}
        for n, concern in enumerate(concerns, 1):
            self.members[f"reason-{n}"] = tuple(id for id, _ in concern.persons)
        for n, mistake in enumerate(summary.mistakes, 1):
            self.members[f"mistake-{n}"] = mistake.submissions
        for check in summary.checks:
            number, ways = numbers.get(check.id, 0), self.ways[check.id]
            self.members |= {way.list: way.reason.submissions for way in (*ways.frequent, *ways.single)}
            self.members |= {f"more-{number}": ways.more} if ways.more else {}
            self.members |= {f"unwritten-{number}": check.unwritten} if check.unwritten else {}

    def of_each(self) -> dict[str, list[int]]:
        """By submission, the numbers of the lists that it is on, from 0."""
        found: dict[str, list[int]] = {}
        for number, ids in enumerate(self.members.values()):
            for id in dict.fromkeys(ids):
                found.setdefault(id, []).append(number)
        return found


def _ways(check: CheckSummary, number: int, most: int) -> Ways:
    named = list(_named(check, number))
    shown, rest = named[:most], named[most:]
    return Ways(
        tuple(way for way in shown if len(way.reason.submissions) > 1),
        tuple(way for way in shown if len(way.reason.submissions) == 1),
        tuple(id for way in rest for id in way.reason.submissions),
    )


def _named(check: CheckSummary, number: int) -> Iterator[Way]:
    for n, reason in enumerate(check.reasons, 1):
        yield Way(f"way-{number}-{n}", reason)
