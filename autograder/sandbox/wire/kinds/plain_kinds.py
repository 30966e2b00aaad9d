"""Kinds of Python's own: numbers, dates, containers, paths, types by name."""

import builtins
import collections.abc
import datetime
import pathlib
import types
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from ..bounds import ProtocolError

CONTAINERS = (list, tuple, dict, set, frozenset)
NO_KEYS = (Decimal, Fraction, range, np.dtype, np.datetime64, np.timedelta64)
_MOST_DIGITS = 5000
_SINGLES = {"NotImplemented": NotImplemented}
_TYPES: dict[str, type] = {
    **{f"builtins.{name}": kind for name, kind in vars(builtins).items() if isinstance(kind, type)},
    **{
        f"numpy.{name}": kind for name, kind in vars(np).items()  # `getattr` would import numpy.f2py and the like
        if name in np.__all__ and isinstance(kind, type) and issubclass(kind, np.generic | np.ndarray)
    },
    **{f"collections.abc.{name}": vars(collections.abc)[name] for name in collections.abc.__all__},
    **{
        f"{kind.__module__}.{kind.__name__}": kind
        for kind in (types.NoneType, Decimal, Fraction, datetime.datetime, datetime.date, datetime.time,
                     datetime.timedelta, OrderedDict, Counter, defaultdict, deque, pathlib.Path)
    },
}  # fmt: skip
_NAMES = {kind: name for name, kind in _TYPES.items()}


def dump(obj: Any) -> tuple[str, list[Any]] | None:
    """Kind and parts."""
    if isinstance(obj, type):
        name = _NAMES.get(obj)
        return None if name is None else ("type", [name])
    if isinstance(obj, pathlib.PurePath):
        return "path", [str(obj)]
    dumper = _DUMPERS.get(type(obj))
    return None if dumper is None else dumper(obj)


def _offset(obj: Any) -> float | None:
    offset = obj.utcoffset()
    return None if offset is None else float(offset.total_seconds())


def _zone(offset: float | None) -> datetime.timezone | None:
    return None if offset is None else datetime.timezone(datetime.timedelta(seconds=offset))


_DUMPERS: dict[type, Callable[[Any], tuple[str, list[Any]]]] = {
    range: lambda o: ("range", [o.start, o.stop, o.step]),
    Decimal: lambda o: ("decimal", [str(o)]),
    Fraction: lambda o: ("fraction", [o.numerator, o.denominator]),
    datetime.datetime: lambda o: ("datetime", [*o.timetuple()[:6], o.microsecond, _offset(o)]),
    datetime.date: lambda o: ("date", [o.year, o.month, o.day]),
    datetime.time: lambda o: ("time of day", [o.hour, o.minute, o.second, o.microsecond, _offset(o)]),
    datetime.timedelta: lambda o: ("timedelta", [o.days, o.seconds, o.microseconds]),
    OrderedDict: lambda o: ("ordered dict", [dict(o)]),
    Counter: lambda o: ("counter", [dict(o)]),
    defaultdict: lambda o: ("default dict", [dict(o), _NAMES.get(o.default_factory)]),
    deque: lambda o: ("deque", [list(o), o.maxlen]),
    type(NotImplemented): lambda o: ("single", ["NotImplemented"]),
}


def _datetime(*parts: Any) -> datetime.datetime:
    *numbers, offset = parts
    return datetime.datetime(*map(_integer, numbers)).replace(tzinfo=_zone(offset))  # type: ignore[arg-type]


def _time(*parts: Any) -> datetime.time:
    *numbers, offset = parts
    hour, minute, second, micro = map(_integer, numbers)
    return datetime.time(hour, minute, second, micro).replace(tzinfo=_zone(offset))


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise ProtocolError("a part is no integer")
    return value


def _decimal(text: Any) -> Decimal:
    if type(text) is not str or len(text) > _MOST_DIGITS:
        raise ProtocolError("a number of too many digits")
    return Decimal(text)


def _mapping(value: Any) -> dict[Any, Any]:
    if type(value) is not dict:
        raise ProtocolError("a part is no dict")
    return value


def _type(name: Any) -> type:
    if name not in _TYPES:
        raise ProtocolError("a type that is not of the closed set")
    return _TYPES[name]


def _path(text: Any) -> pathlib.PurePath:
    if type(text) is not str or len(text) > 4096:
        raise ProtocolError("a path that is none")
    return pathlib.Path(text)


def _deque(items: Any, most: Any) -> Any:
    if type(items) is not list or not (most is None or type(most) is int):
        raise ProtocolError("a deque that is none")
    return deque(items, most)


MAKERS: dict[str, Callable[..., Any]] = {
    "range": lambda *parts: range(*map(_integer, parts)),
    "decimal": _decimal,
    "fraction": lambda n, d: Fraction(_integer(n), _integer(d)),
    "datetime": _datetime,
    "date": lambda *parts: datetime.date(*parts),
    "time of day": _time,
    "timedelta": lambda *parts: datetime.timedelta(*parts),
    "ordered dict": lambda items: OrderedDict(_mapping(items)),
    "counter": lambda items: Counter(_mapping(items)),
    "default dict": lambda items, kind: defaultdict(None if kind is None else _type(kind), _mapping(items)),
    "deque": _deque,
    "type": _type,
    "path": _path,
    "single": lambda name: _SINGLES[name],
}
