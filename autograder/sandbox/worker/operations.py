"""What the examiner can ask a worker to do."""

import itertools
import operator
from collections.abc import Callable, Sequence
from types import FunctionType, ModuleType
from typing import Any

from ..wire.bounds import MAX_CALLABLES, MAX_ITERATION
from . import lent
from .absent import is_absent, is_made_of_absent
from .faults import Missing
from .patches import Patches
from .screen import Screen

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    "floordiv": operator.floordiv, "mod": operator.mod, "divmod": divmod,
    "pow": operator.pow, "matmul": operator.matmul,
    "lshift": operator.lshift, "rshift": operator.rshift, "and": operator.and_, "or": operator.or_, "xor": operator.xor,
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq,
    "iadd": operator.iadd, "isub": operator.isub, "imul": operator.imul, "itruediv": operator.itruediv,
    "imatmul": operator.imatmul, "ipow": operator.ipow,
    "contains": operator.contains, "getitem": operator.getitem,
    "getattr": getattr, "isinstance": isinstance, "issubclass": issubclass,
}  # fmt: skip
_UNARY: dict[str, Callable[[Any], Any]] = {
    "neg": operator.neg, "pos": operator.pos, "abs": operator.abs, "invert": operator.invert,
    "len": len, "bool": bool, "int": int, "float": float, "complex": complex, "index": operator.index,
    "iter": iter, "str": str, "repr": repr, "round": round,
}  # fmt: skip

_ABSENT = object()


class Operations:
    """Performs one request on decoded operands."""

    def __init__(self, module: ModuleType, blocks: Sequence[tuple[str, str]] = ()) -> None:
        self.module = module
        self.patches = Patches(module.__dict__)
        self._blocks = blocks
        self._screen = Screen()

    def undo(self) -> None:
        """Take back what the check has put into the submission's place."""
        self.patches.undo()
        self._screen.turn_off()

    def perform(self, op: str, operands: list[Any], names: Sequence[str] = ()) -> Any:
        """Do it, where the last operands are a call's keyword arguments; whatever the submission raises comes out."""
        positional = len(operands) - len(names)
        named = dict(zip(names, operands[positional:], strict=True))
        del operands[positional:]
        if op == "call":
            function, *args = operands
            return function(*args, **named)
        if op == "call_method":
            obj, name, *args = operands
            return getattr(obj, name)(*args, **named)
        if op == "call_global":
            name, *args = operands
            return self._definition(name)(*args, **named)
        if op in _BINARY:
            return _BINARY[op](*operands)
        if op in _UNARY:
            return _UNARY[op](*operands)
        return getattr(self, f"_{op}")(*operands)

    def _global(self, name: str) -> Any:
        value = self.module.__dict__.get(name, _ABSENT)
        if value is _ABSENT or (is_absent(value) and not is_made_of_absent(value)):
            raise Missing(name)
        return value

    def _definition(self, name: str) -> Any:
        """What the submission has defined, also where the check has put something else in its place."""
        try:
            return self.patches.definition(name)
        except KeyError:
            raise Missing(name) from None

    def instance(self, name: str) -> Any:
        """An instance of a class that has made one without arguments before."""
        made = self._definition(name)()
        if type(made).__name__ != name:
            raise TypeError(f"{name}() gave a {type(made).__name__}, where it has given a {name} before")
        return made

    def _nothing(self) -> None:
        """Do no more than what any request does."""

    def callables(self) -> list[str]:
        """Names of the module's functions and classes (plain ones: a metaclass may have its own idea of access)."""
        found = [
            name
            for name, value in self.module.__dict__.items()
            if type(name) is str and (type(value) is FunctionType or type(value) is type)
        ]
        return [name for name in found if len(name) <= 100 and not name.startswith("__")][:MAX_CALLABLES]

    def _set_global(self, name: str, value: Any) -> None:
        self.patches.name(name, lambda: setattr(self.module, name, value))

    def _lend(self, path: str, value: Any) -> None:
        lent.put(self.module, path, value)

    def _lend_class(self, path: str, name: str, ask: Callable[..., Any], methods: Sequence[str]) -> None:
        lent.put(self.module, path, lent.stand_in(name, ask, methods))

    def _del_global(self, name: str) -> None:
        self._global(name)
        self.patches.name(name, lambda: delattr(self.module, name))

    def _names(self) -> list[str]:
        names = self.module.__dict__.items()
        return [n for n, value in names if type(n) is str and not n.startswith("__") and not is_absent(value)]

    def _setattr(self, obj: Any, name: str, value: Any) -> None:
        self.patches.attribute(obj, name, lambda: setattr(obj, name, value))

    def _delattr(self, obj: Any, name: str) -> None:
        self.patches.attribute(obj, name, lambda: delattr(obj, name))

    def _setitem(self, obj: Any, index: Any, value: Any) -> None:
        self.patches.items(obj)
        obj[index] = value

    def _delitem(self, obj: Any, index: Any) -> None:
        self.patches.items(obj)
        del obj[index]

    def _turn_on(self, typed: list[str]) -> None:
        self._screen.turn_on(typed)

    def _turn_off(self) -> str:
        return self._screen.turn_off()

    def _run_program(self, typed: list[str]) -> str:
        return self._screen.run(self._blocks, typed)

    def _take(self, iterator: Any, count: int) -> list[Any]:
        return list(itertools.islice(iterator, min(count, MAX_ITERATION)))


# What these return is tied to the worker's own object; everything else returns plain copies.
SHARING = frozenset({"global", "definition", "getattr", "getitem", "take"})
