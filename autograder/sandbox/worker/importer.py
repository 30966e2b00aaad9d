"""Imports the submission's other files, and given ones, from memory.

The finder stands behind Python's own in ``sys.meta_path``: a file of the submission can never take the place of
NumPy, nor of a module of the standard library that is in use already. Of others that it has itself (``code/``,
``sched.py``), the submission's code gets its own: `OwnFirst` stands before Python's finders. A project's folders are
searched from the main file's own outwards, then anywhere: whatever a submission adds to ``sys.path``, and where its
author started it, what it imports is found.
"""

import importlib
import linecache
import os
import posixpath
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FrameType, ModuleType
from typing import Any, NamedTuple

from ..wire.sources import PYTHONS_OWN, Sources

Run = Callable[[str, str, dict[str, Any]], object]
"""Runs a file's text, which tracebacks call by the name that comes first, in a module's names."""

_IMPORTING = ("<frozen importlib", importlib.__file__, __file__)
_PROJECT = "handed_in"
"""The package that all of a submission is in, for relative imports."""
_IPYNB = ("ipynb", "ipynb.fs", "ipynb.fs.full", "ipynb.fs.defs")  # a package that imports notebooks


class _Found(NamedTuple):
    """A module: its path, the folder that it is a package of, its file's name and its text."""

    path: str
    folder: str | None
    file: str
    text: str


def remember_lines(file: str, text: str) -> None:
    """Let tracebacks show the lines of a text that is no file."""
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)


def as_a_whole(file: str, text: str, names: dict[str, Any]) -> None:
    """Run a module as Python does: up to the first error."""
    remember_lines(file, text)
    exec(compile(text, file, "exec", dont_inherit=True), names)


class TextFinder(MetaPathFinder, Loader):
    """Finds modules among texts: ``helper.py``, ``package/part.py``, ``package/`` without more, ``other.ipynb``.

    Args:
        sources: the submission.
        run: runs a module's text.
        written: what the submission has written, by absolute path: what it writes, it can import.
        main: the submission's own module, which other files may import by its file's name.
    """

    def __init__(
        self, sources: Sources, run: Run = as_a_whole, written: Mapping[str, bytes] | None = None,
        main: ModuleType | None = None,
    ) -> None:  # fmt: skip
        self._run = run
        self._written = {} if written is None else written
        self._began = os.getcwd()  # noqa: PTH109  (every worker waits for this)
        self._here = _plain(posixpath.dirname(sources.main))
        named = ((posixpath.join(posixpath.dirname(sources.main), file), file) for file in sources.files)
        self._texts = {_plain(path): (file, sources.files[file]) for path, file in named}
        self._given = {file.removesuffix(".py"): (file, text) for file, text in sources.given.items()}
        self._folders = {parent for path in self._texts for parent in _parents(path)}
        self._packages = dict.fromkeys(_IPYNB, self._here)  # packages that have been found: their folders
        self._modules: dict[str, ModuleType] = {}
        self._own = {*sources.files, *(file for file, _ in sources.blocks())}
        if main is not None:
            inside = [*_parents(_join(self._here, "-"))][::-1]
            self._packages |= {_PROJECT: "", **{f"{_PROJECT}.{folder.replace('/', '.')}": folder for folder in inside}}
            if not inside:
                self._packages[f"{_PROJECT}.here"] = ""
            main.__package__ = list(self._packages)[-1]
            if f"{(stem := _plain(sources.main).rpartition('.')[0])}.py" not in self._texts:
                self._modules[stem] = main

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The text of a module, if there is one."""
        found = self._find(fullname)
        return None if found is None else self._spec(fullname, found)

    def own(self, name: str) -> ModuleSpec | None:
        """A module beside the main file, or a package anywhere, if it is the submission's own code that imports it.

        A script's folder comes first in Python. Where a project has put a folder first, nobody knows; but who calls it
        as Python calls a module of its own means it. The main file itself is not meant.
        """
        found = self._find(name) if self._asks() else None
        if found is None:
            return None
        beside = found.file and posixpath.dirname(found.path) == self._here
        return self._spec(name, found) if beside or found.folder is not None else None

    def _asks(self) -> bool:
        """Whether the import that is under way stands in the submission."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename.startswith(_IMPORTING):
            frame = frame.f_back
        return frame is not None and frame.f_code.co_filename in self._own

    def _spec(self, fullname: str, found: _Found) -> ModuleSpec:
        if found.folder is not None:
            self._packages[fullname] = found.folder
        spec = ModuleSpec(fullname, self, origin=found.file or None, is_package=found.folder is not None)
        spec.has_location = False
        spec.loader_state = found
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """A file that has been imported under another name is still the same module."""
        there = self._modules.get(spec.loader_state.path)
        if there is not None:
            spec.loader_state = None
        return there

    def exec_module(self, module: ModuleType) -> None:
        """Run the text."""
        spec = module.__spec__
        assert spec is not None
        found: _Found | None = spec.loader_state
        if found is None or not found.file:
            return
        self._modules[found.path] = module
        module.__file__ = found.file
        self._run(found.file, found.text, module.__dict__)

    def text_at(self, path: str) -> tuple[str, str]:
        """Name and text of a file by its path from where the submission runs, or by its end; ``.py`` may be left out.

        Raises:
            FileNotFoundError: if the submission has no such file.
        """
        for name in (path, f"{path}.py", f"{path}.ipynb"):
            written = self._written.get(posixpath.normpath(posixpath.join(self._began, name)))
            if written is not None:
                return name, written.decode("utf-8", "replace")
            for folder in self._roots():
                if (found := self._texts.get(_join(folder, _plain(name)))) is not None:
                    return found
            if (given := self._given.get(_plain(name).removesuffix(".py"))) is not None:
                return given
        raise FileNotFoundError(2, "this file was not handed in", path)

    def _find(self, fullname: str) -> _Found | None:
        parent, _, name = fullname.rpartition(".")
        if fullname in self._packages and fullname not in sys.modules and fullname.startswith((_PROJECT, "ipynb")):
            known = fullname.startswith(_PROJECT) or any(path.endswith(".ipynb") for path in self._texts)
            return _Found(fullname, self._packages[fullname], "", "") if known else None
        if parent and parent != _PROJECT:
            folder = self._packages.get(parent)
            return None if folder is None else self._at(_join(folder, name))
        if name in self._given:
            return _Found(name, None, *self._given[name])
        return next((found for root in self._roots() if (found := self._at(_join(root, name)))), None)

    def _roots(self) -> Iterator[str]:
        """Folders that may be meant by ``sys.path``, the likeliest first."""
        yield self._here
        above = self._here
        while above:
            above = posixpath.dirname(above)
            yield above
        yield from sorted(self._folders, key=lambda folder: (folder.count("/"), folder))

    def _at(self, stem: str) -> _Found | None:
        """The module or package of that path."""
        name = stem.removeprefix(f"{self._here}/") + ".py"
        written = self._written.get(posixpath.join(self._began, name))
        if written is not None:
            return _Found(stem, None, name, written.decode("utf-8", "replace"))
        for ending, folder in (("/__init__.py", stem), (".py", None), (".ipynb", None)):
            if (found := self._texts.get(stem + ending)) is not None:
                return _Found(stem, folder, *found)
        if stem in self._modules:
            return _Found(stem, None, "", "")
        return _Found(stem, stem, "", "") if stem in self._folders else None


class OwnFirst(MetaPathFinder):
    """Stands before Python's finders, for Python's names that a submission has given to its own files."""

    def __init__(self, finder: TextFinder) -> None:
        self._finder = finder

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See `TextFinder.own`."""
        return self._finder.own(fullname) if fullname in PYTHONS_OWN else None


def _plain(path: str) -> str:
    """A path from the project's root, with names that can stand in an import."""
    *folders, name = [part for part in posixpath.normpath(path).split("/") if part not in ("", ".", "..")] or [""]
    stem, dot, ending = name.rpartition(".") if name.endswith((".py", ".ipynb")) else (name, "", "")
    return "/".join(re.sub(r"\W", "_", part) for part in (*folders, stem)) + dot + ending


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _parents(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


def install(sources: Sources) -> None:
    """Make the files importable."""
    sys.meta_path.append(TextFinder(sources))
