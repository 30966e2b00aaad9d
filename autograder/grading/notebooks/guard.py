"""What an instructor's cells may not do here with what came from the student: run it.

A text that is compiled, a pickle that is loaded, a file of the student's that is imported would run in the process
that holds the verdict. Python tells of each before it happens (audit events); a cell that tries is refused, and so
contained. ``eval`` and ``exec`` of a text are carried out in the worker: see `notebook_scope`.
"""

import os
import sys
import timeit
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, FunctionType
from typing import Any

_PICKLED = frozenset(
    ("numpy", "numpy._core.multiarray", "numpy.core.multiarray", "numpy._core.numeric", "collections", "_codecs")
)
_HARMLESS = frozenset(("set", "frozenset", "complex", "list", "dict", "tuple", "int", "float", "str", "bytes", "slice",
                       "range", "bytearray", "bool", "OrderedDict", "Counter", "deque", "ndarray", "dtype",
                       "_reconstruct", "scalar", "encode", "_frombuffer"))  # fmt: skip
_CALLING: str = timeit.template.format(stmt="_stmt()", setup="pass", init=", _stmt=_stmt")  # type: ignore[attr-defined]
_TIMED = (b"pass", _CALLING.encode())
"""What `timeit` compiles to time a function."""
_COMPILING = ("runpy", "code", "codeop", "timeit", "doctest", "pdb", "trace", "cProfile", "profile", "bdb", "unittest")


_OF_SIGNATURES = ("hypothesis.internal.reflection", "networkx.utils.decorators")
"""What writes a function anew with another's parameters: of a name, no more than a name can come into it."""
_OF_LAMBDAS = "hypothesis.internal.lambda_sources"


class Refused(BaseException):
    """A cell would run what came from the student; the sentence says how."""


class Nothing:
    """Finds no module."""

    def find_spec(self, name: str, target: object = None) -> None:
        """None."""


class Guard:
    """Watches while it is on. ``folder`` is where the student's files lie."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.realpath(folder)
        self._on = 0
        sys.path_hooks.insert(0, self._nothing_to_import)
        sys.path_importer_cache.clear()
        sys.addaudithook(self._hook)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While an instructor's cell runs."""
        self._on += 1
        try:
            yield
        finally:
            self._on -= 1

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While the examiner itself compiles a cell."""
        before, self._on = self._on, 0
        try:
            yield
        finally:
            self._on = before

    def _nothing_to_import(self, path: str) -> "Nothing":
        """In the folder there is nothing to be imported, compiled before or not, however a test sets its path."""
        real = os.path.realpath(path)
        if real != self._folder and not real.startswith(f"{self._folder}/"):
            raise ImportError(path)
        return Nothing()

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event == "compile":
            self._compiles(*arguments[:2])
        elif event == "pickle.find_class":
            home, name = arguments
            if not (home in (*_PICKLED, "builtins") and name in _HARMLESS):
                raise Refused(f"it would load a pickle with {home}.{name} in it")
        elif event == "marshal.loads" and not _from_library(sys._getframe(1)):
            raise Refused("it would load compiled code")

    def _compiles(self, source: Any, file: Any) -> None:
        if isinstance(file, str | bytes) and self._folder in (file if isinstance(file, str) else file.decode()):
            raise Refused("it would import a file that came from the student")
        if source in _TIMED:
            return
        if (source is None or not _from_library(sys._getframe(2))) and source is not None:
            raise Refused("it would run a text as Python")


def _from_library(frame: FrameType | None) -> bool:
    """Whether it is Python's own library that compiles something of its own, as for a named tuple."""
    if frame is not None and frame.f_globals.get("__name__") == "ast":  # it only reads, but for who runs what it reads
        asking = frame.f_back
        return asking is None or not str(asking.f_globals.get("__name__", "")).startswith("pandas.")
    if frame is None:
        return True
    module = str(frame.f_globals.get("__name__", ""))
    home = module.partition(".")[0]
    if module == _OF_LAMBDAS:  # compiles the text again to find out whether it is the function's
        function = frame.f_locals.get("f")
        return type(function) is FunctionType and function.__code__.co_filename.startswith("<")
    if home in _COMPILING:
        return False
    return home in sys.stdlib_module_names or home in ("numpy", "matplotlib", "scipy") or module in _OF_SIGNATURES
