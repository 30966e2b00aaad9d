"""What of the reference a submission's own code may use in one check: its calls are answered here, by values alone.

Nothing of the reference's text reaches the worker. What is lent is called by hostile code: so nothing but values and
the submission's own objects go back, no attribute with an underscore can be asked for, and what a call raises is told
as an exception of the submission, which it may catch.
"""

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from .errors import SubmissionError, error_class
from .proxies import RemoteGlobal, RemoteMethod, RemoteObject
from .reasons import lent_raised

_MOST_INSTANCES = 10_000
_LENT = "kadai_lent"
_VALUES = (bool, int, float, complex, str, bytes, np.generic, type(None), RemoteObject, RemoteGlobal, RemoteMethod)
_SPECIAL = frozenset(("__call__", "__len__", "__getitem__", "__setitem__", "__iter__", "__contains__"))


def lent(name: str, what: Any) -> tuple[str, tuple[Any, ...]]:
    """The request with which a function or class of the reference is lent under a name, and its operands.

    Raises:
        TypeError: if it is neither.
    """
    if isinstance(what, type):
        methods = _methods(what)
        return "lend_class", (name, what.__name__, _answering(name, what, frozenset(methods)), methods)
    if callable(what):
        return "lend", (name, _guarded(name, what))
    raise TypeError(
        f"submission.using({name}=…): a function, a method or a class can be lent, no {type(what).__name__}"
    )


def _methods(kind: type) -> tuple[str, ...]:
    found = {n: v for base in reversed(kind.__mro__[:-1]) for n, v in vars(base).items()}
    return tuple(
        n for n, v in found.items()
        if isinstance(v, FunctionType | staticmethod | classmethod) and (n in _SPECIAL or not n.startswith("_"))
    )  # fmt: skip


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A plain function, so that it becomes a method where it is put into a class."""

    def call(*args: Any, **named: Any) -> Any:
        try:
            result = function(*args, **named)
        except SubmissionError:
            raise
        except Exception as error:
            bases = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
            said = lent_raised(name, bases[0])
            raise error_class(bases)(bases[0], said.en, (), said) from error
        _must_cross(name, result, 0)
        return result

    call.__name__ = call.__qualname__ = name
    vars(call)[_LENT] = True
    return call


def is_lent(function: Any) -> bool:
    """Whether a function answers for what is lent."""
    return _LENT in getattr(function, "__dict__", ())


def _answering(name: str, kind: type, methods: frozenset[str]) -> Callable[..., Any]:
    """Answers for all instances of a class that is lent: they stay here, and are known by their numbers."""
    instances: list[Any] = []

    def answer(what: str, number: int, attribute: str, *args: Any, **named: Any) -> Any:
        if what == "new":
            if len(instances) >= _MOST_INSTANCES:
                raise MemoryError(f"more than {_MOST_INSTANCES} instances")
            instances.append(kind(*args, **named))
            return len(instances) - 1
        one = instances[number]
        if what == "call" and attribute in methods:
            return getattr(one, attribute)(*args, **named)
        if attribute.startswith("_") or what not in ("get", "set"):
            raise AttributeError(attribute)
        return setattr(one, attribute, *args) if what == "set" else getattr(one, attribute)

    return _guarded(name, answer)


def _must_cross(name: str, value: Any, depth: int) -> None:
    """Whether nothing but values, and objects of the submission, goes over to it."""
    if isinstance(value, _VALUES) or (isinstance(value, np.ndarray) and value.dtype != object) or depth > 50:
        return
    if type(value) in (list, tuple, set, frozenset, dict):
        for item in value:
            _must_cross(name, item, depth + 1)
        if isinstance(value, dict):
            for item in value.values():
                _must_cross(name, item, depth + 1)
        return
    raise TypeError(
        f"submission.using: {name} of the reference gives a {type(value).__name__}, which cannot be handed over; "
        "lend what gives values (numbers, arrays, containers), or put @after above the check in place of lending"
    )
