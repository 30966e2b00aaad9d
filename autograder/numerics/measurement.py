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
from autograder.numerics.slopes import Line, Sight, Slope
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
        return float(np.sum(self._weighted(self._value(x))))

    def seen(self, x: Array) -> "Sight":
        """What one call at ``x`` shows."""
        value = self._value(x)
        terms = self._weighted(value)
        single = is_float32_valued(value, np.full(value.shape, 0.1))
        return Sight(float(np.sum(terms)), float(np.sum(np.abs(terms))), single)

    def _value(self, x: Array) -> Array:
        value = as_array(self.function(x.copy()))
        if value.dtype.kind == "c":
            raise TypeError("a gradient is that of a real function, but this one returned complex numbers")
        return value

    def _weighted(self, value: Array) -> Array:
        """What is summed up."""
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


class Slopes:
    """The slopes of ``phi`` at ``point``: measured when they are first asked for, and put beside claimed ones."""

    def __init__(self, phi: Projection, point: Array) -> None:
        self.point = point
        rng = np.random.default_rng(0)
        with np.errstate(all="ignore"):
            self._line = Line(phi, point, rng, phi.seen(point))
        self._directions = _directions(point, rng)
        self._measured: dict[bytes, Slope] = {}

    def beside(
        self, claimed: Array, rtol: float, atol: float, *, first: Array | None = None, scale: float = 0.0
    ) -> Measurement:
        """The slopes of the gradient ``claimed``, of the shape of the point, beside the measured ones.

        Args:
            claimed: a gradient.
            rtol: allowed at least, as a fraction of the largest slope; 1e-6 (1e-4 for float32) always is.
            atol: allowed besides.
            first: the direction to look at first: where that is wrong, there is no need to look at others.
            scale: about the largest slope, for that first look.
        """
        if first is not None:
            found = self._beside(claimed, rtol, atol, [first], scale)
            if found.rejects():
                return found
        return self._beside(claimed, rtol, atol, self._directions, 0.0)

    def _beside(self, claimed: Array, rtol: float, atol: float, directions: list[Array], scale: float) -> Measurement:
        line = self._line
        with np.errstate(all="ignore"):
            slopes = [self._slope(direction) for direction in directions]
        values = np.array([slope.value for slope in slopes])
        errors = np.array([slope.error for slope in slopes])
        claims = np.array([float(np.sum(direction * claimed)) for direction in directions])
        scale = float(np.max(np.abs(values[np.isfinite(values)]), initial=scale))
        single = line.float32 or is_float32_valued(claimed, values)
        rtol = max(rtol, FLOAT32_RTOL if single else FLOAT64_RTOL)
        off = ~(np.abs(values - claims) <= ERROR_BARS * errors + rtol * scale + atol)
        judged = np.isfinite(values) & (errors <= max(1e-2 * scale, 4 * line.noise / line.scale * 1e3))
        for i in np.flatnonzero(off & judged):
            judged[i] = not line.has_kink(directions[i])
        return Measurement(self.point, claimed, directions, slopes, claims, judged, off & judged, rtol)

    def _slope(self, direction: Array) -> Slope:
        key = direction.tobytes()
        if key not in self._measured:
            self._measured[key] = self._line.slope(direction)
        return self._measured[key]


def _directions(point: Array, rng: np.random.Generator) -> list[Array]:
    n = point.size
    if n <= EVERY_COORDINATE:
        return [unit_vector(point, index) for index in np.ndindex(point.shape)]
    signs = [rng.choice([-1.0, 1.0], point.shape) / np.sqrt(n) for _ in range(DIRECTIONS)]
    chosen = rng.choice(n, COORDINATES, replace=False)
    return signs + [unit_vector(point, np.unravel_index(int(i), point.shape)) for i in chosen]


def unit_vector(point: Array, index: Any) -> Array:
    """The direction of one entry."""
    vector = np.zeros(point.shape)
    vector[index] = 1.0
    return vector


def real_array(x: object) -> Array:
    """``x`` in float64; complex numbers are refused."""
    array = as_array(x)
    if array.dtype.kind == "c":
        raise TypeError("a gradient is taken at real numbers, not at complex ones")
    return array.astype(np.float64)
