"""The submission's source for a page: which lines are marked, and what is said at them.

A function is found by its indentation, without parsing: a text that no parser takes has lines as well.
"""

import re
from collections.abc import Iterator, Sequence

from autograder.grading.results import CheckResult, Evidence
from autograder.structs import Struct

MOST_LINES = 3_000  # of one file; the longest reference has 280


class CodeLine(Struct, frozen=True):
    """A line: `raised` and `within` hold the numbers of checks that raised there, or failed in the function there."""

    number: int
    text: str
    raised: tuple[int, ...] = ()
    within: tuple[int, ...] = ()
    begins: bool = False
    """Whether the function of `within` begins here."""
    unwritten: bool = False
    """Whether all of `within` found it as it was released."""


class CodeFile(Struct, frozen=True):
    """A file of a submission."""

    name: str
    lines: tuple[CodeLine, ...]
    more: int = 0
    """Lines that are not shown."""


def code_of(evidence: Evidence | None, checks: Sequence[CheckResult]) -> tuple[CodeFile, ...]:
    """A submission's files, the main one first: it is the one whose lines checks speak of."""
    sources = evidence.sources if evidence else {}
    return tuple(_file(name, text, checks if i == 0 else ()) for i, (name, text) in enumerate(sources.items()))


def line_of(check: CheckResult, evidence: Evidence | None) -> int | None:
    """Where in the main file to look for what a check says: where it raised, else where its function begins."""
    shown = next(iter(evidence.sources.values()), "").split("\n")[:MOST_LINES] if evidence else []
    if check.line is not None:
        return check.line if check.line <= len(shown) else None
    found = lines_of(check.region, shown) if check.region else None
    return found.start if found else None


def lines_of(function: str, lines: Sequence[str]) -> range | None:
    """The lines, from 1, of the last definition of a function, ``Class.method`` or class; None if there is none."""
    owner, _, name = function.rpartition(".")
    if not owner:
        return _defined(name, lines, range(1, len(lines) + 1), "")
    around = _defined(owner, lines, range(1, len(lines) + 1), "")
    return around and _defined(name, lines, around, r"[ \t]+")


def _defined(name: str, lines: Sequence[str], among: range, indent: str) -> range | None:
    start = re.compile(rf"({indent})(?:async\s+)?(?:def|class)\s+{re.escape(name)}\b")
    found = None
    for number in among:
        match = start.match(lines[number - 1])
        if match:
            found = range(number, _end(lines, number, len(match[1].expandtabs()), among.stop))
    return found


def _end(lines: Sequence[str], start: int, indent: int, stop: int) -> int:
    """After the last line that belongs to what begins at `start`: those that are indented more, or closing brackets."""
    end = start + 1
    for number in range(start + 1, stop):
        line = lines[number - 1].expandtabs()
        if line.strip():
            if len(line) - len(line.lstrip()) <= indent and line.lstrip()[0] not in ")]}#":
                break
            end = number + 1
    return end


def _file(name: str, text: str, checks: Sequence[CheckResult]) -> CodeFile:
    lines = text.removesuffix("\n").split("\n")
    raised: dict[int, list[int]] = {}
    within: dict[int, list[int]] = {}
    begins, written = set[int](), set[int]()
    for place, number, check in _failed(checks, lines):
        if check.line is not None:
            raised.setdefault(check.line, []).append(number)
        elif place:
            begins.add(place.start)
            if check.outcome != "unwritten":
                written.add(place.start)
            for line in place:
                within.setdefault(line, []).append(number)
    unwritten = begins - written
    shown = (
        CodeLine(n, line, tuple(raised.get(n, ())), tuple(within.get(n, ())), n in begins, n in unwritten)
        for n, line in enumerate(lines[:MOST_LINES], 1)
    )
    return CodeFile(name, tuple(shown), max(len(lines) - MOST_LINES, 0))


def _failed(checks: Sequence[CheckResult], lines: Sequence[str]) -> Iterator[tuple[range | None, int, CheckResult]]:
    for number, check in enumerate(checks, 1):
        if check.outcome not in ("passed", "skipped", "fault"):
            yield lines_of(check.region, lines) if check.region else None, number, check
