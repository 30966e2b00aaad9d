"""What the examiner lends to the submission, put where the submission's own would stand.

It stays there as long as the worker lives, which is one check.
"""

import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from .faults import Missing


def put(module: ModuleType, path: str, value: Any) -> None:
    """Let a name of the submission, or ``Class.method``, mean something else, wherever its modules know it.

    Raises:
        Missing: if the submission has no such class.
    """
    first, *attributes = path.split(".")
    if not attributes:
        _everywhere(module, first, value)
        return
    holder = module.__dict__.get(first)
    if holder is None:
        raise Missing(first)
    for name in attributes[:-1]:
        holder = getattr(holder, name)
    own = vars(holder).get(attributes[-1]) if isinstance(holder, type) else None
    setattr(holder, attributes[-1], staticmethod(value) if isinstance(own, staticmethod) else value)


def _everywhere(module: ModuleType, name: str, value: Any) -> None:
    own = module.__dict__.get(name)
    for other in list(sys.modules.values()):  # what imported it from there, or what it was imported from
        if own is not None and type(other) is ModuleType and other.__dict__.get(name) is own:
            other.__dict__[name] = value
    module.__dict__[name] = value


class _Like(type):
    """The class of a stand-in, which is taken for the class that its object has where both sides have it."""

    _kadai_found: type | None = None

    def __eq__(cls, other: object) -> bool:
        return cls is other or (other is cls._kadai_found is not None)

    __hash__ = type.__hash__


def lent_object(
    name: str, base: Any, operators: Sequence[str], ask: Callable[..., Any], homes: Sequence[tuple[str, str]] = ()
) -> Any:
    """One object that stays in the examiner, and is asked there; it is a text or a number as well, if it has a base.

    It is an instance of the class, or of the nearest of its bases, that this process has as well.
    """

    def get(self: Any, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return ask("get", attribute)

    def operator(called: str) -> Callable[..., Any]:
        def call(self: Any, *args: Any, **named: Any) -> Any:
            result = ask("call", called, *args, **named)
            if called == "__next__":
                if not result:
                    raise StopIteration
                return result[0]
            return iter(result) if called in ("__iter__", "__reversed__") and "__next__" not in operators else result

        call.__name__ = called
        return call

    members: dict[str, Any] = {called: operator(called) for called in operators}
    members["__getattr__"] = get
    if "__next__" in operators:
        members["__iter__"] = lambda self: self
    if base is None:
        members["__setattr__"] = lambda self, attribute, value: ask("set", attribute, value)
    members |= {"__copy__": lambda self: ask("copied", ""), "__deepcopy__": lambda self, memo: ask("copied", "deep")}
    found = [(kind, home) for home in homes if isinstance(kind := loaded(*home), type)][:1]
    if found:
        members["__class__"] = property(lambda self: found[0][0])
        members["_kadai_found"] = found[0][0] if found[0][1] == homes[0] else None
    kind = object if base is None else type(base)
    made = _Like(name, (kind,), members)
    return kind.__new__(made) if base is None else kind.__new__(made, base)  # type: ignore[arg-type, call-arg, call-overload]


def loaded(module: str, name: str) -> Any:
    """What a module, as far as it is loaded, has under a name, perhaps with dots in it."""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def stand_in(name: str, ask: Callable[..., Any], methods: Sequence[str]) -> type:
    """A class whose instances stay in the examiner."""

    def new(self: Any, *args: Any, **named: Any) -> None:
        object.__setattr__(self, "_kadai_number", ask("new", -1, "", *args, **named))

    def get(self: Any, attribute: str) -> Any:
        if attribute.startswith("_"):
            raise AttributeError(attribute)
        return ask("get", self._kadai_number, attribute)

    def set_(self: Any, attribute: str, value: Any) -> None:
        ask("set", self._kadai_number, attribute, value)

    def method(attribute: str) -> Callable[..., Any]:
        def call(self: Any, *args: Any, **named: Any) -> Any:
            return ask("call", self._kadai_number, attribute, *args, **named)

        call.__name__ = attribute
        return call

    members = {"__init__": new, "__getattr__": get, "__setattr__": set_}
    return type(name, (), {**{attribute: method(attribute) for attribute in methods}, **members})
