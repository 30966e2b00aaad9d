"""Similar submissions as one web page, complete in itself and in both languages, pairs side by side."""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from autograder.reports.html.pages import page
from autograder.reports.similarity import similarity_words as words
from autograder.reports.similarity.reading import SimilarWork
from autograder.reports.similarity.similar_pairs import Pair, Work, places
from autograder.text import Language, bounded, one_line

SHOWN = 100
"""Pairs that are shown side by side: the page stays one that a browser opens."""
_LINES = 2_000
_LENGTH = 300


class Line(msgspec.Struct, frozen=True):
    """A line of a listing; `place` is the number of the place that it belongs to, 0 if none."""

    number: int
    text: str
    place: int
    heading: str
    """The file or cell that begins here."""
    starts: bool
    """Whether it is the first line of a place that is shown in both."""


class Side(msgspec.Struct, frozen=True):
    """One of the two."""

    id: str
    share: float
    lines: tuple[Line, ...]
    cut: bool


class SideBySide(msgspec.Struct, frozen=True):
    """A pair as it is shown."""

    pair: Pair
    sides: tuple[Side, Side]


def render(work: SimilarWork, language: Language = "en") -> str:
    """The page; `language` is shown first."""
    return page(
        "similarity.html",
        language,
        work=work,
        title=work.title,
        summary=words.summed_up(work),
        nothing=words.nothing(work),
        words=words,
        shown=tuple(_side_by_side(work, pair) for pair in work.found.pairs[:SHOWN]),
        one_line=one_line,
    )


def _side_by_side(work: SimilarWork, pair: Pair) -> SideBySide:
    first, second = work.works[pair.first], work.works[pair.second]
    found = places(first, second, work.found.common)
    mine, theirs = _numbers([place.first for place in found]), _numbers([place.second for place in found])
    both = set(mine.values()) & set(theirs.values())
    return SideBySide(
        pair, (_side(first, pair.first_share, mine, both), _side(second, pair.second_share, theirs, both))
    )


def _numbers(places: Sequence[tuple[int, ...]]) -> dict[int, int]:
    """Line → the number of the place that it belongs to, of the first where there are several."""
    numbers: dict[int, int] = {}
    for number, lines in enumerate(places, 1):
        for line in lines:
            numbers.setdefault(line, number)
    return numbers


def _side(work: Work, share: float, place: dict[int, int], linked: Collection[int]) -> Side:
    lines = tuple(_lines(work, place, linked))
    return Side(work.id, share, lines[:_LINES], len(lines) > _LINES)


def _lines(work: Work, place: dict[int, int], linked: Collection[int]) -> Iterator[Line]:
    number, left = 0, set(linked)
    for name, text in zip(work.listing.names, work.listing.texts, strict=True):
        for count, line in enumerate(text.split("\n"), 1):
            of = place.get(number, 0)
            heading = one_line(name, 80) if count == 1 else ""
            yield Line(count, bounded(line, _LENGTH), of, heading, of in left)
            left.discard(of)
            number += 1
