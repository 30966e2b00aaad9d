"""Which submissions share what few have: an index of fingerprints, from which pairs, groups and places are read."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

import msgspec

from autograder.reports.similarity.winnowing import Form, Listing, Print, fingerprints, listing_of
from autograder.sandbox import Sources

THRESHOLD = 0.5
"""In benchmarks/similarity.py no two independent solutions reach 0.4, and 99 of 100 disguised copies reach this."""
LEAST = 8
"""Fingerprints: who has fewer of their own, or shares fewer, wrote too little for a figure to mean anything."""
_FEW = 8
_SHARE = 0.25
"""What more of a class have than this share, and more than these few, is how everybody writes it."""


class Work(msgspec.Struct, frozen=True):
    """What one student wrote."""

    id: str
    listing: Listing
    prints: tuple[Print, ...]

    @classmethod
    def of(cls, id: str, sources: Sources, released: frozenset[Form]) -> "Work":
        """Of a submission's text, without what was released."""
        listing = listing_of(sources)
        return cls(id, listing, fingerprints(listing, released))


class Pair(msgspec.Struct, frozen=True):
    """Two submissions; a share is that of one's own code that stands in the other as well."""

    first: str
    second: str
    shared: int
    first_share: float
    second_share: float

    @property
    def similarity(self) -> float:
        """Twice what both share, of what both have."""
        return 2 / (1 / self.first_share + 1 / self.second_share)


class Place(msgspec.Struct, frozen=True):
    """The same code twice: its lines, from 0, in the first and in the second listing."""

    first: tuple[int, ...]
    second: tuple[int, ...]


class Similar(msgspec.Struct, frozen=True):
    """What was found, the most similar first."""

    pairs: tuple[Pair, ...]
    groups: tuple[tuple[str, ...], ...]
    short: tuple[str, ...]
    """Whose own code is too little to compare."""
    common: frozenset[bytes]
    """Fingerprints of what everybody writes alike."""


def similar(works: Sequence[Work], threshold: float = THRESHOLD) -> Similar:
    """All pairs from a threshold on, and the groups that they link."""
    prints = [frozenset(p.digest for p in work.prints) for work in works]
    common = _common(prints)
    where: dict[bytes, list[int]] = {}
    for number, digests in enumerate(prints):
        for digest in digests - common:
            where.setdefault(digest, []).append(number)
    own = [len(digests - common) for digests in prints]
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        shared.update(combinations(numbers, 2))
    pairs = [
        Pair(works[i].id, works[j].id, count, count / own[i], count / own[j])
        for (i, j), count in shared.items()
        if count >= LEAST
    ]
    chosen = sorted((p for p in pairs if p.similarity >= threshold), key=lambda p: (-p.similarity, p.first, p.second))
    short = tuple(work.id for work, digests in zip(works, prints, strict=True) if len(digests) < LEAST)
    return Similar(tuple(chosen), _groups(chosen), short, common)


def places(first: Work, second: Work, common: Collection[bytes]) -> tuple[Place, ...]:
    """Where the code stands that two submissions share, in the order of the first."""
    there: dict[bytes, int] = {}
    for number, found in enumerate(second.prints):
        there.setdefault(found.digest, number)
    runs: list[list[tuple[Print, Print]]] = []
    follows = len(second.prints)
    for mine in first.prints:
        if follows == len(second.prints) or second.prints[follows].digest != mine.digest:
            follows = there.get(mine.digest, len(second.prints))
            runs.append([])
        if follows < len(second.prints) and mine.digest not in common:
            runs[-1].append((mine, second.prints[follows]))
            follows += 1
        else:
            follows = len(second.prints)
    runs = [run for run in runs if run]
    return tuple(Place(_lines(a for a, _ in run), _lines(b for _, b in run)) for run in runs)


def _lines(prints: Iterable[Print]) -> tuple[int, ...]:
    return tuple(sorted({line for p in prints for line in range(p.first, p.last + 1)}))


def _common(prints: Iterable[frozenset[bytes]]) -> frozenset[bytes]:
    """Equal submissions count once: copies that nobody touched are no way in which everybody writes."""
    different = set(prints)
    most = max(_FEW, int(len(different) * _SHARE))
    return frozenset(d for d, n in Counter(d for digests in different for d in digests).items() if n > most)


def _groups(pairs: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """The submissions that pairs link to one another, the largest group first."""
    group: dict[str, list[str]] = {}
    for pair in pairs:
        one, other = group.setdefault(pair.first, [pair.first]), group.setdefault(pair.second, [pair.second])
        if one is not other:
            one += other
            group |= dict.fromkeys(other, one)
    distinct = {id(members): tuple(sorted(members)) for members in group.values()}
    return tuple(sorted(distinct.values(), key=lambda members: (-len(members), members)))
