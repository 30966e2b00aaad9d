"""Measures the slopes of a function at a point and puts the claimed ones beside them.

Up to 64 entries every partial derivative is measured; beyond that, slopes along 8 random ±1 directions (one
of them finds a single wrong entry among 39,760) and 16 partial derivatives. Each measurement has an error bar
of its own, and the allowed difference is ten of those plus a fraction of the gradient's magnitude. Where the
function has a kink the slope is a matter of taste, and is not judged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.numerics.closeness import FLOAT32_RTOL, FLOAT64_RTOL
from autograder.numerics.slopes import Line, Slope
from autograder.numerics.values import Array, as_array, is_float32_valued

EVERY_COORDINATE = 64
DIRECTIONS = 8
COORDINATES = 16
ERROR_BARS = 10.0

Function = Callable[[Array], Any]


@dataclass(frozen=True)
class Measurement:
    """Measured slopes beside the claimed ones, and which of them can be judged."""

    point: Array
    claimed: Array
    directions: list[Array]
    slopes: list[Slope]
    claims: Array
    judged: Array
    wrong: Array
    rtol: float

    @property
    def undecided(self) -> int:
        return int(np.sum(~self.judged))

    def accepts(self) -> bool:
        """No slope is wrong, and most of them could be measured."""
        return not self.rejects() and 2 * self.undecided <= len(self.slopes)

    def rejects(self) -> bool:
        return bool(np.any(self.wrong))

    def gradient(self) -> Array | None:
        """The measured gradient where all coordinates were measured; kinks take the claimed value."""
        if self.point.size > EVERY_COORDINATE:
            return None
        values = np.array([slope.value for slope in self.slopes])
        return np.where(self.judged, values, self.claims).reshape(self.point.shape)


def measure(
    phi: Callable[[Array], float], point: Array, claimed: Array, rng: np.random.Generator
) -> Measurement:
    with np.errstate(all="ignore"):
        line = Line(phi, point, rng)
        directions = _directions(point, rng)
        slopes = [line.slope(direction) for direction in directions]
    values = np.array([slope.value for slope in slopes])
    errors = np.array([slope.error for slope in slopes])
    claims = np.array([float(np.sum(direction * claimed)) for direction in directions])
    scale = float(np.max(np.abs(values[np.isfinite(values)]), initial=0.0))
    single = line.float32 or is_float32_valued(claimed, values)
    rtol = FLOAT32_RTOL if single else FLOAT64_RTOL
    off = ~(np.abs(values - claims) <= ERROR_BARS * errors + rtol * scale)
    judged = np.isfinite(values) & (errors <= max(1e-2 * scale, 4 * line.noise / line.scale * 1e3))
    for i in np.flatnonzero(off & judged):
        judged[i] = not line.has_kink(directions[i])
    return Measurement(point, claimed, directions, slopes, claims, judged, off & judged, rtol)


def _directions(point: Array, rng: np.random.Generator) -> list[Array]:
    n = point.size
    if n <= EVERY_COORDINATE:
        return [unit_vector(point, index) for index in np.ndindex(point.shape)]
    signs = [rng.choice([-1.0, 1.0], point.shape) / np.sqrt(n) for _ in range(DIRECTIONS)]
    chosen = rng.choice(n, COORDINATES, replace=False)
    return signs + [unit_vector(point, np.unravel_index(int(i), point.shape)) for i in chosen]


def unit_vector(point: Array, index: Any) -> Array:
    vector = np.zeros(point.shape)
    vector[index] = 1.0
    return vector


def projected(function: Function, upstream: object) -> Callable[[Array], float]:
    """The scalar function ``sum(upstream * function(x))``."""
    weights = None if upstream is None else as_array(upstream).astype(np.float64)

    def phi(x: Array) -> float:
        value = as_array(function(x))
        if value.dtype.kind == "c":
            raise TypeError("a gradient is that of a real function, but this one returned complex numbers")
        if weights is None:
            if value.size != 1:
                raise TypeError(
                    f"the function returned an array of shape {value.shape}: give its upstream gradient"
                )
            return float(value.reshape(()))
        return float(np.sum(weights * value.astype(np.float64)))

    return phi


def real_array(x: object) -> Array:
    array = as_array(x)
    if array.dtype.kind == "c":
        raise TypeError("a gradient is taken at real numbers, not at complex ones")
    return array.astype(np.float64)
