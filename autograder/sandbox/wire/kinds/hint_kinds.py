"""Kinds of annotations: what ``typing`` has, ``list[int]``, ``int | None``. Names of a closed set, with arguments."""

import functools
import operator
import types
import typing
from typing import Any

from ..bounds import ProtocolError
from . import plain_kinds

PACKAGES = frozenset(("typing", "types", "collections"))
_MOST = 100
_HINTS: dict[str, Any] = {
    name: vars(typing)[name]
    for name in (
        *("Any", "NoReturn", "Union", "Optional", "Literal", "Callable", "ClassVar", "Final", "Tuple", "List", "Dict"),
        *("Set", "FrozenSet", "Type", "Sequence", "MutableSequence", "Iterable", "Iterator", "Generator", "Mapping"),
        *("MutableMapping", "Collection", "Container", "Deque", "DefaultDict", "Counter", "OrderedDict", "AbstractSet"),
        *("Awaitable", "Coroutine", "AsyncIterator", "AsyncIterable", "Hashable", "Sized"),
    )
}
_NAMES = {id(hint): name for name, hint in _HINTS.items()}
_LEAVES = (type, str, int, bytes, types.EllipsisType, types.NoneType)


def dump(obj: Any) -> tuple[str, list[Any]] | None:
    """Kind and parts; None for what is not of the kinds here, or has an argument that is none of them."""
    name = _NAMES.get(id(obj))
    if name is not None:
        return "hint", [name]
    arguments = typing.get_args(obj)
    if not arguments or not _is_known(list(arguments)):
        return None
    if isinstance(obj, types.UnionType):
        return "hint of any", [list(arguments)]
    origin = typing.get_origin(obj)
    name = getattr(obj, "_name", None) or _NAMES.get(id(origin))
    base = "Union" if origin is typing.Union else name if name in _HINTS and _is_of_typing(obj) else origin
    return ("hint with", [base, list(arguments)]) if isinstance(base, str) or _is_known(base) else None


def _is_of_typing(obj: Any) -> bool:
    return type(obj).__module__ == "typing"


def _is_known(argument: Any) -> bool:
    if type(argument) is list:
        return len(argument) <= _MOST and all(map(_is_known, argument))
    if isinstance(argument, type):
        return plain_kinds.dump(argument) is not None or id(argument) in _NAMES or dump(argument) is not None
    return type(argument) in _LEAVES or dump(argument) is not None


def _arguments(values: Any) -> list[Any]:
    if type(values) is not list or not values or not _is_known(values):
        raise ProtocolError("the arguments of an annotation are none")
    return values


def _with(base: Any, arguments: Any) -> Any:
    known = _HINTS[base] if type(base) is str else base
    if type(base) is not str and plain_kinds.dump(base) is None:
        raise ProtocolError("an annotation that is none")
    values = _arguments(arguments)
    return known[values[0] if len(values) == 1 else tuple(values)]


MAKERS = {
    "hint": lambda name: _HINTS[name],
    "hint with": _with,
    "hint of any": lambda arguments: functools.reduce(operator.or_, _arguments(arguments)),
}
