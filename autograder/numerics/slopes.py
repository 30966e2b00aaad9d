"""The slope of a function along a line, with an honest error bar.

A step that is right at scale 1 is wrong at 1e4, so steps follow the magnitude of the point. They grow from small
to large, as long as the larger step agrees with the smaller ones: where it does not, it reaches over a kink. A
function that computes in float32 inside looks like a staircase under tiny perturbations, and needs larger steps.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.numerics.values import Array

FLOAT64_STEPS = (1e-5, 1e-4, 1e-3, 1e-2)
FLOAT32_STEPS = (3e-3, 1e-2, 3e-2, 1e-1)
# An error bar below this fraction of the slope is as good as it gets: no further step is tried.
GOOD_ENOUGH = 1e-9
# Two steps agree where their slopes differ by no more than this part of their error bars, which are those of the
# worst case. Too strict costs sharpness, too lax lets a step reach over a kink.
AGREEMENT = 0.5


@dataclass(frozen=True)
class Slope:
    """A directional derivative and how far it may be off."""

    value: float
    error: float


@dataclass(frozen=True)
class Sight:
    """What one call of a function shows.

    Attributes:
        value: what it is there.
        size: the magnitude of the terms that it sums up; its rounding errors are fractions of that.
        float32: whether it evidently computes in float32.
    """

    value: float
    size: float
    float32: bool


class Line:
    """A function around a point, and how noisy it is there.

    Attributes:
        value: of the function at the point.
        scale: the magnitude of the point, which steps follow.
        float32: whether the function computes in float32, as was seen or is found out.
        noise: how far rounding moves the value.
    """

    def __init__(self, phi: Callable[[Array], float], x: Array, rng: np.random.Generator, seen: Sight) -> None:
        self.phi = phi
        self.x = x
        self.value = seen.value
        self.size = max(seen.size, abs(self.value))
        rms = float(np.sqrt(np.mean(np.square(x)))) if x.size else 0.0
        self.scale = rms if rms > 0 else 1.0
        self.float32 = seen.float32 or self._is_staircase(rng)
        eps = 2.0**-23 if self.float32 else 2.0**-52
        moved = [abs(self._moved(eps * rng.choice([-1.0, 1.0], x.shape)) - self.value) for _ in range(3)]
        self.noise = max(*moved, eps * self.size)

    def _moved(self, relative: Array) -> float:
        return self.phi(self.x + relative * np.where(self.x == 0, self.scale, self.x))

    def _is_staircase(self, rng: np.random.Generator) -> bool:
        """Whether perturbations that must show in float64 often do nothing, because x is rounded to float32.

        Often, not always: an entry may stand at the edge of a stair. So the perturbation is as small as float64
        can be sure to notice, a thousand of its units in phi.
        """
        shape = self.x.shape
        sensitivity = max(abs(self._moved(1e-2 * rng.standard_normal(shape)) - self.value) for _ in range(3)) / 1e-2
        if not sensitivity > 0:
            return False
        small = 1000 * 2.0**-52 * self.size / sensitivity
        if small > 3e-9:  # not far enough below float32's 6e-8 to be lost in it
            return False
        still = sum(self._moved(small * rng.standard_normal(shape)) == self.value for _ in range(8))
        return still >= 2

    def slope(self, direction: Array) -> Slope:
        """d phi(x + s·direction) / ds at 0 by Richardson extrapolation; direction has the shape of x."""
        best: Slope | None = None
        for relative in FLOAT32_STEPS if self.float32 else FLOAT64_STEPS:
            slope = self._extrapolated(direction, relative * self.scale)
            if best is not None and not abs(slope.value - best.value) <= AGREEMENT * (slope.error + best.error):
                break
            if best is None or slope.error < best.error:
                best = slope
            if best.error <= GOOD_ENOUGH * abs(best.value):
                break
        assert best is not None
        return best

    def _extrapolated(self, direction: Array, h: float) -> Slope:
        full = (self._at(direction, h) - self._at(direction, -h)) / (2 * h)
        half = (self._at(direction, h / 2) - self._at(direction, -h / 2)) / h
        value = (4 * half - full) / 3
        return Slope(value, abs(value - half) + 4 * self.noise / h)

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
