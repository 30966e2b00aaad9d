"""What of a submission is the student's own, as fingerprints that survive new names, new order and new layout.

A fingerprint is a digest of K tokens in a row, without the names and parentheses that a student can choose. Of every W
neighbours the least is kept: S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document
Fingerprinting", SIGMOD 2003 (https://doi.org/10.1145/872757.872770). So any K + W - 1 equal tokens in a row are found,
wherever they stand.
"""

import builtins
import keyword
from collections.abc import Iterable, Iterator
from hashlib import blake2b

import msgspec

from autograder.reports.similarity.lexing import Line, Token, logical_lines
from autograder.sandbox import Sources

K = 7
W = 2
"""Of the values tried by benchmarks/similarity.py, those that part copies from independent solutions best: solutions to
an exercise are short, and longer runs miss a copy of which every fourth statement was changed."""
LIMIT = 20_000
"""Tokens of a submission that are looked at: more than anybody writes."""
_KEPT = frozenset(keyword.kwlist) | frozenset(n for n in dir(builtins) if n.islower() and not n.startswith("_"))
_SETTING = frozenset(("=", "+=", "-=", "*=", "/=", ":"))
_FREE = frozenset("()")
"""What can be written or left out as one likes."""
_FORCED = frozenset({"def", "class", "import", "from", "@"})
"""How lines begin that the assignment asks for, or that say nothing."""


Form = tuple[str, ...]
"""A line of which the names that a student can choose are all the same."""


class Listing(msgspec.Struct, frozen=True):
    """The text of a submission as it is shown: its files or cells, one below the other."""

    names: tuple[str, ...]
    texts: tuple[str, ...]

    def lines(self) -> list[str]:
        """All lines; where a file or cell begins stands in `starts`."""
        return [line for text in self.texts for line in text.split("\n")]

    def starts(self) -> dict[int, str]:
        """Line, from 0, → name of the file or cell that begins there."""
        numbers, number = {}, 0
        for name, text in zip(self.names, self.texts, strict=True):
            numbers[number] = name
            number += text.count("\n") + 1
        return numbers


class Print(msgspec.Struct, frozen=True):
    """A fingerprint and where it was taken: the first and the last line, from 0."""

    digest: bytes
    first: int
    last: int


def listing_of(sources: Sources) -> Listing:
    """What a student wrote: the main file or notebook, and the modules beside it."""
    blocks = [*sources.blocks(), *sources.files.items()]
    return Listing(tuple(name for name, _ in blocks), tuple(text for _, text in blocks))


def released_lines(texts: Iterable[str]) -> frozenset[Form]:
    """The lines of what students were given, for `fingerprints`."""
    lines = [line for text in texts for line in logical_lines(text, LIMIT)]
    attributes = _own_attributes(lines)
    return frozenset(_form(line, attributes) for line in lines)


def fingerprints(listing: Listing, released: frozenset[Form]) -> tuple[Print, ...]:
    """The fingerprints of what the student added to what was `released`, in order."""
    lines = list(_placed(listing))
    attributes = _own_attributes(lines)
    parts = _parts(((line, _form(line, attributes)) for line in lines), released)
    return tuple(found for part in parts for found in _winnowed(part))


def _placed(listing: Listing) -> Iterator[Line]:
    """The lines of all texts, numbered through; an empty one parts them."""
    start, left = 0, LIMIT
    for text in listing.texts:
        for line in logical_lines(text, left):
            left -= len(line)
            yield tuple(Token(t.kind, t.text, t.line + start) for t in line)
        yield ()
        start += text.count("\n") + 1


def _parts(lines: Iterable[tuple[Line, Form]], released: frozenset[Form]) -> Iterator[list[tuple[str, int]]]:
    """Runs of lines that are the student's own, as tokens without names and the lines where they stand."""
    part: list[tuple[str, int]] = []
    for line, form in (*lines, ((), ())):
        if line and line[0].text not in _FORCED and form not in released:
            places = (token.line for token in (*line, line[-1]))
            part += [(word, at) for word, at in zip(form, places, strict=True) if word not in _FREE]
        elif part:
            yield part
            part = []


def _own_attributes(lines: Iterable[Line]) -> frozenset[str]:
    """Names after a dot that the student has chosen: those that are set or defined here."""
    own = set()
    for line in lines:
        for before, name, after in zip(line, line[1:], (*line[2:], None), strict=False):
            is_set = after is not None and after.text in _SETTING
            if before.text == "def" or (before.text == "." and is_set):
                own.add(name.text)
    return frozenset(own)


def _form(line: Line, attributes: frozenset[str]) -> Form:
    """A line without what can be chosen freely, and its end."""
    before = ("", *(token.text for token in line))
    return (*(_word(token, at, attributes) for token, at in zip(line, before, strict=False)), "\n") if line else ()


def _word(token: Token, before: str, attributes: frozenset[str]) -> str:
    if token.kind == "name":
        kept = token.text not in attributes if before == "." else token.text in _KEPT
        return token.text if kept else "v"
    return {"number": "n", "string": "s"}.get(token.kind, token.text)


def _winnowed(part: list[tuple[str, int]]) -> Iterator[Print]:
    """The least of every W digests in a row, the last of equals, each once. A short run is one fingerprint."""
    grams = [part[i : i + K] for i in range(max(1, len(part) - K + 1))]
    digests = [_digest([word for word, _ in gram]) for gram in grams]
    taken = -1
    for start in range(max(1, len(digests) - W + 1)):
        window = range(start, min(start + W, len(digests)))
        least = min(window, key=lambda i: (digests[i], -i))
        if least != taken:
            taken = least
            yield Print(digests[least], grams[least][0][1], grams[least][-1][1])


def _digest(words: list[str]) -> bytes:
    return blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).digest()
