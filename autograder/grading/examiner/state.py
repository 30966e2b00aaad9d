"""What test files keep from one submission to the next, and whether a submission has changed it.

Seen are the modules of the course that are loaded (test files, what lies beside them, references, given modules) and
the values of their fixtures that outlive a check; and from there on, as far as it leads, every container, function,
class and object: which objects it refers to, the bytes of arrays, the states of random generators, and how much a
`functools.cache` holds. Beside that, what any Python code may leave switched: `os.environ`, `sys.path`, the filters of
warnings, NumPy's handling of floating-point errors.

Not seen is what Python itself cannot see: the inside of objects that are written in C and tell nobody what they refer
to (an iterator's position, an open file), of installed packages and of kadai.
"""

import functools
import gc
import os
import random
import sys
import types
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.grading.pytest_internals import OF_PYTEST

_MOST_NODES = 100_000  # of a module that holds more, the rest is not looked at
_WHOLE_BYTES = 8 << 20  # arrays are compared whole up to here (0.03 ms per megabyte), and beyond it in samples
_SAMPLES = 1 << 12
_NEVER_CHANGES = (
    int, float, complex, str, bytes, bool, type(None), type(...), np.generic, np.dtype, np.ufunc, types.CodeType,
    types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.GetSetDescriptorType,
    types.MemberDescriptorType, types.ModuleType, types.FrameType, types.TracebackType,
)  # fmt: skip
_FIXED = (tuple, frozenset, types.MethodType, property, staticmethod, classmethod, types.MappingProxyType)
_CACHE = type(functools.lru_cache(lambda: None))
_NOT_OF_THE_COURSE = (
    *OF_PYTEST,
    "importlib.",
    "_frozen_importlib",
    "autograder.grading.",
    "autograder.sandbox.",
)
_WARNED = "__warningregistry__"  # which warnings a module has given; Python empties it when filters change
_OF_THE_LOADER = ("__builtins__", "__spec__", "__loader__", "@pytest_ar", "@py_builtins", "__cached__", _WARNED)


def _is_foreign(kind: type) -> bool:
    """Whether objects of a class are pytest's or kadai's and lead into them. Fixtures' definitions are authors'."""
    return str(kind.__module__).startswith(_NOT_OF_THE_COURSE) and kind.__name__ != "FixtureFunctionDefinition"


def loaded_from(root: Path) -> list[types.ModuleType]:
    """The modules of a course that are loaded: what lies below its folder, without kadai and installed packages."""
    below = (f"{root}{os.sep}", f"{root.resolve()}{os.sep}")
    kadai, installed = Path(__file__).resolve().parents[2], Path(sys.prefix).resolve()

    def is_of_the_course(module: types.ModuleType) -> bool:
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or not file.startswith(below):
            return False
        return not any(map(Path(file).resolve().is_relative_to, (kadai, installed)))

    return [module for module in list(sys.modules.values()) if is_of_the_course(module)]


class State:
    """A picture of what can be reached, to be compared with what is there later.

    Args:
        modules: where to begin.
        values: gives where to begin besides; when it gives other objects, that is a change.
    """

    def __init__(self, modules: Iterable[types.ModuleType], values: Callable[[], list[Any]] = list) -> None:
        modules = list(modules)
        for module in modules:
            vars(module).setdefault(_WARNED, {})  # the first overflow, as of what is lent, is no change
        self._names = {module.__name__ for module in modules}
        self._globals = {id(vars(module)) for module in modules}
        self._nodes: list[Any] = []
        self._asked: list[tuple[Callable[[], Any], Any]] = []
        self._bytes: list[tuple[bytearray, NDArray[np.uint8]]] = []
        self._size = 0
        self._seen: dict[int, Any] = {}  # holds them, so that no address is given to another object
        self._walk([*map(vars, modules), *values(), os.environ._data, sys.path, warnings.filters])  # type: ignore[attr-defined]
        self._ask(np.geterr)
        self._ask(lambda: [id(value) for value in values()])
        self._referents = gc.get_referents(*self._nodes)

    def changed(self) -> bool:
        """Whether anything is different from what it was, or more."""
        try:
            return (
                # Compared with the same object, none is asked whether it is equal: that would cost fifty times as much.
                self._referents != gc.get_referents(*self._nodes)
                or any(ask() != answer for ask, answer in self._asked)
                or any(kept != now for kept, now in self._bytes)
            )
        except Exception:  # of an object that has been put there and cannot be compared, e.g. one of the submission
            return True

    def _walk(self, roots: list[Any]) -> None:
        todo = roots
        while todo and len(self._seen) < _MOST_NODES:
            value = todo.pop()
            if id(value) in self._seen or _is_foreign(type(value)) or isinstance(value, _NEVER_CHANGES):
                continue
            self._seen[id(value)] = value
            todo += self._look_at(value)

    def _look_at(self, value: Any) -> list[Any]:
        """Note what is to be compared of a value; where it leads."""
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, np.random.Generator):
            return [value.bit_generator]
        if isinstance(value, np.random.BitGenerator):
            return self._ask(lambda: repr(value.state))
        if isinstance(value, np.random.RandomState):
            return self._ask(lambda: repr(value.get_state(legacy=False)))
        if isinstance(value, random.Random):
            self._ask(value.getstate)
        elif isinstance(value, bytearray):
            return self._ask(lambda: bytes(value))
        elif isinstance(value, _CACHE):
            self._ask(lambda: value.cache_info()[1::2])  # misses and size: hits add nothing
            return gc.get_referents(value)
        elif isinstance(value, type):
            return self._class(value)
        elif isinstance(value, types.FunctionType):
            return self._function(value)
        if not isinstance(value, _FIXED):
            self._nodes.append(value)
        if isinstance(value, dict) and id(value) in self._globals:
            return [item for name, item in value.items() if name not in _OF_THE_LOADER]
        return gc.get_referents(value)

    def _ask(self, ask: Callable[[], Any]) -> list[Any]:
        self._asked.append((ask, ask()))
        return []

    def _class(self, value: type) -> list[Any]:
        if value.__module__ not in self._names:
            return []
        attributes = [r for r in gc.get_referents(value) if isinstance(r, dict)]  # behind its mapping proxy
        return [*attributes, *value.__bases__]

    def _function(self, value: types.FunctionType) -> list[Any]:
        if value.__module__ not in self._names and id(value.__globals__) not in self._globals:
            return []
        self._nodes.append(value)
        return [value.__defaults__, value.__kwdefaults__, value.__dict__, *(value.__closure__ or ())]

    def _array(self, value: NDArray[Any]) -> list[Any]:
        self._ask(lambda: (value.shape, value.strides, value.dtype))
        if isinstance(value.base, np.ndarray):
            return [value.base]
        if value.dtype.hasobject:
            self._ask(lambda: [id(item) for item in value.ravel(order="K").tolist()])
            return list(value.ravel(order="K").tolist())
        flat = value.ravel(order="K").view(np.uint8)
        if value.size and not np.shares_memory(flat, value):  # what it lies in is no array, and has gaps
            return self._ask(value.tobytes)
        self._size += flat.size
        if self._size > _WHOLE_BYTES:
            sampled = flat[: flat.size // 8 * 8].view(np.uint64)[:: 1 + flat.size // 8 // _SAMPLES]
            return self._ask(sampled.tobytes)
        self._bytes.append((bytearray(flat.tobytes()), flat))
        return []
