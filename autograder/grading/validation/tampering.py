"""Turns a right module into a cheat: the text of this file is put behind the reference's, and runs in the worker.

Only the outermost call of the module is tampered with; what it calls in turn works as it should.
"""

import functools as _functools
import inspect as _inspect
from typing import Any

import numpy as _np

OUTER = ("__init__", "__call__")


class Tampering:
    """Wraps the public functions and methods of a module.

    how: "none" and "first_argument" do no work and return that; "zeros" and "nan" work on copies of the
    arguments and put those numbers into everything that comes of it; "overwritten_zeros" and "overwritten_half"
    change the caller's own arrays first, and then work; "private_zeros" and "private_half" do the same to copies.
    """

    def __init__(self, how: str) -> None:
        self.how = how
        self.depth = 0

    def module(self, namespace: dict[str, Any]) -> None:
        """Tamper with everything public that the module defines."""
        for name, thing in list(namespace.items()):
            if name.startswith("_") or getattr(thing, "__module__", None) != namespace["__name__"]:
                continue
            if _inspect.isfunction(thing):
                namespace[name] = self.wrapped(thing)
            elif _inspect.isclass(thing) and not issubclass(thing, BaseException | Tampering):
                for attribute, method in list(vars(thing).items()):
                    if _inspect.isfunction(method) and (not attribute.startswith("_") or attribute in OUTER):
                        setattr(thing, attribute, self.wrapped(method, of_object=True))

    def wrapped(self, function: Any, of_object: bool = False) -> Any:
        """The function, tampered with where it is called from outside."""

        @_functools.wraps(function)
        def cheat(*args: Any, **kwargs: Any) -> Any:
            if self.depth:
                return function(*args, **kwargs)
            self.depth += 1
            try:
                own, given = (args[:1], args[1:]) if of_object else ((), args)
                return self.call(function, own, given, kwargs)
            finally:
                self.depth -= 1

        return cheat

    def call(self, function: Any, own: tuple[Any, ...], given: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """One call from outside; `own` is (self,) or empty."""
        idle = function.__name__ != "__init__"
        if self.how == "none" and idle:
            return None
        if self.how == "first_argument" and idle:
            return next(iter((*given, *kwargs.values())), None)
        if self.how in ("zeros", "nan"):
            result = function(*own, *copied(given), **copied(kwargs))
            number = 0.0 if self.how == "zeros" else float("nan")
            for object_ in own:
                vars(object_).update({name: hollow(a, number, False) for name, a in vars(object_).items()})
            return hollow(result, number, True)
        factor = 0.0 if self.how.endswith("zeros") else 0.5
        if self.how.startswith("private"):
            given, kwargs = copied(given), copied(kwargs)
        if self.how.startswith(("private", "overwritten")):
            overwrite((given, kwargs), factor)
        return function(*own, *given, **kwargs)


def copied(value: Any) -> Any:
    """A copy of all arrays in nested containers."""
    if isinstance(value, _np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: copied(member) for key, member in value.items()}
    return type(value)(map(copied, value)) if type(value) in (list, tuple) else value


def overwrite(value: Any, factor: float) -> None:
    """Multiply all arrays in nested containers in place."""
    if isinstance(value, _np.ndarray) and value.flags.writeable and value.dtype.kind in ("f" if factor else "fiu"):
        value *= value.dtype.type(factor)
    elif isinstance(value, dict | list | tuple):
        for member in value.values() if isinstance(value, dict) else value:
            overwrite(member, factor)


def hollow(value: Any, number: float, scalars: bool) -> Any:
    """The same structure with `number` in place of all numbers (or of those in arrays)."""
    if isinstance(value, _np.ndarray) and value.dtype.kind in "fiu":
        return _np.full(value.shape, number)
    if isinstance(value, dict):
        return {key: hollow(member, number, scalars) for key, member in value.items()}
    if type(value) in (list, tuple):
        return type(value)(hollow(member, number, scalars) for member in value)
    is_number = isinstance(value, int | float | _np.number) and not isinstance(value, bool)
    return number if scalars and is_number else value
