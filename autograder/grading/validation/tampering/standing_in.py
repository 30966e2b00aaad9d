"""Liars: an object stands for every result, attribute, item and constant, and says yes to everything."""

import contextlib
import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

_NUMBERS = (bool, int, float, complex, str, np.ndarray, np.generic, set)


def _nothing(value: Any) -> None:
    """What a liar does with its operands that is no vandal."""


class StandIn:
    """Has every attribute, item and operator. `true` is what it stands for, or None; `take` is given all operands."""

    __array_ufunc__ = None

    def __init__(self, true: Any = None, take: Callable[[Any], Any] = _nothing) -> None:
        object.__setattr__(self, "_true", true)
        object.__setattr__(self, "_take", take)

    def _other(self, work: Callable[..., Any], *operands: Any) -> "StandIn":
        """What comes of some work: a stand-in for the true result, if there is one."""
        true = None
        with contextlib.suppress(Exception):
            true = work(self._true, *map(_true_of, operands))
        self._take(operands)
        return type(self)._of(true, self._take)

    @staticmethod
    def _of(true: Any, take: Callable[[Any], Any]) -> "StandIn":
        return StandIn(true, take)

    def _number(self, kind: Callable[[Any], Any]) -> Any:
        try:
            return kind(self._true)
        except Exception:
            return kind(0)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._other(lambda true: getattr(true, name))

    def __setattr__(self, name: str, value: Any) -> None:
        self._take((value,))

    def __call__(self, *args: Any, **named: Any) -> Any:
        self._take((args, named))
        return self._other(lambda true: true(*args, **named))

    def __getitem__(self, index: Any) -> Any:
        return self._other(operator.getitem, index)

    def __setitem__(self, index: Any, value: Any) -> None:
        with contextlib.suppress(Exception):
            self._true[index] = np.array(value) if isinstance(value, np.ndarray) else value
        self._take((index, value))

    def __delitem__(self, index: Any) -> None:
        self._take((index,))

    def __len__(self) -> int:
        return int(self._number(lambda true: 1 if true is None or true == 0 else len(true)))

    def __iter__(self) -> Iterator[Any]:
        try:
            members = list(self._true)
        except Exception:
            members = [None]
        return iter([self._of(member, self._take) for member in members])

    def __contains__(self, item: Any) -> bool:
        self._take((item,))
        return True

    def __bool__(self) -> bool:
        return True

    def __int__(self) -> int:
        return int(self._number(int))

    __index__ = __int__

    def __float__(self) -> float:
        return float(self._number(float))

    def __hash__(self) -> int:
        return 0


def _true_of(value: Any) -> Any:
    return value._true if isinstance(value, StandIn) else value


def _arithmetic(work: Callable[..., Any]) -> Any:
    return lambda self, *operands: self._other(work, *operands)


def _reflected(work: Callable[..., Any]) -> Any:
    return lambda self, other: self._other(lambda mine, theirs: work(theirs, mine), other)


def _yes(self: Any, other: Any) -> bool:
    self._take((other,))
    return True


for _name in (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "lshift",
    "rshift",
    "and",
    "or",
    "xor",
):
    _work = getattr(operator, f"__{_name}__")
    setattr(StandIn, f"__{_name}__", _arithmetic(_work))
    setattr(StandIn, f"__i{_name}__", _arithmetic(_work))
    setattr(StandIn, f"__r{_name}__", _reflected(_work))
for _name in ("neg", "pos", "abs", "invert"):
    setattr(StandIn, f"__{_name}__", _arithmetic(getattr(operator, f"__{_name}__")))
for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    setattr(StandIn, f"__{_name}__", _yes)


class Liar:
    """Shows objects only: `inside`, with the true work behind them, and methods that are called as usual."""

    def __init__(self, *, inside: bool, take: Callable[[Any], Any] = _nothing) -> None:
        self._inside = inside
        self._take = take

    def call(
        self, function: Callable[..., Any], own: tuple[Any, ...], given: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        """See `wrapping.Cheat`."""
        if self._inside:
            result = function(*own, *_ours(given), **_ours(named))
        else:
            result = None
            self._call_back(given)
        self._take((given, named))
        return None if function.__name__ == "__init__" else self.shown(result)

    def _call_back(self, given: tuple[Any, ...]) -> None:
        """Show the caller's functions a stand-in."""
        for function in given:
            if type(function).__name__ == "Callback":
                with contextlib.suppress(Exception):
                    self._take(function(StandIn(None, self._take)))

    def shown(self, value: Any) -> Any:
        """See `wrapping.Cheat`."""
        if self._inside and isinstance(value, dict):
            return {key: self.shown(member) for key, member in value.items()}
        if self._inside and type(value) in (list, tuple):
            return type(value)(map(self.shown, value))
        if self._inside and not isinstance(value, _NUMBERS):
            return value
        return StandIn(value if self._inside else None, self._take)

    def stored(self, value: Any) -> Any:
        """See `wrapping.Cheat`."""
        ours = _ours(value)
        self._take(value)
        return ours

    def replaced(self, kind: type) -> type:
        """See `wrapping.Cheat`."""
        if self._inside:
            return kind
        take = self._take

        def begin(self: Any, *args: Any, **named: Any) -> None:
            StandIn.__init__(self, None, take)
            take((args, named))

        return type(kind.__name__, (StandIn,), {"__init__": begin, "__module__": kind.__module__})


def _ours(value: Any) -> Any:
    """What was handed over, with copies of its arrays and what stands behind stand-ins."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: _ours(member) for key, member in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(_ours, value))
    return _true_of(value)
