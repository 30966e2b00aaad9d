"""Packages that are not installed where a submission is graded: what it imports of them, and how far that goes.

A stand-in takes the package's place, so that a missing package costs what is computed with it and nothing else: other
names of the same import, definitions below a decorator of it (`@njit`), classes made from one of its classes, plots.
It has no value: to compute with it, to look into it, or to hand it to the grader raises ModuleNotFoundError, which
names the package. So no check can pass with what a stand-in has made.

Where the submission asks whether the package is there (``try: import cupy as np``, ``except ImportError:``), it is
told no, as Python does it. Looking at the text around an import costs time, but only where a package is missing.
"""

import ast
import functools
import linecache
import sys
from collections.abc import Collection, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FrameType, ModuleType
from typing import Any, NamedTuple

from ..wire import chunks

_SILENT = ("nbimporter", "import_ipynb", "importnb", "IPython")  # what they do is done here, or nothing to see
_CATCHING = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")


class Missed(NamedTuple):
    """A package that is not there, and where it was imported."""

    package: str
    file: str
    line: int


def not_found(package: str, used: str = "") -> ModuleNotFoundError:
    """What Python raises, and what was to be done with the package."""
    return ModuleNotFoundError(f"No module named {package!r}{f' (for `{used}`)' if used else ''}", name=package)


def no_module(stand_in: Any) -> ModuleNotFoundError:
    """What is raised where something more than a stand-in is needed."""
    if type(stand_in) is AbsentModule:
        return not_found(stand_in.__name__.partition(".")[0])
    return not_found(stand_in._kadai_package, stand_in._kadai_path)


class Absent:
    """Something of a package that is not installed."""

    def __init__(self, package: str, path: str) -> None:
        object.__setattr__(self, "_kadai_package", package)
        object.__setattr__(self, "_kadai_path", path)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):  # a protocol that Python or NumPy asks about
            raise AttributeError(name)
        return self._of(f".{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __call__(self, *args: Any, **named: Any) -> Any:
        if len(args) == 1 and callable(args[0]) and _decorates(sys._getframe(1)):
            return args[0]
        return self._of("()")

    def __getitem__(self, _: Any) -> "Absent":
        return self._of("[]")

    def __setitem__(self, _: Any, value: Any) -> None:
        pass

    def __or__(self, _: Any) -> "Absent":  # in annotations
        return self

    __ror__ = __or__

    def __mro_entries__(self, _: Any) -> tuple[type, ...]:
        return ()

    def __instancecheck__(self, _: object) -> bool:
        return False

    def __subclasscheck__(self, _: object) -> bool:
        return False

    def __enter__(self) -> "Absent":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __repr__(self) -> str:
        return f"<{self._kadai_path} (not installed)>"

    def _of(self, step: str) -> "Absent":
        path = f"{self._kadai_path}{step}"
        return Absent(self._kadai_package, path if len(path) < 100 else self._kadai_path)


def _without_value(self: Absent, *_: Any, **__: Any) -> Any:
    raise no_module(self)


for _name in (
    *("bool", "len", "iter", "next", "contains", "float", "int", "index", "complex", "round"),
    *("array", "array_ufunc", "array_function"),
    *("lt", "le", "gt", "ge", "neg", "pos", "abs", "invert"),
    *(
        f"{side}{operator}"
        for operator in ("add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "matmul", "and", "xor")
        for side in ("", "r", "i")
    ),
):
    setattr(Absent, f"__{_name}__", _without_value)


class AbsentModule(ModuleType):
    """A module of which every name is there; its own attributes, which the import system sets, are kept."""

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return []
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Absent(self.__name__.partition(".")[0], f"{self.__name__}.{name}")


def is_absent(value: object) -> bool:
    """Whether something only stands in for a part of a package."""
    return type(value) is Absent or type(value) is AbsentModule


def is_made_of_absent(value: object) -> bool:
    """Whether it stands in for what would have been computed with a package."""
    return type(value) is Absent and value._kadai_path.endswith(("()", "[]"))


class AbsentPackages(MetaPathFinder, Loader):
    """Finds every package that is not there, for the submission's own imports; it must stand last.

    Args:
        files: the names of the submission's files, as tracebacks know them.
    """

    def __init__(self, files: Collection[str]) -> None:
        self._files = files
        self.missed: list[Missed] = []
        self.refused = False
        """Whether a submission that was prepared for it has been told that a package is not there."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A module with everything in it, of a package of which nothing is there."""
        package, _, below = fullname.partition(".")
        if below and type(sys.modules.get(package)) is not AbsentModule:
            return None
        importing = _importing()
        if importing is None or importing.f_code.co_filename not in self._files:
            return None
        file, line = importing.f_code.co_filename, importing.f_lineno
        if self._is_prepared(importing):
            self.refused = True
            return None
        if not below and package not in _SILENT:
            self.missed.append(Missed(package, file, line))
        return ModuleSpec(fullname, self, is_package=True)

    def _is_prepared(self, frame: FrameType | None) -> bool:
        """Whether the line that imports, or one that called it, is where an ImportError would be caught."""
        while frame is not None and frame.f_code.co_filename in self._files:
            if _around(frame.f_code.co_filename).is_prepared(frame.f_lineno):
                return True
            frame = frame.f_back
        return False

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A module with everything in it."""
        return AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""

    def forget(self) -> list[Missed]:
        """What was missed since the last time. Whoever imports it again is asked again whether he is prepared."""
        missed, self.missed = self.missed, []
        for name in [name for name, module in sys.modules.items() if type(module) is AbsentModule]:
            del sys.modules[name]
        return missed


def _importing() -> FrameType | None:
    """The frame of the import statement, or of the call that imports; None if somebody only asks what there is."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.endswith(("importlib.util>", "importlib/util.py", "pkgutil.py")):
            return None
        if not file.startswith(("<frozen importlib", "<string>")) and not file.endswith("importlib/__init__.py"):
            return frame
        frame = frame.f_back
    return None


def _decorates(frame: FrameType) -> bool:
    return _around(frame.f_code.co_filename).is_decorator(frame.f_lineno)


class _Around:
    """What stands around the lines of a file."""

    def __init__(self, text: str) -> None:
        self._prepared: set[int] = set()
        self._decorators: set[int] = set()
        for statement in chunks.parse(text, "<file>"):
            for node in ast.walk(statement) if isinstance(statement, ast.stmt) else ():
                self._note(node)

    def is_prepared(self, line: int) -> bool:
        """Whether an ImportError in this line would be caught."""
        return line in self._prepared

    def is_decorator(self, line: int) -> bool:
        """Whether a decorator stands there."""
        return line in self._decorators

    def _note(self, node: ast.AST) -> None:
        if (isinstance(node, ast.Try) and any(map(_catches, node.handlers))) or (
            isinstance(node, ast.With) and any("suppress" in ast.dump(item.context_expr) for item in node.items)
        ):
            self._prepared.update(_lines(node.body))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self._decorators.update(_lines(node.decorator_list))


def _catches(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes an ImportError."""
    return handler.type is None or any(
        isinstance(node, ast.Name) and node.id in _CATCHING for node in ast.walk(handler.type)
    )


def _lines(nodes: Sequence[ast.stmt | ast.expr]) -> Iterator[int]:
    for node in nodes:
        yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _around(file: str) -> _Around:
    return _looked_at("".join(linecache.getlines(file)))


@functools.lru_cache(64)
def _looked_at(text: str) -> _Around:
    return _Around(text)
