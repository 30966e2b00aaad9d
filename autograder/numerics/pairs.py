"""Two arrays that differ, and what it takes for a pattern to hold between them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autograder.numerics.values import Array, magnitude
from autograder.text import Text

# Fewer entries than this may fit an unnamed ratio, offset or function by coincidence.
ENOUGH = 3


@dataclass(frozen=True)
class Pair:
    """Two finite real arrays of one shape that differ, and how closely a pattern has to fit them."""

    actual: Array
    expected: Array
    wrong: Array
    rtol: float
    known: Mapping[str, float]
    candidates: Mapping[Text, Array]
    integers: bool = False
    """Whether integers came."""

    def fits(self, predicted: Array) -> bool:
        """Whether ``predicted`` is what came, everywhere, relative to the magnitude of the whole array."""
        if predicted.shape != self.actual.shape or not np.all(np.isfinite(predicted)):
            return False
        scale = max(magnitude(predicted), magnitude(self.actual))
        return bool(np.all(np.abs(self.actual - predicted) <= self.rtol * scale))

    def fits_coarsely(self, predicted: Array, rtol: float) -> bool:
        """Whether every entry is ``predicted`` to within a fraction of its own size."""
        return bool(np.all(np.abs(self.actual - predicted) <= rtol * np.abs(predicted)))

    def distinct(self, array: Array) -> int:
        """How many entries of ``array`` differ from one another by clearly more than the tolerance."""
        if array.size == 0:
            return 0
        gaps = np.diff(np.sort(array, axis=None))
        return 1 + int(np.sum(gaps > 100 * self.rtol * max(magnitude(array), 1e-300)))
