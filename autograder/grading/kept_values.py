"""What a report keeps of a failed comparison: its arrays up to a bound, and what it knows, as plain values."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.grading.results import Arrays
from autograder.numerics import Compared, Mismatch

ROWS, COLUMNS = 32, 64  # of what is kept: a picture of more has cells of under 8 pixels on a page
MOST_IMAGES = 8
DIGITS = 6

Array = NDArray[Any]


def details_of(error: Mismatch) -> dict[str, Any]:
    """What an author's assertion knows, as plain JSON values; what it says is the message."""
    return {key: _builtin(value) for key, value in error.to_dict().items() if value}


def _builtin(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(key): _builtin(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_builtin(inner) for inner in value]
    return value if value is None or isinstance(value, str | int | float) else repr(value)


def kept_arrays(compared: Compared | None) -> Arrays | None:
    """What is kept of two arrays that differ; nothing of single numbers, which the message says, or complex ones."""
    if compared is None:
        return None
    got, expected, wrong, shown_as = compared
    if got.size < 2 or not expected.size or not all(array.dtype.kind in "biuf" for array in (got, expected)):
        return None
    if wrong is None:  # the shapes differ
        return Arrays(_plain(_around(got, (0,) * got.ndim)), _plain(_around(expected, (0,) * expected.ndim)))
    with np.errstate(all="ignore"):
        off = np.where(wrong, np.abs(got.astype(float) - expected.astype(float)), -1.0)
        off = np.nan_to_num(off, nan=np.inf)
    if shown_as == "path" and got.ndim and len(got) > 1:
        return _path(got, expected, wrong, off)
    if shown_as == "images" or got.ndim > 3:
        kept = _images(got, expected, wrong, off)
        if kept is not None:
            return kept
    worst = tuple(int(i) for i in np.unravel_index(int(off.argmax()), got.shape))
    first = tuple(where.start for where in _window(got.shape, worst))
    came, right, which = (_plain(_around(each, worst)) for each in (got, expected, wrong))
    return Arrays(came, right, which, first if any(first) else ())


def _path(got: Array, expected: Array, wrong: Array, off: Array) -> Arrays:
    """A row for each step, of the two entries that are furthest off anywhere on the way."""
    steps, entries = len(got), got[0].size
    furthest = off.reshape(steps, entries).max(axis=0)
    chosen = sorted(np.argsort(-furthest, kind="stable")[:2].tolist())
    names = tuple(str([int(i) for i in np.unravel_index(k, got.shape[1:])]) for k in chosen) if got.ndim > 1 else ()
    came, right, which = (each.reshape(steps, entries)[: ROWS * 2, chosen] for each in (got, expected, wrong))
    return Arrays(_plain(came), _plain(right), _plain(which), kind="path", names=names)


def _images(got: Array, expected: Array, wrong: Array, off: Array) -> Arrays | None:
    """The images that are furthest off, in their order; None where the shape is not that of images, or they are large.

    A single one of a flat row of pixels has as many rows as columns.
    """
    *_, rows, columns = (0, *got.shape)
    if got.ndim == 2:
        rows = columns = round(columns**0.5)
        if rows * columns != got.shape[1]:
            return None
    if got.ndim < 2 or not 2 <= rows * columns <= ROWS * COLUMNS:
        return None
    stacks = [each.reshape(-1, rows, columns) for each in (got, expected, wrong)]
    most = min(MOST_IMAGES, ROWS * COLUMNS // (rows * columns))
    furthest = np.argsort(-off.reshape(-1, rows * columns).max(axis=1), kind="stable")[:most]
    came, right, which = (_nested(stack[np.sort(furthest)]) for stack in stacks)
    return Arrays(came, right, which, kind="images", names=tuple(str(k) for k in sorted(furthest.tolist())))


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
    return _nested(array)


def _nested(array: Array) -> Any:
    if array.dtype.kind != "f":
        return array.tolist()
    return [_nested(row) for row in array] if array.ndim else _number(float(array))


def _number(value: float) -> float | str:
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else str(value)
