"""Imports the submission's other files, and given ones, from memory.

The finder stands at the end of ``sys.meta_path``: a file of the submission can never take the place of NumPy or of
a module of the standard library.
"""

import linecache
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType

from ..wire.sources import Sources


def remember_lines(file: str, text: str) -> None:
    """Let tracebacks show the lines of a text that is no file."""
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)


class TextFinder(MetaPathFinder, Loader):
    """Finds modules among texts: ``helper.py``, ``package/__init__.py``, ``package/part.py``."""

    def __init__(self, sources: Sources) -> None:
        self._texts = {**sources.files, **sources.given}
        for file, text in self._texts.items():
            remember_lines(file, text)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The text of a module, if there is one."""
        stem = fullname.replace(".", "/")
        for file, is_package in ((f"{stem}/__init__.py", True), (f"{stem}.py", False)):
            if file in self._texts:
                spec = ModuleSpec(fullname, self, origin=file, is_package=is_package)
                spec.has_location = False
                return spec
        if any(file.startswith(f"{stem}/") for file in self._texts):
            return ModuleSpec(fullname, None, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to the import system."""

    def exec_module(self, module: ModuleType) -> None:
        """Compile and run the text."""
        assert module.__spec__ is not None
        file = module.__spec__.origin
        assert file is not None
        module.__file__ = file
        code: CodeType = compile(self._texts[file], file, "exec", dont_inherit=True)
        exec(code, module.__dict__)


def install(sources: Sources) -> None:
    """Make the files importable."""
    sys.meta_path.append(TextFinder(sources))
