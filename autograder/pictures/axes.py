"""Where numbers lie on a picture."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from autograder.pictures.svg import SOFT, label


class Axis(NamedTuple):
    """A straight scale: `low` lies at pixel `start`, `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a number; NaN stays NaN, what is outside lies at an end."""
        if math.isnan(value):
            return math.nan
        inside = min(max(value, self.low), self.high)
        return self.start + (self.end - self.start) * (inside - self.low) / (self.high - self.low)

    def ticks(self, count: int) -> list[float]:
        """As many numbers, at equal distances."""
        return [self.low + (self.high - self.low) * part / (count - 1) for part in range(count)]


def axis(values: Iterable[float], start: float, end: float) -> Axis | None:
    """A scale for all finite ones of these numbers, with a little room; None where there are none."""
    finite = [value for value in values if math.isfinite(value) and abs(value) < 1e300]
    if not finite:
        return None
    low, high = min(finite), max(finite)
    room = 0.06 * (high - low) or 0.5 * abs(high) or 0.5
    return Axis(low - room, high + room, start, end)


def beside(y: float, text: str, left: float) -> str:
    """A number beside a horizontal line."""
    return label(left - 6, y + 4, text, "end", SOFT, 10)
