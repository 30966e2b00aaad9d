"""What in a check is drawn at random, as two runs of the reference show, and when two draws are of the same kind."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from autograder.grading.examiner.traces import Numbers, Parts, Sight, Sights, Value, same_form, same_sight

_TIMES = 3.0
_FEW, _TIMES_OF_FEW = 8, 10.0  # two draws of a few numbers may be near each other by chance


class Randomness:
    """Of one check, where what comes is drawn at random, and how far apart two draws are.

    Args:
        drawn, again: what comes of the reference, with the same inputs and other random numbers.
    """

    def __init__(self, drawn: Sights, again: Sights) -> None:
        self._spreads: defaultdict[str, list[float]] = defaultdict(list)
        for one, other in zip(drawn, again, strict=False):
            self._spreads[one.label].append(_apart(one.value, other.value))
        varying = {label for label, spreads in self._spreads.items() if any(spreads)}
        self.labels = frozenset(varying if len(drawn) == len(again) else self._spreads)

    def alike(self, some: Sights, others: Sights, rtol: float) -> bool:
        """Whether two traces differ in nothing but what was drawn: no further than two draws, equal where equal."""
        if len(some) != len(others) or _repeated(some, self.labels) != _repeated(others, self.labels):
            return False
        count: Counter[str] = Counter()
        for one, other in zip(some, others, strict=True):
            place, count[one.label] = count[one.label], count[one.label] + 1
            if not (self._near(one, other, place, rtol) if one.label in self.labels else same_sight(one, other, rtol)):
                return False
        return True

    def _near(self, one: Sight, other: Sight, place: int, rtol: float) -> bool:
        if not same_form(one, other):
            return False
        spreads = self._spreads[one.label]
        spread = spreads[place] if place < len(spreads) else max(spreads)
        times = _TIMES if sum(part.size for part in _numbers(one.value)) >= _FEW else _TIMES_OF_FEW
        return _apart(one.value, other.value) <= max(times * spread, rtol)


def _repeated(sights: Sights, labels: frozenset[str]) -> list[int]:
    """Of all that was drawn, which draw each is the same as."""
    first: dict[Value, int] = {}
    return [first.setdefault(s.value, len(first)) for s in sights if s.label in labels]


def _apart(one: Value, other: Value) -> float:
    """How far apart two values are, relative to their size: about 1 where they have nothing to do with each other."""
    some, others = list(_numbers(one)), list(_numbers(other))
    if [part.shape for part in some] != [part.shape for part in others] or not some:
        return 0.0 if one == other else np.inf
    x, y = np.concatenate(some), np.concatenate(others)
    with np.errstate(all="ignore"):
        size = max(np.linalg.norm(x), np.linalg.norm(y))
        distance = np.linalg.norm(x - y)
    return (
        float(distance / size)
        if size and np.isfinite(size)
        else 0.0
        if np.array_equal(x, y, equal_nan=True)
        else np.inf
    )


def _numbers(value: Value) -> Iterator[NDArray[np.float64]]:
    if isinstance(value, Numbers):
        yield value.values
    elif isinstance(value, Parts):
        for member in value.members:
            yield from _numbers(member)
