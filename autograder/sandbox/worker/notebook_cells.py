"""What a worker does that runs a notebook cell by cell: the same names and files from the first cell to the last.

A cell runs as IPython runs it: statement by statement up to the first error, its last expression shown, open figures
shown when it ends. What a test sets in a module acts here, and only here.
"""

import ast
import builtins
import contextlib
import copy
import importlib
import inspect
import io
import os
import random
import signal
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..wire import event_loops, ipython_names
from ..wire.kinds.frame_kinds import CALLS, is_frame
from . import faults
from .databases import Databases
from .files import Files
from .importer import remember_lines
from .lent import loaded
from .operations import Operations

_MOST_NAMES = 5000
_MOST_FILES = 200
_MOST_BYTES = 32 << 20
_MOST_TEXT = 100_000
_MOST_PICTURES = 10
_MOST_RAISED = 20
_ABSENT: Any = object()
_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_set_timer = signal.setitimer  # bound now: the notebook may put something else there


class TookTooLong(BaseException):
    """Raised in a cell, or in a call, that has used up its time: what it has done so far stays."""


class Cells(Operations):
    """The operations on a notebook's names.

    Args:
        folder: where its cells run.
        seconds: of CPU time, that one cell may take, or one call.
        files: what it writes.
    """

    def __init__(self, folder: str, seconds: float, files: Files) -> None:
        module = types.ModuleType("__main__")
        module.__dict__["__builtins__"] = builtins
        sys.modules["__main__"] = module
        super().__init__(module)
        self.files = files
        self._seconds = seconds
        self._depth = 0
        self.names: set[str] = set()  # of the cells that have run, as tracebacks show them
        self._originals: dict[tuple[str, str], Any] = {}
        self._raised_before: dict[tuple[str, str], BaseException] = {}
        self._databases: Databases | None = None
        self._frames: list[tuple[Any, Any]] = []  # of the last call, and what they were
        if folder not in sys.path:
            sys.path.insert(0, folder)  # as a notebook has it
        signal.signal(signal.SIGPROF, _too_long)

    def perform(self, op: str, operands: list[Any], names: Any = ()) -> Any:
        """See `Operations.perform`. Its time is that of the outermost request."""
        if not self._depth:
            _set_timer(signal.ITIMER_PROF, self._seconds)
            if op in CALLS:
                self._frames = [(operand, operand.copy()) for operand in operands if is_frame(operand)]
        self._depth += 1
        try:
            return super().perform(op, operands, names)
        except BaseException as error:
            self._remember(error)
            raise
        finally:
            self._depth -= 1
            if not self._depth:
                _set_timer(signal.ITIMER_PROF, 0)
                if self._databases is not None:
                    self._databases.flush()

    def _run_cell(self, name: str, text: str) -> dict[str, Any]:
        """Run a cell: which names it has bound and deleted, what it shows, and how it failed."""
        before = dict(self.module.__dict__)
        shown: dict[str, Any] = {"result": None, "error": None, "pictures": []}
        remember_lines(name, text)
        self.names.add(name)
        if "asyncio" in text:
            event_loops.install()
        if "sqlite" in text and self._databases is None:
            self._databases = Databases(self.files)
        try:
            value = _run(name, text, self.module.__dict__)
            if value is not None:
                self.module.__dict__["_"] = value
                shown["result"] = faults.clip(repr(value), _MOST_TEXT)
        except BaseException as error:
            described = faults.describe(error, self.names)
            lines = [[frame.line, frame.source] for frame in described.frames if frame.file == name]
            shown["error"] = [described.type_name, described.message, lines]
            error.__traceback__ = None
        with contextlib.suppress(Exception):
            shown["pictures"] = list(_pictures())
        after = self.module.__dict__
        bound = [n for n, value in after.items() if type(n) is str and before.get(n, _ABSENT) is not value]
        shown["bound"] = bound[:_MOST_NAMES]
        shown["deleted"] = [n for n in before if n not in after][:_MOST_NAMES]
        return shown

    def _evaluate(self, text: str) -> Any:
        return eval(compile(text, "<text>", "eval", dont_inherit=True), self.module.__dict__)

    def _execute(self, text: str) -> None:
        exec(compile(text, "<text>", "exec", dont_inherit=True), self.module.__dict__)

    def _type(self, obj: Any) -> Any:
        return type(obj)

    def _exception(self, obj: Any) -> list[Any] | None:
        """The name of an exception class and its builtin bases, nearest first; None for any other class."""
        if not (isinstance(obj, type) and issubclass(obj, BaseException)):
            return None
        return [faults.clip(obj.__name__), [base.__name__ for base in obj.__mro__ if base.__module__ == "builtins"]]

    def _remember(self, error: BaseException) -> None:
        """An exception that may hold something: one of the notebook's own, of which a test may ask."""
        if type(error).__module__ == "__main__" and vars(error):
            said = faults.describe(error, set())
            self._raised_before[said.type_name, said.message] = error
            if len(self._raised_before) > _MOST_RAISED:
                del self._raised_before[next(iter(self._raised_before))]

    def _raised(self, type_name: str, message: str, name: str) -> Any:
        """An attribute of what was raised last under that name and with that text."""
        return getattr(self._raised_before.get((type_name, message)), name)

    def _subclass(self, name: str, bases: list[Any], members: dict[str, Any]) -> Any:
        """The other half of a class that a test makes of the notebook's."""
        return types.new_class(name, tuple(bases), {}, lambda own: own.update(members, __module__="__main__"))

    def _methods_of(self, kind: Any) -> list[str]:
        """What can be called of a class, but for what any object has."""
        return [n for n in dir(kind) if callable(own := getattr(kind, n, None)) and own is not getattr(object, n, None)]

    def _new_of(self, kind: Any, args: list[Any], named: dict[str, Any]) -> Any:
        """An instance, not yet initialised."""
        return kind.__new__(kind) if kind.__new__ is object.__new__ else kind.__new__(kind, *args, **named)

    def _inherited(self, owner: Any, obj: Any, name: str) -> Any:
        """What an object has of a class, whatever its own class has in place of it."""
        order = type(obj).__mro__
        return getattr(super(order[order.index(owner) - 1], obj), name)

    def _callable(self, obj: Any) -> bool:
        return callable(obj)

    def _hasattr(self, obj: Any, name: str) -> bool:
        return hasattr(obj, name)

    def _dir(self, obj: Any) -> list[str]:
        return list(map(str, dir(obj)))

    def _format(self, obj: Any, spec: str) -> str:
        return format(obj, spec)

    def _is_instance_of(self, obj: Any, module: str, name: str) -> bool:
        """Whether it is an instance of a class of a library, as far as that is loaded."""
        found = loaded(module, name)
        return isinstance(found, type) and isinstance(obj, found)

    def _is_subclass_of(self, obj: Any, module: str, name: str) -> bool:
        """The same for a class."""
        found = loaded(module, name)
        return isinstance(found, type) and isinstance(obj, type) and issubclass(obj, found)

    def _class_origin(self, obj: Any) -> list[str] | None:
        """Where an object's class stands in a library; None for any other class."""
        kind = type(obj)
        home, name = kind.__module__, kind.__qualname__
        if home in ("__main__", "builtins") or loaded(home, name) is not kind:
            return None
        return [home, name]

    def _hash(self, obj: Any) -> int:
        return hash(obj)

    def _is_from(self, name: str, module: str, attribute: str) -> bool:
        """Whether a name means a library's module, or what that has under an attribute."""
        found: Any = sys.modules.get(module)
        if attribute:
            found = getattr(found, attribute, None)
        return found is not None and self.module.__dict__.get(name) is found

    def _has_module(self, name: str) -> bool:
        try:
            importlib.import_module(name)
        except ImportError:
            return False
        return True

    def _import_as(self, name: str, module: str, attribute: str) -> None:
        value = importlib.import_module(module)
        self.module.__dict__[name] = getattr(value, attribute) if attribute else value

    def _module(self, name: str) -> Any:
        return importlib.import_module(name)

    def _signature(self, obj: Any) -> list[Any]:
        """Of a function's parameters name, kind, default (in a list, if it has one), annotation (the same); of its
        result the annotation.
        """
        found, empty = inspect.signature(obj), inspect.Parameter.empty
        return [
            [[p.name, int(p.kind), *([] if part is empty else [part] for part in (p.default, p.annotation))]
             for p in found.parameters.values()],
            [] if found.return_annotation is empty else [found.return_annotation],
        ]  # fmt: skip

    def _source(self, obj: Any) -> str:
        return str(inspect.getsource(obj))

    def _set_module(self, module: str, name: str, value: Any) -> None:
        """What a test puts into a module."""
        home = importlib.import_module(module)
        self._originals.setdefault((module, name), getattr(home, name, _ABSENT))
        setattr(home, name, value)

    def _restore_module(self, module: str, name: str) -> None:
        original = self._originals.pop((module, name), _ABSENT)
        if original is not _ABSENT:
            setattr(importlib.import_module(module), name, original)

    def _awaited(self, obj: Any) -> Any:
        """What an awaitable gives."""
        return event_loops.run(obj)

    def _next_awaited(self, iterator: Any) -> Any:
        return event_loops.run(type(iterator).__anext__(iterator))

    def _changed_frames(self) -> list[Any]:
        """Of the last call's frames and series: what each has become, or None where it is as it was."""
        return [None if _alike(frame, before) else frame for frame, before in self._frames]

    def _copied(self, obj: Any, deep: bool) -> Any:
        return (copy.deepcopy if deep else copy.copy)(obj)

    def _inspect(self, obj: Any, name: str) -> bool:
        """Whether it is what a predicate of ``inspect`` asks for."""
        return bool(getattr(inspect, name)(obj))

    def _seed(self, library: str, *arguments: Any) -> None:
        """The global generator of NumPy or Python begins anew."""
        (np.random.seed if library == "numpy" else random.seed)(*arguments)

    def _take_files(self) -> list[list[Any]]:
        """What was written or removed since this was last asked: path, and content or None."""
        size = 0
        taken: list[list[Any]] = []
        for path, content in self.files.take():
            size += len(content or b"")
            if size > _MOST_BYTES or len(taken) >= _MOST_FILES:
                break
            taken.append([faults.clip(path, 4000), content])
        return taken


def _run(name: str, text: str, names: dict[str, Any]) -> Any:
    """Run statements one by one; the value of the last, if it is an expression that is not hidden by a semicolon."""
    tree = ast.parse(text, name)
    for number, statement in enumerate(tree.body):
        last = number == len(tree.body) - 1
        if last and isinstance(statement, ast.Expr) and not text.rstrip().endswith(";"):
            return _evaluated(compile(ast.Expression(statement.value), name, "eval", _FLAGS, dont_inherit=True), names)
        _evaluated(compile(ast.Module([statement], []), name, "exec", _FLAGS, dont_inherit=True), names)
    return None


def _evaluated(code: types.CodeType, names: dict[str, Any]) -> Any:
    value = eval(code, names)
    return event_loops.run(value) if code.co_flags & inspect.CO_COROUTINE else value


def _alike(frame: Any, before: Any) -> bool:
    return bool(frame.equals(before) and all(map(lambda a, b: a.identical(b), frame.axes, before.axes)))


def _pictures() -> Iterator[bytes]:
    """The open figures as PNG; they are closed, as in a notebook."""
    plots: Any = sys.modules.get("matplotlib.pyplot")
    if plots is None or not plots.get_fignums():
        return
    for number in plots.get_fignums()[:_MOST_PICTURES]:
        buffer = io.BytesIO()
        plots.figure(number).savefig(buffer, format="png", bbox_inches="tight")
        yield buffer.getvalue()
    plots.close("all")


def _too_long(number: int, frame: Any) -> None:
    _set_timer(signal.ITIMER_PROF, 1.0)  # whoever catches it, and goes on, is told again
    raise TookTooLong("it used up its time")


def prepare(folder: str, seconds: float, files: Files) -> Cells:
    """Everything ready for the first cell."""
    os.chdir(folder)
    ipython_names.install()
    return Cells(folder, seconds, files)
