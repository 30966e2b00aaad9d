"""Objects of packages that a test makes and hands to a notebook's code: how the worker makes the same anew.

As a copy is made: what to call, with what, and what to give the result. It goes from the examiner to the worker, never
the other way round. What the code there does to such an object, the test does not see.
"""

import copyreg
import sys
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType
from typing import Any, NamedTuple

from .wire.encoder import Recipe

_PROTOCOL = 4
_FUNCTIONS = (FunctionType, MethodType, BuiltinFunctionType, BuiltinMethodType)
_OF_PYTHON = frozenset(("array", "builtins", "collections", "datetime", "functools", "ipaddress", "operator", "re",
                        "string", "types", "uuid", "zoneinfo"))  # fmt: skip
"""Of Python's own modules those whose objects are nothing but what they hold: no files, no locks."""
_NOT_OURS = ("__main__", "autograder", *(sys.stdlib_module_names - _OF_PYTHON))


class _Place(NamedTuple):
    home: str
    name: str


def recipe_of(obj: Any) -> Recipe | None:
    """How to make an object of an installed package, or a class of one; None for all else."""
    if isinstance(obj, type):
        place = _place_of(obj, ours=True)
        return None if place is None else Recipe(*place, [])
    if isinstance(obj, _FUNCTIONS) or _place_of(type(obj), ours=True) is None:
        return None
    try:
        # Exceptions describe themselves: packages that pickle tracebacks put functions of their own there for them all.
        known = None if isinstance(obj, BaseException) else copyreg.dispatch_table.get(type(obj))
        reduced = obj.__reduce_ex__(_PROTOCOL) if known is None else known(obj)
    except Exception:  # it cannot be copied
        return None
    if type(reduced) is not tuple or len(reduced) > 5:
        return None
    make, given, state, items, pairs = (*reduced, None, None, None)[:5]
    place = _place_of(make)
    if place is None:
        return None
    return Recipe(*place, [list(given), state, list(items or ()), [list(pair) for pair in pairs or ()]])


def _place_of(thing: Any, *, ours: bool = False) -> _Place | None:
    """Where a class or a function stands; ``ours``: in a package that is no notebook's and not the engine's."""
    home, name = getattr(thing, "__module__", None), getattr(thing, "__qualname__", None)
    if not (isinstance(home, str) and isinstance(name, str)) or (ours and home.partition(".")[0] in _NOT_OURS):
        return None
    found: Any = sys.modules.get(home)
    for part in name.split("."):
        found = getattr(found, part, None)
    return _Place(home, name) if found is thing else None
