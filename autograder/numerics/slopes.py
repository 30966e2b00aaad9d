"""The slope of a function along a line, with an honest error bar.

A step that is right at scale 1 is wrong at 1e4, so steps follow the magnitude of the point; of several steps
the one with the smallest error bar counts. A function that computes in float32 inside looks like a staircase
under tiny perturbations, and needs larger steps and larger error bars.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.numerics.values import Array

FLOAT64_STEPS = (1e-3, 1e-4, 1e-2, 1e-5)
FLOAT32_STEPS = (1e-1, 3e-2, 1e-2)
# An error bar below this fraction of the slope is as good as it gets: no further step is tried.
GOOD_ENOUGH = 1e-9


@dataclass(frozen=True)
class Slope:
    """A directional derivative and how far it may be off."""

    value: float
    error: float


class Line:
    """The function ``phi(x) -> float`` around the point ``x``, and how noisy it is there.

    ``float32`` tells whether phi computes in float32, ``noise`` how far rounding moves its value,
    ``value`` is phi(x), ``constant`` whether phi does not depend on x at all.
    """

    def __init__(self, phi: Callable[[Array], float], x: Array, rng: np.random.Generator) -> None:
        self.phi = phi
        self.x = x
        self.value = phi(x.copy())
        size = float(np.sqrt(np.mean(np.square(x)))) if x.size else 0.0
        self.scale = size if size > 0 else 1.0
        self.float32, self.constant = self._staircase(rng)
        eps = 2.0**-23 if self.float32 else 2.0**-52
        moved = [self._moved(eps * rng.choice([-1.0, 1.0], x.shape)) for _ in range(3)]
        self.noise = max(*(abs(value - self.value) for value in moved), eps * abs(self.value))

    def _moved(self, relative: Array) -> float:
        return self.phi(self.x + relative * np.where(self.x == 0, self.scale, self.x))

    def _staircase(self, rng: np.random.Generator) -> tuple[bool, bool]:
        shape = self.x.shape
        if any(self._moved(1e-10 * rng.standard_normal(shape)) != self.value for _ in range(4)):
            return False, False
        constant = all(self._moved(10.0**-k * rng.standard_normal(shape)) == self.value for k in (4, 2, 1))
        return not constant, constant

    def slope(self, direction: Array) -> Slope:
        """d phi(x + s·direction) / ds at 0 by Richardson extrapolation; direction has the shape of x."""
        best = Slope(np.nan, np.inf)
        for relative in FLOAT32_STEPS if self.float32 else FLOAT64_STEPS:
            h = relative * self.scale
            full = (self._at(direction, h) - self._at(direction, -h)) / (2 * h)
            half = (self._at(direction, h / 2) - self._at(direction, -h / 2)) / h
            value = (4 * half - full) / 3
            error = abs(value - half) + 4 * self.noise / h
            if error < best.error:
                best = Slope(value, error)
            if best.error <= GOOD_ENOUGH * abs(best.value):
                break
        return best

    def has_kink(self, direction: Array) -> bool:
        """Whether the one-sided slopes at x disagree, however small the step."""
        far, near = (1e-1, 1e-2) if self.float32 else (1e-3, 1e-5)
        gaps = []
        for h in (far * self.scale, near * self.scale):
            up = (self._at(direction, h) - self.value) / h
            down = (self.value - self._at(direction, -h)) / h
            gaps.append(abs(up - down))
        floor = 20 * self.noise / (near * self.scale)
        return gaps[1] > floor and gaps[1] > 0.3 * gaps[0]

    def _at(self, direction: Array, h: float) -> float:
        return self.phi(self.x + h * direction)
