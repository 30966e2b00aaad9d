"""Fakes: modules that do no work, or whose numbers are none."""

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

_alternating = itertools.cycle((1.0, -1.0))
_random = np.random.default_rng(0)


def _signs(shape: tuple[int, ...]) -> Any:
    return np.reshape([next(_alternating) for _ in range(math.prod(shape))], shape)


BARE: dict[str, Callable[[], Any]] = {
    "none": lambda: None,
    "a_one": lambda: 1.0,
    "a_half": lambda: 0.5,
    "a_sign": lambda: next(_alternating),
    "a_random_number": lambda: float(_random.normal()),
    "an_infinity": lambda: float("inf"),
    "a_huge_number": lambda: 1e300,
    "true": lambda: True,
    "false": lambda: False,
    "a_text": lambda: "0",
    "an_empty_list": list,
    "an_empty_dict": dict,
    "an_empty_array": lambda: np.zeros(0),
}
"""What a fake that does no work returns, whatever it is asked."""

NUMBERS: dict[str, Callable[[tuple[int, ...]], Any]] = {
    "zeros": np.zeros,
    "ones": np.ones,
    "halves": lambda shape: np.full(shape, 0.5),
    "signs": _signs,
    "random_numbers": lambda shape: _random.uniform(-2, 2, size=shape),  # normal ones may be what is asked for
    "nan": lambda shape: np.full(shape, np.nan),
    "infinities": lambda shape: np.full(shape, np.inf),
    "huge_numbers": lambda shape: np.full(shape, 1e300),
    "all_true": lambda shape: np.ones(shape, dtype=bool),
    "texts": lambda shape: np.full(shape, "0").tolist(),
}
"""What stands in place of the numbers of a right result, in its structure and shapes."""

ARRAYS = "nan_in_arrays"
"""Like "nan", but single numbers are right: a check that accepts it does not look at arrays."""

SHAPES: dict[str, Callable[[Any], Any]] = {
    "extra_axis": lambda array: array[np.newaxis],
    "scalars": lambda array: float(array.flat[0]) if array.size else 0.0,
    "emptied": lambda array: array[:0],
}
"""What becomes of the arrays of a right result; its single numbers stay, and so does what attributes hold."""


class Faker:
    """Does no work and returns something else, or works on copies and puts other numbers into all that comes of it."""

    def __init__(self, how: str) -> None:
        self.how = how

    def call(
        self, function: Callable[..., Any], own: tuple[Any, ...], given: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        """See `wrapping.Cheat`."""
        idle = function.__name__ != "__init__"
        if idle and self.how == "first_argument":
            return next(iter((*given, *named.values())), None)
        if idle and self.how in BARE:
            return BARE[self.how]()
        ours = copied(given), copied(named)
        result = function(*own, *ours[0], **ours[1])
        if idle:
            self._change((given, named), ours)
        return self._faked(result)

    def shown(self, value: Any) -> Any:
        """See `wrapping.Cheat`."""
        return self._faked(value) if self.how in NUMBERS else value

    def stored(self, value: Any) -> Any:
        """See `wrapping.Cheat`."""
        return value

    def replaced(self, kind: type) -> type:
        """See `wrapping.Cheat`."""
        return kind

    def _faked(self, value: Any) -> Any:
        """The same structure with other numbers, or with other shapes."""
        if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
            return self._array(value)
        if isinstance(value, dict):
            return {key: self._faked(member) for key, member in value.items()}
        if type(value) in (list, tuple):
            return type(value)(map(self._faked, value))
        if self.how in NUMBERS and isinstance(value, int | float | np.number) and not isinstance(value, bool):
            number = NUMBERS[self.how](())
            return number.item() if isinstance(number, np.ndarray) else number
        return value

    def _array(self, array: Any) -> Any:
        if self.how in NUMBERS:
            return NUMBERS[self.how](array.shape)
        if self.how == ARRAYS:
            return np.full(array.shape, np.nan) if array.ndim else array
        return SHAPES[self.how](array) if self.how in SHAPES else array

    def _change(self, theirs: Any, ours: Any) -> None:
        """Where the work has changed an argument in place, fake that, too."""
        if isinstance(theirs, np.ndarray):
            if not np.array_equal(theirs, ours, equal_nan=theirs.dtype.kind in "fc") and self.how in NUMBERS:
                faked = np.asarray(NUMBERS[self.how](theirs.shape))
                if theirs.flags.writeable and faked.dtype.kind in "biuf" and theirs.dtype.kind in "f":
                    theirs[...] = faked
        elif type(theirs) in (list, tuple):
            for one, other in zip(theirs, ours, strict=False):
                self._change(one, other)
        elif isinstance(theirs, dict):
            for key in theirs.keys() & ours.keys():
                self._change(theirs[key], ours[key])


def copied(value: Any) -> Any:
    """A copy of all arrays in nested containers."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: copied(member) for key, member in value.items()}
    return type(value)(map(copied, value)) if type(value) in (list, tuple) else value
