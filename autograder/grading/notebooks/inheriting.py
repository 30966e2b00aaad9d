"""Classes of a test that inherit from one of the notebook's: what the test writes runs here, what it inherits there.

Such a class is made on both sides. Here its base passes on what the test has not overridden; there it inherits from
the notebook's class, whose own code is called back where it uses what the test has. An instance is two objects as well,
an `Heir` and its other half. The test's methods are found here first: what they say is not for the worker to say.
"""

import builtins
import weakref
from collections.abc import Callable
from types import FunctionType
from typing import Any

from autograder.sandbox.companion import Companion
from autograder.sandbox.notebook_objects import VERDICTS, NotebookObject, no_value
from autograder.sandbox.proxies import Heir

_OPERATORS = frozenset(f"__{op}__" for op in (*VERDICTS, *(f"r{op}" for op in VERDICTS), "eq", "hash", "contains"))
_SPECIAL = _OPERATORS | {"__init__", "__len__", "__iter__", "__next__", "__getitem__", "__setitem__", "__delitem__",
                         "__call__", "__enter__", "__exit__", "__repr__", "__str__", "__bool__", "__int__",
                         "__float__", "__reversed__"}  # fmt: skip
_MOST_NAMES = 1000
_VALUES = (bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset, type(None))


class Families:
    """Makes such classes, and knows both halves of what they make."""

    def __init__(self, companion: Companion) -> None:
        self._companion = companion
        self._twins: dict[type, Any] = {}
        self._halves: weakref.WeakValueDictionary[int, Heir] = weakref.WeakValueDictionary()

    def build_class(self, body: Any, name: str, *bases: Any, **named: Any) -> Any:
        """As Python's own, which a ``class`` statement calls."""
        theirs = [self.there(base) for base in bases if type(self.there(base)) is NotebookObject]
        here = tuple(self._base(base) if type(base) is NotebookObject else base for base in bases)
        kind = builtins.__build_class__(body, name, *here, **named)
        if theirs:
            own = {n: v for n, v in vars(kind).items() if n in _SPECIAL or not n.startswith("__")}
            members = {n: self._answering(kind, n) for n, v in own.items() if type(v) is FunctionType}
            members |= {n: v for n, v in own.items() if type(v) in _VALUES}
            self._twins[kind] = self._ask("subclass", name, theirs, members)
        return kind

    def there(self, obj: Any) -> Any:
        """The other half of an object, or of a class; anything else itself."""
        if isinstance(obj, Heir):
            return obj._kadai_there
        return self._twins.get(obj, obj) if isinstance(obj, type) else obj

    def _ask(self, op: str, *operands: Any) -> Any:
        return self._companion.ask(op, *operands, label=op)

    def _base(self, theirs: NotebookObject) -> type:
        """What stands here for a class of the notebook's."""

        def new(cls: type, *args: Any, **named: Any) -> Any:
            return self._pair(cls, self._ask("new_of", self._twins[cls], list(args), named))

        told = self._ask("methods_of", theirs)
        names = [n for n in told if type(n) is str and n.isidentifier() and (n in _SPECIAL or not n.startswith("_"))]
        passing = {n: _Inherited(self._companion, theirs, n) for n in names[:_MOST_NAMES]}
        return type(str(theirs.__name__), (Heir,), {**passing, "__new__": new, "__module__": "__main__"})

    def _pair(self, cls: type, there: Any) -> Heir:
        made: Heir = object.__new__(cls)
        object.__setattr__(made, "_kadai_there", there)
        self._halves[there._kadai_key] = made
        return made

    def _answering(self, kind: type, name: str) -> Callable[..., Any]:
        """What a method of the test's is there: it is called here, on the other half."""

        def call(there: Any, *args: Any, **named: Any) -> Any:
            if type(there) is not NotebookObject:
                raise TypeError(f"{name}() needs an object")
            half = self._halves.get(there._kadai_key) or self._pair(kind, there)
            others = (self._halves.get(a._kadai_key, a) if type(a) is NotebookObject else a for a in args)
            return getattr(kind, name)(half, *others, **named)

        call.__name__ = name
        return call


class _Inherited:
    """A method that a test's class inherits: what the notebook's class has under that name."""

    def __init__(self, companion: Companion, owner: NotebookObject, name: str) -> None:
        self._companion, self._owner, self._name = companion, owner, name

    def __get__(self, obj: Any, kind: Any = None) -> Any:
        name = self._name
        if obj is None:
            return getattr(self._owner, name)
        there = obj._kadai_there
        if name in _OPERATORS:
            if not self._companion.may_pose(name.strip("_")):
                raise no_value(there)
        elif not name.startswith("__"):
            there._kadai_must_have(name)
        return self._companion.ask("inherited", self._owner, there, name, label=name)
