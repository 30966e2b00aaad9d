"""The arrays of a failed comparison as a report keeps them: up to a bound, as plain numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.grading.results import Arrays
from autograder.numerics import Compared

ROWS, COLUMNS = 32, 64  # of what is kept: a picture of more has cells of under 8 pixels on a page
DIGITS = 6

Array = NDArray[Any]


def kept_arrays(compared: Compared | None) -> Arrays | None:
    """What is kept of two arrays that differ; nothing of single numbers, which the message says, or complex ones."""
    if compared is None:
        return None
    got, expected, wrong = compared
    if got.size < 2 or not expected.size or not all(array.dtype.kind in "biuf" for array in (got, expected)):
        return None
    if wrong is None:  # the shapes differ
        return Arrays(_plain(_around(got, (0,) * got.ndim)), _plain(_around(expected, (0,) * expected.ndim)))
    with np.errstate(all="ignore"):
        off = np.where(wrong, np.abs(got.astype(float) - expected.astype(float)), -1.0)
    worst = tuple(int(i) for i in np.unravel_index(int(np.nan_to_num(off, nan=np.inf).argmax()), got.shape))
    first = tuple(where.start for where in _window(got.shape, worst))
    came, right, which = (_plain(_around(each, worst)) for each in (got, expected, wrong))
    return Arrays(came, right, which, first if any(first) else ())


def _around(array: Array, entry: tuple[int, ...]) -> Array:
    return array[_window(array.shape, entry)]


def _window(shape: tuple[int, ...], entry: tuple[int, ...]) -> tuple[slice, ...]:
    """Where to cut: the last two axes around the entry, of the others the one place where it is."""
    most = [1] * (len(shape) - 2) + [ROWS, COLUMNS][-len(shape) :] if shape else []
    starts = (min(max(i - m // 2, 0), max(n - m, 0)) for i, n, m in zip(entry, shape, most, strict=True))
    return tuple(slice(start, start + m) for start, m in zip(starts, most, strict=True))


def _plain(array: Array) -> Any:
    """Nested lists, of all axes that are left longer than 1 but the last two."""
    while array.ndim > 2:
        array = array[0]
    if array.dtype.kind != "f":
        return array.tolist()
    return [_plain(row) for row in array] if array.ndim else _number(float(array))


def _number(value: float) -> float | str:
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else str(value)
