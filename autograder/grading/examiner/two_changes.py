"""Two changes of one text, both made."""

import difflib
import itertools
from typing import NamedTuple


class _Hunk(NamedTuple):
    """Lines of a text, from `first` to before `end`, and what stands in their place."""

    first: int
    end: int
    lines: list[str]


def merged(text: str, one: str, other: str) -> str | None:
    """What becomes of `text` where both its variants' changes are made; None where they are about the same lines."""
    lines = text.splitlines(keepends=True)
    hunks = sorted([*_hunks(lines, one), *_hunks(lines, other)])
    for before, after in itertools.pairwise(hunks):
        if after.first < before.end or after.first == before.first:
            return None
    for hunk in reversed(hunks):
        lines[hunk.first : hunk.end] = hunk.lines
    return "".join(lines)


def _hunks(lines: list[str], variant: str) -> list[_Hunk]:
    changed = variant.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, lines, changed, autojunk=False)
    return [_Hunk(a, b, changed[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
