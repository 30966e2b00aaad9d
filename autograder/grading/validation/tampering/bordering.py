"""Stands at every public function, method and operator of a module, wherever it is called from."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, Protocol

_OF_OBJECTS = {
    "__getattribute__", "__getattr__", "__setattr__", "__delattr__", "__repr__", "__str__", "__hash__", "__new__",
    "__init_subclass__", "__class_getitem__", "__set_name__", "__del__",
}  # fmt: skip


class Call:
    """One call: of which function, as ``f`` or ``Class.method``, with what, and whether it comes from outside."""

    def __init__(
        self, name: str, function: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any], outer: bool
    ) -> None:
        self.name, self.function, self.outer = name, function, outer
        self.args, self.named = args, named

    def __call__(self) -> Any:
        """What the function itself does."""
        return self.function(*self.args, **self.named)

    @property
    def own(self) -> tuple[Any, ...]:
        """The object whose method it is, if it is one."""
        return self.args[:1] if "." in self.name else ()

    @functools.cached_property
    def bound(self) -> inspect.BoundArguments | None:
        """What is handed over, by parameter, without the object; None if it does not fit."""
        try:
            bound = inspect.signature(self.function).bind(*self.args, **self.named)
        except (TypeError, ValueError):
            return None
        for name in list(bound.arguments)[: len(self.own)]:
            del bound.arguments[name]
        return bound

    def given(self) -> dict[str, Any]:
        """What is handed over, by parameter."""
        return dict(self.bound.arguments) if self.bound is not None else {}

    def hand_over(self, **changed: Any) -> None:
        """Other values for some parameters; what is not there, or does not fit, stays away."""
        if self.bound is not None:
            self.bound.arguments.update({name: v for name, v in changed.items() if name in self.bound.arguments})
            self.args, self.named = (*self.own, *self.bound.args), self.bound.kwargs


class Guard(Protocol):
    """What is done at the border."""

    def call(self, call: Call) -> Any:
        """A call, and what comes of it."""


class Border:
    """Puts a guard between the functions of a module and whoever calls them."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self.depth = 0

    def module(self, namespace: dict[str, Any]) -> None:
        """Guard everything public that the module defines."""
        for name, thing in list(namespace.items()):
            if name.startswith("_") or getattr(thing, "__module__", None) != namespace["__name__"]:
                continue
            if inspect.isfunction(thing):
                namespace[name] = self._guarded(name, thing)
            elif inspect.isclass(thing) and not issubclass(thing, BaseException):
                for method, function in list(vars(thing).items()):
                    if inspect.isfunction(function) and _is_public(method):
                        setattr(thing, method, self._guarded(f"{name}.{method}", function))

    def _guarded(self, name: str, function: Any) -> Any:
        @functools.wraps(function)
        def guarded(*args: Any, **named: Any) -> Any:
            outer = not self.depth
            self.depth += 1
            try:
                return self.guard.call(Call(name, function, args, named, outer))
            finally:
                self.depth -= 1

        return guarded


def _is_public(method: str) -> bool:
    if method.startswith("__") and method.endswith("__"):
        return method not in _OF_OBJECTS
    return not method.startswith("_")
