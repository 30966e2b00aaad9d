"""Stands between a module and its users: outermost calls, attributes, assignments and constants pass a cheat.

What the module does inside of a call is left alone.
"""

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any, Protocol

_NOT_WRAPPED = {
    "__getattribute__", "__getattr__", "__setattr__", "__delattr__", "__repr__", "__str__", "__hash__", "__new__",
    "__init_subclass__", "__class_getitem__", "__set_name__", "__del__",
}  # fmt: skip
_PLAIN = (bool, int, float, complex, str, bytes)


class Cheat(Protocol):
    """What is done at the border."""

    def call(
        self, function: Callable[..., Any], own: tuple[Any, ...], given: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        """An outermost call; `own` is (self,) or empty."""

    def shown(self, value: Any) -> Any:
        """What an attribute or a constant looks like from outside."""

    def stored(self, value: Any) -> Any:
        """What is kept of a value that is assigned to an attribute from outside."""

    def replaced(self, kind: type) -> type:
        """What stands for a public class."""


class Tampering:
    """Puts a cheat between a module and its users."""

    def __init__(self, cheat: Cheat) -> None:
        self.cheat = cheat
        self.depth = 0
        self._namespace: dict[str, Any] = {}
        self._constants: dict[str, Any] = {}

    def module(self, namespace: dict[str, Any]) -> None:
        """Tamper with everything public that the module defines."""
        self._namespace = namespace
        for name, thing in list(namespace.items()):
            if name.startswith("_"):
                continue
            own = getattr(thing, "__module__", None) == namespace["__name__"]
            if own and inspect.isfunction(thing):
                namespace[name] = self.wrapped(thing)
            elif own and inspect.isclass(thing) and not issubclass(thing, BaseException):
                self._class(thing)
                namespace[name] = self.cheat.replaced(thing)
            elif _is_constant(thing):
                self._constants[name] = thing
        self._hide_constants()

    def wrapped(self, function: Any, of_object: bool = False) -> Any:
        """The function, with the cheat where it is called from outside."""

        @functools.wraps(function)
        def outermost(*args: Any, **named: Any) -> Any:
            if self.depth:
                return function(*args, **named)
            own, given = (args[:1], args[1:]) if of_object else ((), args)
            result = self._inside(self.cheat.call, function, own, given, named)
            if inspect.isgenerator(result):
                return self._generated(result)
            return self.wrapped(result) if inspect.isfunction(result) else result

        return outermost

    def _generated(self, generator: Iterator[Any]) -> Iterator[Any]:
        nothing = object()
        while (item := self._inside(next, generator, nothing)) is not nothing:
            yield self.cheat.shown(item)

    def _inside(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """A call of which nothing is tampered with, and which sees the true constants."""
        if not self.depth:
            self._namespace.update(self._constants)
        self.depth += 1
        try:
            return function(*args, **named)
        finally:
            self.depth -= 1
            if not self.depth:
                self._constants = {name: self._namespace[name] for name in self._constants}
                self._hide_constants()

    def _hide_constants(self) -> None:
        self._namespace.update({name: self.cheat.shown(value) for name, value in self._constants.items()})

    def _class(self, kind: Any) -> None:
        for name, method in list(vars(kind).items()):
            private = name.startswith("_") and not (name.startswith("__") and name.endswith("__"))
            if inspect.isfunction(method) and not private and name not in _NOT_WRAPPED:
                setattr(kind, name, self.wrapped(method, of_object=True))
        read, write = kind.__getattribute__, kind.__setattr__

        def getattribute(self_: Any, name: str) -> Any:
            if self.depth:
                return read(self_, name)
            value = self._inside(read, self_, name)
            return value if name.startswith("__") or callable(value) else self.cheat.shown(value)

        def setattribute(self_: Any, name: str, value: Any) -> None:
            if self.depth:
                write(self_, name, value)
            else:
                self._inside(write, self_, name, self.cheat.stored(value))

        kind.__getattribute__, kind.__setattr__ = getattribute, setattribute


def _is_constant(thing: Any) -> bool:
    return isinstance(thing, (*_PLAIN, list, tuple, dict, set)) or type(thing).__name__ == "ndarray"
