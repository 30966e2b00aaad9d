"""How much it says that two traces agree: what departs from the reference by chance, and what does not.

Many mistakes lead to zeros, to one and the same number everywhere, or to NaN. That two submissions show them is no
reason to think that they have made the same one.
"""

from collections import defaultdict
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from autograder.grading.examiner.causes import is_telling
from autograder.grading.examiner.traces import OBJECT, Numbers, Parts, Sight, Sights, Value, same, same_sight

_LARGE = 100
_FIRST = 64  # of the numbers that depart: so many of them tell as much as all
_PARTS = np.arange(1, 65)[:, None]


class Evidence(IntEnum):
    """What a departure from the reference says of the mistake behind it."""

    NONE = 0
    """As many mistakes as you like lead to it: zeros, one number everywhere, NaN, infinity."""
    SOME = 1
    """Enough where all else agrees as well: several fractions of few parts, an exception, an event that is missing."""
    MUCH = 2
    """Numbers that do not come about by chance; an exception with the shapes that do not fit."""


class Departure(NamedTuple):
    """What came from somewhere, and what comes of the reference; None where nothing does."""

    label: str
    mine: Sight | None
    right: Sight | None


def departures(sights: Sights, reference: Sights, rtol: float) -> list[Departure]:
    """Where a trace departs from the reference's; the events from one place are compared in their order."""
    mine, right = _by_label(sights), _by_label(reference)
    return [
        Departure(label, one, other)
        for label in {**mine, **right}
        for one, other in _paired(mine[label], right[label])
        if one is None or other is None or not same_sight(one, other, rtol)
    ]


def _by_label(sights: Sights) -> defaultdict[str, list[Sight]]:
    found: defaultdict[str, list[Sight]] = defaultdict(list)
    for sight in sights:
        found[sight.label].append(sight)
    return found


def _paired(some: list[Sight], others: list[Sight]) -> Iterator[tuple[Sight | None, Sight | None]]:
    for place in range(max(len(some), len(others))):
        yield some[place] if place < len(some) else None, others[place] if place < len(others) else None


def evidence_in(departures: list[Departure], rtol: float) -> Evidence:
    """What departures say of the mistake, at most; none, where there are none."""
    most = Evidence.NONE
    for departure in departures:
        most = max(most, _of_events(departure.mine, departure.right, rtol))
        if most is Evidence.MUCH:
            break
    return most


def _of_events(mine: Sight | None, right: Sight | None, rtol: float) -> Evidence:
    if mine is None:
        return Evidence.SOME
    if mine.error is not None:
        return Evidence.MUCH if is_telling(mine.cause) else Evidence.SOME
    if right is None or right.error is not None:
        return max(Evidence.SOME, _of_value(mine.value, None, rtol))
    return _of_value(mine.value, right.value, rtol)


def _of_value(mine: Value, right: Value | None, rtol: float) -> Evidence:
    if right is not None and same(mine, right, rtol):
        return Evidence.NONE
    if isinstance(mine, Parts):
        alike = isinstance(right, Parts) and len(right.members) == len(mine.members)
        beside = right.members if alike and isinstance(right, Parts) else [None] * len(mine.members)
        within = max(map(_of_value, mine.members, beside, [rtol] * len(beside)), default=Evidence.NONE)
        return within if alike else max(within, Evidence.SOME)
    if isinstance(mine, Numbers):
        return _of_numbers(mine, right)
    return Evidence.NONE if mine.text == "None" else Evidence.SOME


def _of_numbers(mine: Numbers, right: Value | None) -> Evidence:
    numbers, partly = mine.values, False
    if isinstance(right, Numbers) and right.shape == mine.shape and right.kind == mine.kind:
        departing = numbers != right.values
        partly = not departing.all()
        numbers = numbers[departing]
    numbers = numbers[np.isfinite(numbers)]
    if np.any(np.abs(numbers) >= _LARGE) or not _are_simple(numbers[:_FIRST]):
        return Evidence.MUCH
    whole = bool(np.all(2 * numbers == np.rint(2 * numbers)))
    return Evidence.SOME if np.unique(numbers).size > (1 if whole and not partly else 0) else Evidence.NONE


def _are_simple(numbers: NDArray[np.float64]) -> bool:
    """Whether all are fractions of few parts, as counts, shares and accuracies are: those come about in many ways."""
    parts = _PARTS * numbers
    return bool(np.all(np.any(np.abs(parts - np.rint(parts)) <= 1e-9 * np.abs(parts), axis=0)))


def of_objects(departure: Departure) -> bool:
    """Whether nothing but objects that stay with a submission came, of both: the one, or several of them."""
    return all(sight is not None and _is_objects(sight.value) for sight in (departure.mine, departure.right))


def _is_objects(value: Value) -> bool:
    return value == OBJECT or (isinstance(value, Parts) and all(map(_is_objects, value.members)))


def off_by_a_factor(departure: Departure) -> bool:
    """Whether an array came that is the reference's but for one factor."""
    mine, right = (None if sight is None else sight.value for sight in (departure.mine, departure.right))
    if not (isinstance(mine, Numbers) and isinstance(right, Numbers) and mine.shape == right.shape):
        return False
    x, y = mine.values, right.values
    if x.size < 2 or len(x) != len(y) or not (np.isfinite(x).all() and np.isfinite(y).all() and y.any()):
        return False
    with np.errstate(over="ignore", invalid="ignore"):
        factor = float(x @ y / (y @ y))
        return bool(np.abs(x - factor * y).max() <= 1e-6 * np.abs(x).max())
