"""What a check has found in a value that it rejects: words, and numbers with their uncertainty.

Where values are drawn at random, two submissions with the same mistake draw others. What the check has measured of them
is the same: how often, how widely spread, by which factor off.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from autograder.grading.verdicts import Verdict
from autograder.lazy_expressions import expression

_WORDS = 300
_NUMBER = expression(r"[-+−]?\d[\d.,]*(?:e[-+]?\d+)?")
_FACTOR = 1e-3  # to which a factor that holds for a whole array is known
_LAST_PLACES = 1e-9  # what is written in full differs there by the order of operations


class Measured(msgspec.Struct, frozen=True, array_like=True):
    """Of a rejected value: the words of the verdict, and what was measured, with the uncertainty of each number."""

    words: str = ""
    numbers: dict[str, tuple[float, float]] = {}

    def agrees(self, other: "Measured") -> bool:
        """Whether both say the same, up to what chance does to what was measured."""
        if _skeleton(self.words) != _skeleton(other.words):
            return False
        if all(map(_reads_as, _NUMBER.findall(self.words), _NUMBER.findall(other.words))):
            return True
        if not self.numbers or self.numbers.keys() != other.numbers.keys():
            return False
        return all(_near(self.numbers[name], other.numbers[name]) for name in self.numbers)


def measured_by(verdict: Verdict) -> Measured:
    """What a verdict has found; nothing, where the check was not rejected by a comparison."""
    if verdict.outcome != "failed":
        return Measured()
    return Measured(verdict.text.en[:_WORDS], dict(_numbers(verdict.details)))


def _numbers(details: Mapping[str, Any]) -> Iterator[tuple[str, tuple[float, float]]]:
    data, pattern = details.get("data") or {}, (details.get("difference") or {}).get("pattern") or {}
    found = data.get("measured", data.get("got", math.nan))
    low, high = data.get("low", math.nan), data.get("high", math.nan)
    if all(map(_is_number, (found, low, high))):
        middle, reach = (high + low) / 2, (high - low) / 2
        yield "measured", (found, reach * max(1.0, abs(found / middle) if middle else 1.0))
    if _is_number(pattern.get("factor")):
        yield "factor", (pattern["factor"], _FACTOR * abs(pattern["factor"]))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= one[1] + other[1]


def _skeleton(words: str) -> str:
    return _NUMBER.sub("#", words)


def _reads_as(one: str, other: str) -> bool:
    """Whether two written numbers are the same, but for how they were rounded."""
    if one == other:
        return True
    try:
        x, y = (float(written.rstrip(".,").replace("−", "-")) for written in (one, other))
    except ValueError:
        return False
    return math.isclose(x, y, rel_tol=_LAST_PLACES)
