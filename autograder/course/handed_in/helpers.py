"""The other modules of a hand-in that its submission speaks of, directly or through one another."""

import posixpath
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import NamedTuple

from autograder.course.assignment import Assignment
from autograder.course.handed_in import unreadable
from autograder.course.handed_in.choosing import Choice
from autograder.course.handed_in.decoding import source_of
from autograder.course.handed_in.ids import composed
from autograder.course.handed_in.magics import clean_cell, clean_module
from autograder.course.handed_in.unreadable import TooMuch, Unreadable
from autograder.course.handed_in.walking import File
from autograder.course.imports import dotted_imports, imported_names
from autograder.sandbox.wire.sources import PYTHONS_OWN
from autograder.structs import replace
from autograder.text import Text, file_name

_MAX_HELPERS = 100
_TOLD = 10  # modules left out: nobody reads more reasons
_MAX_TEXT = 2**22  # characters of source, all files together
_PER_TEXT = 16
_MAX_NOTEBOOK = 2**24
_WORD = re.compile(r"\w+")

Parts = tuple[str, ...]


class TextLength:
    """How much source text there is. A cell counts even if it is empty: it will be a program of its own."""

    def __init__(self) -> None:
        self._length = 0

    def add(self, text: str, name: str) -> None:
        """Count a text. Raises: Unreadable, where that is too much."""
        self._length += len(text) + _PER_TEXT
        if self._length > _MAX_TEXT:
            raise unreadable.too_much_text(name, _MAX_TEXT)


class Helpers(NamedTuple):
    """The modules that come along with a submission."""

    files: dict[str, str]
    """Path → text."""
    folders: Parts
    """Those above the main file whose names are imported: the program is a part of such packages itself."""
    left_out: tuple[Text, ...] = ()
    """Why modules that are imported did not come along."""


def helpers_of(choice: Choice, assignment: Assignment, length: TextLength) -> Helpers:
    """The modules that a submission speaks of, be it in an import, a ``%run`` or a string.

    A path is that from the main file's folder. Modules are looked for there, in the folders above it, and where those
    that are imported are found nowhere of these, in whatever folder of the hand-in has them. Files that nothing speaks
    of are not read: what lies about cannot change a result.

    What cannot be read is left out, with a reason if it is imported.

    Raises:
        Unreadable: if those that are imported are too many, or too much.
    """
    found = _Found(choice, assignment)
    if not found.any:
        return Helpers({}, ())
    helpers: dict[str, str] = {}
    texts: list[tuple[str, Parts]] = [(text, found.main.parts) for text in choice.texts]
    left_out: dict[str, Text] = {}
    while texts:
        text, folder = texts.pop()
        for path, file, is_imported in found.spoken_of(text, folder):
            try:
                helper = _text_of(file)
            except Unreadable as error:
                if is_imported and isinstance(error, TooMuch):
                    raise
                left_out |= {path: _left_out(file, error)} if is_imported and len(left_out) < _TOLD else {}
                continue
            with suppress(*() if is_imported else (Unreadable,)):
                length.add(helper, path)
                if len(helpers) == _MAX_HELPERS:
                    raise unreadable.too_many_helpers(path, _MAX_HELPERS)
                helpers[path] = helper
                texts.append((helper, file.parts))
    reasons = tuple(reason for _, reason in sorted(left_out.items()))
    return Helpers(dict(sorted(helpers.items())), found.packages_above, reasons)


def _left_out(file: File, error: Unreadable) -> Text:
    name = file_name(file.path)
    return Text(f"Graded without {name}, which it imports: ", f"読み込まれる {name} なしで採点しました: ") + error.text


def _text_of(file: File) -> str:
    source = source_of(file.tree.read(file.name, _MAX_NOTEBOOK), file.name)
    if not source.notebook:
        return clean_module(source.texts[0])
    return "\n\n".join(map(clean_cell, source.texts)) + "\n"


class _Found:
    """The modules of a hand-in, by the last word of their names."""

    def __init__(self, choice: Choice, assignment: Assignment) -> None:
        self._given = assignment.given_texts
        self._by_word: dict[str, list[File]] = {}
        self._odd: list[File] = []
        others = [f for f in choice.hand_in.sources if f.path != choice.file.path and f.is_module and f.is_plain]
        top = () if not others else _own_name(choice.texts, [choice.file, *others], self._given.keys())
        self.main = replace(choice.file, parts=(*top, *choice.file.parts))
        for file in (replace(file, parts=(*top, *file.parts)) for file in others):
            word = _dotted(file, ())[-1:]
            if word and word[0].isidentifier():
                self._by_word.setdefault(word[0], []).append(file)
            elif word:
                self._odd.append(file)
        parts = self.main.parts
        self._roots = [parts[:end] for end in range(len(parts), -1, -1)]
        self._taken: set[str] = set()
        self._imported: set[str] = set()

    @property
    def any(self) -> bool:
        """Whether there is anything beside the submission."""
        return bool(self._by_word or self._odd)

    @property
    def packages_above(self) -> Parts:
        """The folders above the main file, from the first one on whose name has been imported."""
        folders = self._roots[0]
        return next((folders[at:] for at, name in enumerate(folders) if name in self._imported), ())

    def spoken_of(self, text: str, folder: Parts) -> Iterator[tuple[str, File, bool]]:
        """Those modules, not told before, every word of whose names is in a text that lies in a folder.

        Each with its path from the main file's folder, and whether the text imports it.
        """
        words = set(_WORD.findall(text))
        near = [file for word in sorted(words & self._by_word.keys()) for file in self._by_word[word]]
        near += [file for file in self._odd if file.name in text]
        imported = imported_names(text) if near or self._by_word else frozenset()
        self._imported |= imported
        for module in sorted(imported - self._given.keys()):
            self._look_for(module)
        for root in dict.fromkeys([folder, *self._roots]):
            for file in near:
                dotted = _dotted(file, root) if file.parts[: len(root)] == root else ()
                known = dotted and (dotted[-1] in words or file in self._odd) and words.issuperset(dotted[:-1])
                if known and not self._is_given(file, root) and self._is_new(file.path):
                    yield self._path(file), file, dotted[0] in imported

    def _path(self, file: File) -> str:
        return composed(posixpath.relpath(f"/{'/'.join((*file.parts, file.name))}", f"/{'/'.join(self._roots[0])}"))

    def _is_given(self, file: File, root: Parts) -> bool:
        return file.parts == root and file.name in self._given

    def _is_new(self, path: str) -> bool:
        new = path not in self._taken
        self._taken.add(path)
        return new

    def _look_for(self, module: str) -> None:
        """Make a module importable that is so from none of the folders so far: from the nearest that has it."""
        named = [file.parts for file in self._by_word.get(module, ())]
        inside = {
            file.parts[: file.parts.index(module)]
            for files in self._by_word.values()
            for file in files
            if module in file.parts
        }
        above = sorted({*named, *inside}, key=lambda parts: (_apart(parts, self._roots[0]), parts))
        if above and not any(parts in self._roots for parts in above):
            self._roots.append(above[0])


def _own_name(texts: Sequence[str], files: Sequence[File], given: Collection[str]) -> Parts:
    """The name by which a hand-in speaks of itself as a whole: modules imported from it are there, and it is not.

    Of a repository that is a package itself, a download may lack the folder with its name.
    """
    there = {_dotted(file, ()) for file in files}
    there |= {dotted[:end] for dotted in there for end in range(1, len(dotted))}
    known = {word for dotted in there for word in dotted} | set(given)
    for name in sorted({name for text in texts for name in dotted_imports(text)}):
        first, *inside = name.split(".")
        if inside and first not in known and tuple(inside) in there and not _is_installed(first, inside[0]):
            return (first,)
    return ()


def _is_installed(name: str, inside: str) -> bool:
    """Whether a name is a package's here. Of the standard library's, most have nothing inside (`code`, `types`)."""
    if f"{name}.{inside}" in sys.modules:
        return True
    if name not in PYTHONS_OWN:
        return name in sys.modules or find_spec(name) is not None  # it raises for a program's own `__main__`
    spec = find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return places is not None and PathFinder.find_spec(f"{name}.{inside}", list(places)) is not None


def _dotted(file: File, root: Parts) -> Parts:
    """The name of a module, seen from a folder; of a package, that of its folder."""
    stem = PurePosixPath(file.name).stem
    return file.parts[len(root) :] if stem == "__init__" else (*file.parts[len(root) :], stem)


def _apart(one: Parts, other: Parts) -> int:
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return len(one) + len(other) - 2 * shared
