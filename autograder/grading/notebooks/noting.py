"""What a test compared last, and what to say of it when the test has failed there."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox.notebook_objects import NotebookObject
from autograder.text import Text, one_line

_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "in": lambda a, b: a in b, "not in": lambda a, b: a not in b,
    "is": lambda a, b: a is b, "is not": lambda a, b: a is not b,
}  # fmt: skip
_LONGEST = 200


class Notes:
    """Remembers the last comparison of a cell."""

    def __init__(self) -> None:
        self._last: tuple[str, Any, Any] | None = None

    def clear(self) -> None:
        """A cell begins."""
        self._last = None

    def compared(self, left: Any, sign: str, right: Any) -> Any:
        """Compare, and remember it."""
        self._last = sign, left, right
        return _OPERATIONS[sign](left, right)

    def called(self, function: Any, *arguments: Any, **named: Any) -> Any:
        """Call an assertion, and remember its first two arguments."""
        values = [*arguments, *named.values()]
        if len(values) > 1 and not callable(values[0]):
            self._last = getattr(function, "__name__", "assert"), values[0], values[1]
        return function(*arguments, **named)

    def explained(self) -> Text | None:
        """What did not agree."""
        if self._last is None:
            return None
        name, left, right = self._last
        try:
            arrays = _arrays(left, right)
            if arrays is not None and name not in ("in", "not in", "is", "is not", "isinstance"):
                return _of_arrays(*arrays)
            a, b = _shown(left), _shown(right)
        except (Exception, SystemExit):  # whatever a value does when it is looked at
            return None
        return Text(f"It compared {a} with {b} ({name}).", f"{a} と {b} を比べました（{name}）。")


def _shown(value: Any) -> str:
    text = one_line(repr(value))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _arrays(left: Any, right: Any) -> tuple[Any, Any] | None:
    """Both as arrays of numbers, where one of them is an array."""
    if isinstance(left, NotebookObject) or isinstance(right, NotebookObject):
        return None
    if not any(isinstance(value, np.ndarray) and value.ndim for value in (left, right)):
        return None
    a, b = np.asarray(left), np.asarray(right)
    return (a, b) if a.dtype.kind in "biufc" and b.dtype.kind in "biufc" else None


def _of_arrays(a: Any, b: Any) -> Text:
    if a.shape != b.shape:
        return Text(
            f"It compared arrays of the shapes {a.shape} and {b.shape}.",
            f"形 {a.shape} の配列と形 {b.shape} の配列を比べました。",
        )
    with np.errstate(all="ignore"):
        away = np.abs(a.astype(complex) - b.astype(complex))
    away = np.where(np.isnan(away), np.inf, away)
    if not away.size or not away.max():
        return Text(
            f"It compared arrays that are equal, of the types {a.dtype} and {b.dtype}.",
            f"等しい配列（dtype は {a.dtype} と {b.dtype}）を比べました。",
        )
    place = tuple(map(int, np.unravel_index(int(away.argmax()), away.shape)))
    count = int((away > 0).sum())
    return Text(
        f"It compared arrays of the shape {a.shape}: {count} of {a.size} entries differ, most at {place}: "
        f"{a[place]} and {b[place]}.",
        f"形 {a.shape} の配列を比べました。{a.size} 個のうち {count} 個が異なり、差が最大なのは {place} です："
        f"{a[place]} と {b[place]}。",
    )
