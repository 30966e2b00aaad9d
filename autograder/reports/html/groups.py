"""Where several submissions behave alike: the function in which they do, one member beside the other."""

from collections.abc import Iterable, Mapping, Sequence

from autograder.grading.results import CheckResult, Report, SubmissionResult
from autograder.reports.html.class_lists import ClassLists
from autograder.reports.html.code import lines_of
from autograder.reports.summary import Summary
from autograder.structs import Struct
from autograder.text import Text

MEMBERS, LINES = 4, 50
_LOOKED_AT = 40  # of a group, for texts that differ


class Member(Struct, frozen=True):
    """A text of the function, whose it is, and where it begins."""

    ids: tuple[str, ...]
    first: int
    lines: tuple[str, ...]
    more: int
    """Lines that are not shown."""


class Group(Struct, frozen=True):
    """Submissions that behave alike, with the texts of the function that differ."""

    title: Text
    function: str
    size: int
    members: tuple[Member, ...]
    more: bool
    """Whether there are other texts as well."""


def groups_of(report: Report, summary: Summary, lists: ClassLists) -> tuple[dict[str, Group], dict[str, str]]:
    """The groups whose code can be shown, each under the name of a list: mistakes, and ways of failing a check.

    Also where to look for the members of each list: of several with the same code, at the first.
    """
    results = {result.id: result for result in report.submissions}
    found: dict[str, Group | None] = {}
    for n, mistake in enumerate(summary.mistakes, 1):
        checks = ((results[id], _with_mistake(results[id], mistake.found.id)) for id in mistake.submissions)
        found[f"mistake-{n}"] = _group(mistake.words.title, checks, len(mistake.submissions))
    for check in summary.checks:
        for way in lists.ways[check.id].frequent:
            members = way.reason.submissions
            checks = ((results[id], _of(results[id], check.id)) for id in members)
            found[way.list] = _group(way.reason.text, checks, len(members))
    groups = {name: group for name, group in found.items() if group is not None}
    first: dict[tuple[str, tuple[Member, ...]], str] = {}
    place = {name: first.setdefault((group.function, group.members), name) for name, group in groups.items()}
    return {name: group for name, group in groups.items() if place[name] == name}, place


def _with_mistake(result: SubmissionResult, mistake: str) -> CheckResult | None:
    return next((c for c in result.checks if c.diagnosis and c.diagnosis.id == mistake), None)


def _of(result: SubmissionResult, check: str) -> CheckResult | None:
    return next((c for c in result.checks if c.id == check), None)


def _group(title: Text, members: Iterable[tuple[SubmissionResult, CheckResult | None]], size: int) -> Group | None:
    """The group; None where no code is kept of it, or it is in no function that is known."""
    seen = [(r, c) for (r, c), _ in zip(members, range(_LOOKED_AT), strict=False) if c is not None and c.region]
    if size < 2 or not seen:
        return None
    function = str(seen[0][1].region)
    texts: dict[tuple[str, ...], tuple[int, list[str]]] = {}
    for result, _ in seen:
        place = _place(result, function)
        if place is not None:
            texts.setdefault(place[1], (place[0], []))[1].append(result.id)
    shown = [_member(lines, first, ids) for lines, (first, ids) in list(texts.items())[:MEMBERS]]
    return Group(title, function, size, tuple(shown), size > _LOOKED_AT or len(texts) > MEMBERS) if shown else None


def _place(result: SubmissionResult, function: str) -> tuple[int, tuple[str, ...]] | None:
    """Where the function begins in the main file, and its lines."""
    sources: Mapping[str, str] = result.evidence.sources if result.evidence else {}
    lines = next(iter(sources.values()), "").split("\n")
    found = lines_of(function, lines)
    return (found.start, tuple(lines[n - 1] for n in found)) if found else None


def _member(lines: Sequence[str], first: int, ids: Sequence[str]) -> Member:
    return Member(tuple(ids), first, tuple(lines[:LINES]), max(len(lines) - LINES, 0))
