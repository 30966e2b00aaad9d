"""Vandals: modules that change whatever they are handed."""

import contextlib
import copy
import functools
import random
from collections.abc import Callable
from typing import Any

import numpy as np

_KEPT = 200
_DEEP = 20
_GENERATORS = (np.random.Generator, np.random.RandomState, random.Random)


def overwritten(array: Any, factor: float) -> None:
    """Multiply in place."""
    if array.dtype.kind in ("f" if factor else "fiu"):
        array *= array.dtype.type(factor)


def shifted(array: Any) -> None:
    """Other numbers of the same size, so that a check goes on."""
    with np.errstate(all="ignore"):
        array += np.asarray(1).astype(array.dtype) if array.dtype.kind in "iufc" else array.dtype.type(1)


def erased(array: Any) -> None:
    """No numbers at all."""
    array[...] = np.nan if array.dtype.kind in "fc" else 0


class Vandal:
    """Works rightly, on what it has been handed or on copies, and spoils one of them.

    how: "overwritten_zeros" and "overwritten_half" change what they are handed and work with that; "private_…" do
    the same to copies; "shifted" and "erased" work with copies and then spoil the originals: at once, and again at
    every later call.
    """

    def __init__(self, how: str) -> None:
        self.how, _, amount = how.partition("_")
        self._factor = 0.0 if amount == "zeros" else 0.5
        self._known: dict[int, Any] = {}  # arrays that the module has made, or that have been dealt with
        self._kept: list[Any] = []

    # -- see `wrapping.Cheat` -----------------------------------------------------------------------------------

    def call(
        self, function: Callable[..., Any], own: tuple[Any, ...], given: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        """Spoil, and work."""
        self._spoil_again()
        for object_ in own:
            self._take_attributes(object_)
        given, named = self.stored(given), self.stored(named)
        result = function(*own, *given, **named)
        self._know((result, [getattr(o, "__dict__", None) for o in own]))
        return result

    def shown(self, value: Any) -> Any:
        """The truth."""
        return value

    def replaced(self, kind: type) -> type:
        """The class itself."""
        return kind

    def stored(self, value: Any) -> Any:
        """What the work is done with, of something handed over."""
        if self.how == "overwritten":
            self._spoil(value)
            self._know(value)
            return value
        if self.how == "private":
            ours = duplicate(value, generators=False)
            self._spoil(ours)
        else:
            ours = duplicate(value, self.stored)
            self._spoil(value)
            self._kept = [*self._kept, value][-_KEPT:]
        self._know(ours)
        return ours

    # -----------------------------------------------------------------------------------------------------------

    def _take_attributes(self, object_: Any) -> None:
        """Deal with what has come into an object in other ways, such as items of a dict that it shows."""
        attributes = getattr(object_, "__dict__", {})
        for holder in [attributes, *(v for v in attributes.values() if isinstance(v, dict | list))]:
            for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
                if isinstance(holder[key], np.ndarray) and id(holder[key]) not in self._known:
                    holder[key] = self.stored(holder[key])
                    self._know(holder[key])

    def _know(self, value: Any, depth: int = 0) -> None:
        if isinstance(value, np.ndarray):
            self._known[id(value)] = value
        elif isinstance(value, dict | list | tuple) and depth < _DEEP:
            for member in list(value.values()) if isinstance(value, dict) else value:
                self._know(member, depth + 1)

    def _spoil_again(self) -> None:
        for value in self._kept:
            self._spoil(value)

    def _spoil(self, value: Any) -> None:
        with contextlib.suppress(Exception):  # whatever cannot be spoiled stays as it is
            spoil(value, self._array, empty=self.how == "erased", arrays_only=self.how in ("overwritten", "private"))

    def _array(self, array: Any) -> None:
        if self.how == "shifted":
            shifted(array)
        elif self.how == "erased":
            erased(array)
        else:
            overwritten(array, self._factor)


def spoil(
    value: Any, array: Callable[[Any], None], depth: int = 0, *, empty: bool = False, arrays_only: bool = False
) -> None:
    """Change everything in `value` that can be changed in place; `empty` the containers as well."""
    if isinstance(value, np.ndarray):
        if value.flags.writeable:
            array(value)
    elif isinstance(value, dict | list | tuple) and depth < _DEEP:
        for member in list(value.values()) if isinstance(value, dict) else list(value):
            spoil(member, array, depth + 1, empty=empty, arrays_only=arrays_only)
        if not arrays_only:
            _container(value, empty)
    elif isinstance(value, set) and not arrays_only:
        value.clear() if empty else value.add("more")
    elif isinstance(value, _GENERATORS) and not arrays_only:
        value.random_sample() if isinstance(value, np.random.RandomState) else value.random()


def _container(value: Any, empty: bool) -> None:
    if isinstance(value, list | dict) and empty:
        value.clear()
    elif isinstance(value, list | dict):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            if isinstance(value[key], int | float):
                value[key] = value[key] + 1


def duplicate(value: Any, take: Callable[[Any], Any] | None = None, depth: int = 0, *, generators: bool = True) -> Any:
    """A copy of what can be changed; `take` gets hold of what functions of the caller return."""
    if isinstance(value, np.ndarray):
        return value.copy()
    again = functools.partial(duplicate, take=take, depth=depth + 1, generators=generators)
    if isinstance(value, dict) and depth < _DEEP:
        return {key: again(member) for key, member in value.items()}
    if type(value) in (list, tuple) and depth < _DEEP:
        return type(value)(map(again, value))
    if isinstance(value, set) or (generators and isinstance(value, _GENERATORS)):
        return copy.deepcopy(value)
    if take is not None and type(value).__name__ == "Callback":
        return lambda *args, **named: take(value(*args, **named))
    return value
