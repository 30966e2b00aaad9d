"""Reads whatever a submission returned into an array, or says in a sentence why that cannot be done.

Nothing is called on the value: only its type is looked at, because an object of the student's own may be
a proxy whose every operation runs the student's code.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.text import Text

Array = NDArray[Any]

# What NumPy's dtype kinds are called in a sentence.
KIND_NAMES = {
    "b": Text("True/False values", "真偽値（True/False）"),
    "i": Text("integers", "整数"),
    "u": Text("integers", "整数"),
    "f": Text("real numbers", "実数"),
    "c": Text("complex numbers", "複素数"),
}
NONE = Text(
    "is None (is a `return` or an assignment missing?)",
    "が None です（`return` や代入を忘れていませんか）",
)
_NUMBERS = (bool, int, float, complex, np.generic)
MOST_NUMBERS = 10_000_000
"""That a list may hold in all, or a sample that is converted whole: as float64 they take 80 MB."""


TOO_MANY = Text(
    f"holds more than {MOST_NUMBERS:,} numbers, too many to look through",
    f"に {MOST_NUMBERS:,} 個を超える数が入っています。多すぎて調べられません",
)


class NotAnArrayError(Exception):
    """A value that is no array of numbers; ``text`` continues a sentence that begins with its name."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def as_array(value: object) -> Array:
    """The numbers in ``value``, which is an array, a number, or nested lists or tuples of those.

    The result has a dtype of kind b, i, u, f or c.

    Raises:
        NotAnArrayError: for everything else.
    """
    kind = type(value)
    if issubclass(kind, np.ndarray):
        array = np.asarray(value)
    elif issubclass(kind, _NUMBERS):
        array = _from_numbers(value)
    elif issubclass(kind, list | tuple):
        _check_leaves(value)
        array = _from_numbers(value)
    else:
        raise NotAnArrayError(_why_not(value))
    if array.dtype.kind not in KIND_NAMES:
        raise NotAnArrayError(
            Text(
                f"has dtype {array.dtype}, which holds no numbers",
                f"の dtype が {array.dtype} で、数値ではありません",
            )
        )
    return array


def _from_numbers(value: object) -> Array:
    try:
        array = np.asarray(value)
    except ValueError:
        raise NotAnArrayError(
            Text(
                "is a list whose rows have different lengths, not an array",
                "は行の長さがそろっていないリストで、配列になりません",
            )
        ) from None
    if array.dtype.kind != "O":
        return array
    try:  # integers beyond 64 bits
        return array.astype(np.float64)
    except (OverflowError, TypeError, ValueError):
        raise NotAnArrayError(Text("holds a number too large for an array", "に大きすぎる数が入っています")) from None


def _check_leaves(value: Any) -> None:
    """Walks without recursion: the nesting of a hostile list may be deep, and it may hold one list again and again."""
    pending, count = [value], 0
    while pending:
        container = pending.pop()
        count += len(container)
        for item in container:
            kind = type(item)
            if issubclass(kind, list | tuple):
                pending.append(item)
            elif issubclass(kind, np.ndarray):
                count += item.size
            elif not issubclass(kind, _NUMBERS):
                name = _type_name(item)
                raise NotAnArrayError(
                    Text(
                        f"holds something that is not a number ({name})",
                        f"に数値でないもの（{name}）が入っています",
                    )
                )
        if count + len(pending) > MOST_NUMBERS:
            raise NotAnArrayError(TOO_MANY)


def _why_not(value: object) -> Text:
    if value is None:
        return NONE
    name = _type_name(value)
    return Text(
        f"is of type {name}, where an array or a number is expected",
        f"の型が {name} です（配列か数値が必要です）",
    )


def _type_name(value: object) -> str:
    return type(value).__name__


def is_float32_valued(actual: Array, expected: Array) -> bool:
    """Whether ``actual`` shows the precision of float32: by its dtype, or by its values.

    A float64 number is exactly a float32 with probability 2⁻²⁹; when all are while the expected ones are
    not, the computation went through float32. Whole numbers prove nothing.
    """
    if np.float32 in (actual.dtype.type, expected.dtype.type):
        return True
    if actual.dtype.kind != "f" or actual.size == 0:
        return False
    whole = bool(np.all(actual == np.rint(actual)))
    return not whole and _fits_float32(actual) and (not _fits_float32(expected) or not np.any(expected))


def _fits_float32(array: Array) -> bool:
    if array.dtype.kind not in "f":
        return array.dtype.kind != "c"
    with np.errstate(all="ignore"):
        return bool(np.all((array.astype(np.float32) == array) | np.isnan(array)))


def magnitude(array: Array) -> float:
    """The largest absolute finite entry; 0 where there is none."""
    if array.dtype == np.float64:
        largest = float(np.max(np.abs(array), initial=0.0))
        if largest < np.inf:  # neither infinite nor NaN: all of them count
            return largest
    wide = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
    return float(np.max(np.abs(wide[np.isfinite(wide)]), initial=0.0))
