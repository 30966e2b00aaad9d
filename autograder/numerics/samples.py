"""What a report keeps of a sample, so that it can be drawn: how many values came in each interval, how many should."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from autograder.numerics.values import Array

INTERVALS = 24
_TAIL = 0.002  # of what is expected: so much lies beyond each end of the picture

Sample = dict[str, list[float]]


def counted(values: Array, cdf: Callable[[float], float] | None = None) -> Sample:
    """Interval by interval; what lies beyond the ends counts in the last ones.

    Args:
        values: finite real numbers, any shape.
        cdf: the distribution that they should have, where it is known.

    Returns:
        ``edges`` (one more than intervals), ``counts``, and ``expected`` counts (empty without ``cdf``).
    """
    flat = values.ravel()
    ends = [float(np.quantile(flat, share)) for share in (_TAIL, 1 - _TAIL)]
    if cdf is not None:  # of what came far out, no more than twice the width that is expected
        low, high = (_where(cdf, share) for share in (_TAIL, 1 - _TAIL))
        ends = [min(low, max(ends[0], 2 * low - high)), max(high, min(ends[1], 2 * high - low))]
    if not ends[0] < ends[1]:
        ends = [ends[0] - 0.5, ends[1] + 0.5]
    edges = np.linspace(ends[0], ends[1], INTERVALS + 1)
    counts = np.bincount(np.clip(np.searchsorted(edges, flat, "left") - 1, 0, INTERVALS - 1), minlength=INTERVALS)
    expected: list[float] = []
    if cdf is not None:
        shares = np.array([0.0, *(cdf(float(edge)) for edge in edges[1:-1]), 1.0])
        expected = _rounded(flat.size * np.diff(shares))
    return {"edges": _rounded(edges), "counts": [int(n) for n in counts], "expected": expected}


def counted_ones(ones: int, n: int, p: float) -> Sample:
    """How many zeros and ones there are of n draws; a one comes with probability p."""
    return {"edges": [], "counts": [n - ones, ones], "expected": _rounded([n * (1 - p), n * p])}


def _rounded(numbers: Sequence[float] | Array) -> list[float]:
    return [float(f"{number:.6g}") for number in numbers]


def _where(cdf: Callable[[float], float], share: float) -> float:
    """The number below which this share of a distribution lies."""
    low, high = -1.0, 1.0
    while cdf(low) > share and low > -1e12:
        low *= 4
    while cdf(high) < share and high < 1e12:
        high *= 4
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if cdf(middle) < share else (low, middle)
    return high if math.isfinite(high) else 0.0
