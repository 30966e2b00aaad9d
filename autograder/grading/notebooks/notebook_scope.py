"""The builtins of an instructor's cells, where Python's own know nothing of objects that live in another process."""

import builtins
import importlib
import sys
import unittest.mock
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, GeneratorType, MethodType, ModuleType
from typing import Any

import numpy as np

from autograder.grading.notebooks import rewriting
from autograder.grading.notebooks.guard import Guard
from autograder.grading.notebooks.inheriting import Families
from autograder.grading.notebooks.notebook_names import origin_of
from autograder.grading.notebooks.noting import Notes
from autograder.sandbox.companion import Companion
from autograder.sandbox.notebook_objects import NotebookObject, method_of
from autograder.sandbox.wire import event_loops

_HERE = ("sys", "builtins", "__main__")
"""Modules that a test changes for what it does itself, such as its standard output, see `Mirror`; and the notebook."""
_FOLLOWED = ("input", "print", "open")
"""Of the builtins those that tests replace to see, or to feed, what the notebook's code does."""
_PREDICATES = ("isfunction", "ismethod", "isclass", "isgenerator", "isgeneratorfunction", "iscoroutinefunction",
               "isbuiltin", "isroutine", "ismodule", "isabstract", "iscoroutine", "isawaitable", "isasyncgen",
               "isasyncgenfunction")  # fmt: skip
_MISSING: Any = object()
_TYPES = {"function": FunctionType, "method": MethodType, "generator": GeneratorType, "module": ModuleType,
          "builtin_function_or_method": BuiltinFunctionType, "type": type, "set": set, "frozenset": frozenset,
          "dict": dict, "list": list, "tuple": tuple, "map": map, "zip": zip, "filter": filter,
          "enumerate": enumerate}  # fmt: skip


def builtins_for(companion: Companion, notes: Notes, guard: Guard) -> dict[str, Any]:
    """Python's builtins with those that ask the worker; the names that `rewriting` puts into cells."""
    families = Families(companion)
    here = _Here(companion, families)
    own = {
        "isinstance": here.isinstance, "issubclass": here.issubclass, "callable": here.callable,
        "hasattr": here.hasattr, "dir": here.dir, "eval": here.eval, "exec": here.exec, "vars": here.vars, "repr": repr,
        "__build_class__": families.build_class,
        rewriting.SET: here.set, rewriting.DELETE: here.delete, rewriting.TYPE: here.type,
        rewriting.CLASS: here.class_of, rewriting.OWN_TEXT: lambda method: _with_own_text(method, guard),
        rewriting.PATTERN: here.pattern, rewriting.METHOD: method_of,
        rewriting.NAMED: here.named, rewriting.COMPARED: notes.compared, rewriting.CALLED: notes.called,
        "__write__": lambda *arguments: None,  # the worker has written it
    }  # fmt: skip
    for name, act in (("setattr", here.set), ("delattr", here.delete)):
        setattr(unittest.mock, name, act)  # what is patched in a module is patched in the worker's
    return {**vars(builtins), **own}


def _with_own_text(method: Any, guard: Guard) -> Any:
    """A method of pandas' that is about to parse a text which the test itself has written."""
    if isinstance(method, NotebookObject):
        return method
    if type(getattr(method, "__self__", None)).__module__.partition(".")[0] != "pandas":
        return method

    def call(*arguments: Any, **named: Any) -> Any:
        with guard.aside():
            return method(*arguments, **{**named, "level": 1 + named.get("level", 0)})  # whose variables it looks up

    return call


def _asking_here(name: str) -> Any:
    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(builtins, name)(*arguments, **named)

    return call


class _Here:
    """Answers with the worker's help."""

    def __init__(self, companion: Companion, families: Families) -> None:
        self._companion, self._families = companion, families

    def _ask(self, op: str, *operands: Any) -> Any:
        return self._companion.ask(op, *operands, label=op)

    def named(self, name: str) -> Any:
        """What a name means in the body of a class, where Python looks past what stands in the worker."""
        scope = sys._getframe(1).f_globals
        try:
            return scope[name]
        except KeyError:
            pass
        try:
            return scope["__builtins__"][name]
        except KeyError:
            raise NameError(f"name {name!r} is not defined") from None

    def type(self, obj: Any) -> Any:
        if not isinstance(obj, NotebookObject):
            return builtins.type(obj)
        name = object.__getattribute__(obj, "_kadai_type_name")
        return _TYPES[name] if name in _TYPES else self._library_class(obj) or self._ask("type", obj)

    def class_of(self, obj: Any) -> Any:
        """``obj.__class__``."""
        return self.type(obj) if isinstance(obj, NotebookObject) else obj.__class__

    def _library_class(self, obj: Any) -> Any:
        """The class here of what is made of a library's there, if the solution has the same in this test."""
        match self._ask("class_origin", obj):
            case [str() as home, str() as name] if self._companion.may_pose(f"type {home}.{name}"):
                found: Any = sys.modules.get(home)
                for part in name.split("."):
                    found = getattr(found, part, None)
                return found if isinstance(found, type) else None
        return None

    def isinstance(self, obj: Any, kinds: Any) -> bool:
        if isinstance(kinds, tuple):
            return any(self.isinstance(obj, kind) for kind in kinds)
        if isinstance(kinds, NotebookObject):
            return bool(self._ask("isinstance", self._families.there(obj), kinds))
        if not isinstance(obj, NotebookObject):
            return isinstance(obj, kinds)
        if kinds is object or _TYPES.get(object.__getattribute__(obj, "_kadai_type_name")) is kinds:
            return True
        return self._ask("is_instance_of", obj, kinds.__module__, kinds.__qualname__) is True

    def pattern(self, kind: Callable[[], Any]) -> Any:
        """What can stand in a ``case`` for a class, which may be one of the notebook's."""
        here = self

        class Kind(type):
            def __instancecheck__(cls, obj: Any) -> bool:
                return here.isinstance(obj, kind())

            @property
            def __match_args__(cls) -> Any:
                found = kind()
                return here._ask("getattr", found, "__match_args__") if isinstance(found, NotebookObject) else (
                    found.__match_args__)  # fmt: skip

        return Kind("Kind", (), {})

    def issubclass(self, kind: Any, kinds: Any) -> bool:
        if isinstance(kinds, tuple):
            return any(self.issubclass(kind, one) for one in kinds)
        kind = self._families.there(kind) if isinstance(kinds, NotebookObject) else kind
        if not isinstance(kind, NotebookObject) or isinstance(kinds, NotebookObject):
            return issubclass(kind, kinds)
        return kinds is object or self._ask("is_subclass_of", kind, kinds.__module__, kinds.__qualname__) is True

    def callable(self, obj: Any) -> bool:
        return bool(self._ask("callable", obj)) if isinstance(obj, NotebookObject) else callable(obj)

    def hasattr(self, obj: Any, name: str) -> bool:
        return self._ask("hasattr", obj, name) is True if isinstance(obj, NotebookObject) else hasattr(obj, name)

    def dir(self, *obj: Any) -> list[str]:
        if obj:
            return dir(*obj)
        names: list[str] = self._ask("names")
        return sorted({*names, *sys._getframe(1).f_globals})

    def vars(self, *obj: Any) -> Any:
        if obj and isinstance(obj[0], NotebookObject):
            return obj[0].__dict__
        return vars(*obj) if obj else sys._getframe(1).f_locals

    def eval(self, text: Any, *scopes: Any) -> Any:
        """A text may hold what a student wrote: it is the worker's to run."""
        return self._ask("evaluate", text)

    def exec(self, text: Any, *scopes: Any) -> None:
        self._companion.tell("execute", text)

    def set(self, obj: Any, name: str, value: Any) -> None:
        """``obj.name = value``: of a module in the worker; here it stays what it is, for this test and all others."""
        if not isinstance(obj, ModuleType) or obj.__name__ in _HERE:
            setattr(obj, name, value)
        elif value is getattr(obj, name, _MISSING):
            self._companion.tell("restore_module", obj.__name__, name)
        else:
            home, attribute = origin_of(value)
            if home and attribute:
                value = self._ask("getattr", self._ask("module", home), attribute)
            self._companion.tell("set_module", obj.__name__, name, value)

    def delete(self, obj: Any, name: str) -> None:
        if not isinstance(obj, ModuleType) or obj.__name__ in _HERE:
            delattr(obj, name)
        else:
            self._companion.tell("set_module", obj.__name__, name, None)


class Mirror:
    """Has the worker follow what a test changes here for both: ``input``, the standard input, seeds."""

    def __init__(self, companion: Companion) -> None:
        self._companion = companion
        self._stdin = sys.stdin
        self._own = {name: getattr(builtins, name) for name in _FOLLOWED}
        self._following: set[str] = set()
        self.quiet = False
        """While a given cell runs here, which has run in the worker."""
        self._asking_source(importlib.import_module("inspect"))
        if plots := sys.modules.get("matplotlib.pyplot"):
            self._asking_figures(plots)
        self._seeding("numpy", np.random, "seed")
        self._seeding("python", importlib.import_module("random"), "seed")

    def follow(self) -> None:
        """Before the worker is asked."""
        changed = {name for name, own in self._own.items() if getattr(builtins, name) is not own}
        if sys.stdin is not self._stdin:
            changed.add("input")
        for name in changed ^ self._following:
            self._following ^= {name}
            if name in changed:
                self._companion.tell("set_module", "builtins", name, _asking_here(name))
            else:
                self._companion.tell("restore_module", "builtins", name)

    def follow_coroutines(self) -> None:
        """Have ``asyncio.run`` take those of the notebook's as well."""
        event_loops.install()
        asyncio: Any = importlib.import_module("asyncio")
        run = asyncio.run

        def run_theirs(main: Any, **named: Any) -> Any:
            async def awaiting() -> Any:
                return await main

            return run(awaiting() if isinstance(main, NotebookObject) else main, **named)

        asyncio.run = asyncio.runners.run = run_theirs

    def _asking_source(self, inspect: Any) -> None:
        """The text of what the notebook defines is in the worker."""
        getsource, getsourcelines = inspect.getsource, inspect.getsourcelines

        def source(obj: Any) -> str:
            if isinstance(obj, NotebookObject):
                return str(self._companion.ask("source", obj, label="source"))
            return str(getsource(obj))

        def lines(obj: Any) -> Any:
            if isinstance(obj, NotebookObject):
                return source(obj).splitlines(keepends=True), 1
            return getsourcelines(obj)

        inspect.getsource, inspect.getsourcelines = source, lines
        for name in _PREDICATES:
            setattr(inspect, name, self._asked(name, getattr(inspect, name)))

    def _asked(self, name: str, own: Any) -> Any:
        def predicate(obj: Any) -> bool:
            if isinstance(obj, NotebookObject):
                return self._companion.ask("inspect", obj, name, label=name) is True
            return bool(own(obj))

        return predicate

    def _asking_figures(self, plots: Any) -> None:
        """The current figure is the notebook's, where the test has drawn none of its own; closed are those of both."""
        own_numbers, own_close, own = plots.get_fignums, plots.close, plots._pylab_helpers.Gcf

        def there(name: str, *arguments: Any) -> Any:
            module = self._companion.ask("module", "matplotlib.pyplot", label="pyplot")
            return self._companion.ask("call_method", module, name, *arguments, label=name)

        def theirs() -> Any:
            if any(manager.canvas.figure.axes for manager in own.get_all_fig_managers()) or not self._companion.alive:
                return []
            return there("get_fignums")

        def current(name: str, here: Any) -> Any:
            return lambda *arguments, **named: there(name) if theirs() else here(*arguments, **named)

        def close(*arguments: Any) -> None:
            own_close(*arguments)
            if self._companion.alive:
                there("close", *arguments)

        plots.gcf, plots.gca = current("gcf", plots.gcf), current("gca", plots.gca)
        plots.get_fignums, plots.close = lambda: theirs() or own_numbers(), close

    def _seeding(self, library: str, home: Any, name: str) -> None:
        original = getattr(home, name)

        def seed(*arguments: Any, **named: Any) -> None:
            original(*arguments, **named)
            if not self.quiet:
                self._companion.tell("seed", library, *arguments, *named.values())

        setattr(home, name, seed)
