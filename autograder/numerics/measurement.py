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


class Projection:
    """The scalar function ``sum(upstream · function(x))``; without upstream the function itself is scalar."""

    def __init__(self, function: Function, upstream: object = None) -> None:
        self.function = function
        self.weights = None if upstream is None else as_array(upstream).astype(np.float64)

    def __call__(self, x: Array) -> float:
        return float(np.sum(self._terms(x)))

    def size(self, x: Array) -> float:
        """The magnitude of what is summed up, which decides how large rounding errors are."""
        return float(np.sum(np.abs(self._terms(x))))

    def is_float32(self, x: Array) -> bool:
        """Whether the function's own result has the precision of float32."""
        value = as_array(self.function(x.copy()))
        return is_float32_valued(value, np.full(value.shape, 0.1))

    def _terms(self, x: Array) -> Array:
        value = as_array(self.function(x.copy()))
        if value.dtype.kind == "c":
            raise TypeError("a gradient is that of a real function, but this one returned complex numbers")
        if self.weights is not None:
            return np.asarray(self.weights * value.astype(np.float64))
        if value.size != 1:
            raise TypeError(f"the function returned an array of shape {value.shape}: give its upstream gradient")
        return value.astype(np.float64)


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


def measure(phi: Projection, point: Array, claimed: Array, rng: np.random.Generator) -> Measurement:
    """Measures slopes of phi at ``point`` and compares those of the gradient ``claimed``, both of one shape."""
    with np.errstate(all="ignore"):
        line = Line(phi, point, rng, phi.size(point), phi.is_float32(point))
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


def real_array(x: object) -> Array:
    array = as_array(x)
    if array.dtype.kind == "c":
        raise TypeError("a gradient is taken at real numbers, not at complex ones")
    return array.astype(np.float64)
