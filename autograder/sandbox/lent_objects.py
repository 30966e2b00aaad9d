"""Objects of a test's own that it hands to the notebook's code: they stay here, and are asked from there.

Only instances of classes that the instructor's cells and modules define, iterators, open files and mocks. Who asks is
hostile: no name with two underscores can be asked for but the operators that the class itself has, and what comes back
is a value, an object of the notebook's, or again something that is lent.
"""

import copy
import io
import itertools
import sys
import types
from collections.abc import Callable, ItemsView, Iterator, KeysView, ValuesView
from typing import Any

from .proxies import RemoteObject
from .wire.nodes import LentNode, Value

_MOST_ITEMS = 100_000
_MOST_TEXT = 1_000_000
_MOST_BASES = 20
_BASES = (str, float, int)
_ITEMS = (Iterator, KeysView, ValuesView, ItemsView)
_OPEN = (io.StringIO, io.BytesIO, io.TextIOWrapper)
_OF_ITEMS = ("send", "throw", "close", "isdisjoint")
_ARITHMETIC = (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
)
_OPERATORS = tuple(
    f"__{name}__"
    for name in (
        *("call", "len", "getitem", "setitem", "delitem", "iter", "next", "contains", "reversed", "enter", "exit"),
        *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "int", "float", "complex", "index", "round", "abs"),
        *("neg", "pos", "invert", "str", "repr", "format"),
        *itertools.chain.from_iterable((op, f"r{op}", f"i{op}") for op in _ARITHMETIC),
    )
)


def lent_node(obj: Any, key: int, is_own: Callable[[type], bool]) -> LentNode | None:
    """How an object is lent; None for one that is not. ``is_own`` tells whether a class is the instructor's."""
    if isinstance(obj, type | types.ModuleType | BaseException | RemoteObject | types.FunctionType | types.MethodType):
        return None
    if not (is_own(type(obj)) or isinstance(obj, _ITEMS + _OPEN) or _is_mock(obj)):
        return None
    base: Value = None
    if isinstance(obj, str):
        base = str.__str__(obj)[: _MOST_TEXT + 1].encode("utf-8", "backslashreplace").decode()
    elif isinstance(obj, int | float):
        base = int.__add__(obj, 0) if isinstance(obj, int) else float.__pos__(obj)
    if (isinstance(base, str) and len(base) > _MOST_TEXT) or (type(base) is int and abs(base) >= 1 << 63):
        return None
    homes = [(str(kind.__module__), kind.__qualname__) for kind in type(obj).__mro__ if is_own(kind)]
    return LentNode(key, type(obj).__name__[:100], base, list(_operators(obj)), homes[:_MOST_BASES])


def _operators(obj: Any) -> Iterator[str]:
    """Those that its class has beyond what any object, or its base, has."""
    base = next((kind for kind in _BASES if isinstance(obj, kind)), object)
    for name in _OPERATORS:
        own = getattr(type(obj), name, None)
        if own is not None and own is not getattr(base, name, None):
            yield name


def _is_mock(obj: Any) -> bool:
    """Whether a test has made it with ``unittest.mock``, which takes long to import and is there then."""
    mock = sys.modules.get("unittest.mock")
    return mock is not None and isinstance(obj, mock.NonCallableMock)


def asked(obj: Any, is_own: bool, what: str, name: str, *args: Any, **named: Any) -> Any:
    """What the notebook's code asks of an object that was lent.

    Raises:
        AttributeError: for what nobody may ask.
        Exception: whatever the object raises.
    """
    if what == "call" and name in _OPERATORS and name in _operators(obj):
        if name == "__next__":
            return list(itertools.islice(obj, 1))
        result = getattr(type(obj), name)(obj, *args, **named)
        return list(itertools.islice(result, _MOST_ITEMS)) if name in ("__iter__", "__reversed__") else result
    if what == "copied" and is_own:
        return (copy.deepcopy if name == "deep" else copy.copy)(obj)
    is_mock = _is_mock(obj)
    only_items = not (is_own or is_mock or isinstance(obj, _OPEN))
    if name.startswith("__" if is_own else "_") or (only_items and name not in _OF_ITEMS):
        raise AttributeError(name)
    of_the_class = getattr(type(obj), name, None)
    if is_mock and of_the_class is not None:  # what it tells the test, and how it is made to tell something else
        raise AttributeError(name)
    if what == "get":
        return getattr(obj, name)
    if what == "set" and (is_own or is_mock) and not callable(of_the_class):  # a method could be the test's verdict
        return setattr(obj, name, *args)
    raise AttributeError(name)
