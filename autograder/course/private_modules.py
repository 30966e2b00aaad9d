"""An assignment's private modules: what its tests and its catalogue may import, and no student ever sees.

They lie beside the tests, and in those of the course's shared folders that the assignment ``uses``. Modules of two
assignments may have the same name; therefore they are there only while it is their assignment's turn.
"""

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Mapping
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType, TracebackType

from autograder.errors import UsageError
from autograder.sandbox.interpreter import package_folders
from autograder.text import Text


class PrivateModules:
    """The modules in some folders, which can be imported while the context is open; nothing is written beside them.

    It may be opened again: what was loaded is then there as it was left.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = list(map(str, folders))
        self._below = tuple({f"{place}{os.sep}" for f in self._folders for place in (f, os.path.realpath(f))})
        self._loaded: dict[str, ModuleType] = {}
        self._before: frozenset[str] = frozenset()
        self._added: list[str] = []
        self._writes_nothing = True

    def __enter__(self) -> None:
        importlib.invalidate_caches()
        self._before = frozenset(self._present())  # e.g. the submission: not ours to take away
        self._added = [folder for folder in self._folders if folder not in sys.path]
        sys.path += self._added
        sys.modules.update(self._loaded)
        self._writes_nothing, sys.dont_write_bytecode = sys.dont_write_bytecode, True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._loaded = {name: sys.modules.pop(name) for name in self._present() if name not in self._before}
        sys.path[:] = [folder for folder in sys.path if folder not in self._added]
        sys.dont_write_bytecode = self._writes_nothing

    def _present(self) -> list[str]:
        files = [(name, getattr(module, "__file__", None)) for name, module in sys.modules.items()]
        return [name for name, file in files if isinstance(file, str) and file.startswith(self._below)]


def module_files(folder: Path) -> dict[str, Path]:
    """The modules and packages that lie in a folder: name → file."""
    packages = {path.parent.name: path for path in folder.glob("*/__init__.py")}
    return packages | {path.stem: path for path in folder.glob("*.py")}


def refuse_namesakes(used: Iterable[Path], others: Mapping[str, Path]) -> None:
    """See that no module in the used folders has the name of one in another folder, or of one that is installed.

    Raises:
        UsageError: one has; both files are named.
    """
    taken = dict(others)
    for folder in used:
        mine = module_files(folder)
        for name, file in sorted(mine.items()):
            other = taken.get(name) or installed(name)
            if other is not None:
                raise UsageError(
                    Text(
                        f"{file}: the name {name!r} is taken by {other}; give the shared module another one",
                        f"{file}: 名前 {name!r} はすでに {other} が使っています。共有モジュールに別の名前"
                        "を付けてください",
                    )
                )
        taken |= mine


def installed(name: str) -> str | None:
    """Where Python's own or an installed module of this name lies."""
    if name in sys.stdlib_module_names or name == "autograder":
        own = None if name == "__main__" else importlib.util.find_spec(name)
        return own.origin if own is not None and own.has_location else "Python itself"
    spec = PathFinder.find_spec(name, package_folders())
    return spec.origin if spec is not None else None
