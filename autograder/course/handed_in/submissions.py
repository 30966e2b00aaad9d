"""Reads one submission: source text and nothing else."""

import hashlib
import re
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from autograder.course.assignment import Assignment
from autograder.course.handed_in import unreadable
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.arrival import Arrival
from autograder.course.handed_in.choosing import (
    MAX_SOURCE,
    Choice,
    answers_others_only,
    choose,
    content_of,
)
from autograder.course.handed_in.decoding import is_notebook, python_text
from autograder.course.handed_in.gathered import Gathered
from autograder.course.handed_in.ids import composed
from autograder.course.handed_in.magics import clean_cell, clean_module
from autograder.course.handed_in.measured import Measured
from autograder.course.handed_in.systems.system import Person
from autograder.course.handed_in.trees import Entry, Folder, Kind, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.imports import imported_names
from autograder.sandbox import Sources
from autograder.structs import encode_json, replace

_MAX_HELPERS = 100
_MAX_TEXT = 2**22  # characters of source, all files together
_PER_TEXT = 16
_WORD = re.compile(r"\w+")


class Member(NamedTuple):
    """A file or folder of a hand-in that lies among others': the name that its student gave it, and where it lies."""

    name: str
    at: tuple[str, ...]
    kind: Kind


class Spot(NamedTuple):
    """Where a submission lies: a tree's `Place`, and the entry in it or the members."""

    root: Path
    parts: tuple[str, ...]
    zipped: bool
    entry: Entry | None
    members: tuple[Member, ...] = ()
    alone: bool = False


class Submission:
    """One student's work on one assignment, not yet read.

    ``id`` is what the student is called, ``origin`` says where it lies, ``arrival`` what is known besides. It is
    `entry` in `tree`, or all of `tree`, or the `members` that lie in it. `alone`: what lies beside it is the same
    student's.
    """

    def __init__(
        self,
        arrival: Arrival,
        origin: str,
        assignment: Assignment,
        tree: Tree,
        entry: Entry | None = None,
        members: tuple[Member, ...] = (),
        alone: bool = False,
    ) -> None:
        self.id = arrival.student.id
        self.arrival = arrival
        self.origin = origin
        self._assignment = assignment
        self._place = tree.place
        self._tree = _gathered(arrival.student.id, tree, members) if members else tree
        self._entry = entry
        self._members = members
        self._alone = alone

    @property
    def handed_in(self) -> bool:
        """False where a student's folder answers other assignments of the course, and not this one."""
        return not answers_others_only(self._tree, self._entry, self._assignment)

    @property
    def spot(self) -> Spot:
        """Where it lies, in words that another process understands: see `at`."""
        root, parts, zipped = self._place
        assert isinstance(root, Path), "what was found lies on a disk"
        return Spot(root, parts, zipped, self._entry, self._members, self._alone)

    def read(self) -> tuple[Sources, str]:
        """The source text, and the SHA-256 of all that the student wrote of it, in hexadecimal.

        Raises:
            Unreadable: whatever is wrong with the files; its text is for the student.
        """
        choice = choose(Measured(self._tree), self._entry, self._assignment)
        if self._alone:
            choice = replace(choice, own_folder=True)
        return assemble(choice, content_of(choice.tree, choice.name), self._assignment)

    def __repr__(self) -> str:
        return f"Submission({self.id!r}, {self.origin!r})"


def at(spot: Spot, assignment: Assignment, zip_file: Callable[[Path], Archive]) -> Submission:
    """The submission at a `Spot`, found by another process; `zip_file` opens the class's zip."""
    tree: Tree = zip_file(spot.root) if spot.zipped else Folder(spot.root)
    for name in spot.parts:
        tree = tree.folder(name)
    arrival = Arrival(Person(spot.parts[-1] if spot.parts else spot.root.stem))
    return Submission(arrival, str(spot.root), assignment, tree, spot.entry, spot.members, spot.alone)


def _gathered(name: str, tree: Tree, members: tuple[Member, ...]) -> Gathered:
    """What lies in several places, as one folder."""
    there: dict[str, tuple[Tree, str, Kind]] = {}
    for member in members:
        within = tree
        for part in member.at[:-1]:
            within = within.folder(part)
        there[member.name] = (within, member.at[-1], member.kind)
    return Gathered(name, tree, there)


def assemble(choice: Choice, texts: tuple[str, ...], assignment: Assignment) -> tuple[Sources, str]:
    """What `Submission.read` returns, from the texts of the chosen file (one of a .py, one per code cell).

    Raises:
        Unreadable: if a file that they import cannot be read.
    """
    text = _Text()
    for part in texts:
        text.add(part, choice.name)
    cells = tuple(map(clean_cell if is_notebook(choice.name) else clean_module, texts))
    sources = Sources(
        module=assignment.module,
        main=composed(choice.name),
        cells=cells,
        files=_helpers(choice, list(cells), assignment, text) if choice.own_folder else {},
        given=assignment.given_texts,
        functions=assignment.functions,
    )
    content = encode_json((sources.main, sources.cells, sorted(sources.files.items())))
    return sources, hashlib.sha256(content).hexdigest()


class _Text:
    """How much source text there is. A cell counts even if it is empty: it will be a program of its own."""

    def __init__(self) -> None:
        self._length = 0

    def add(self, text: str, name: str) -> None:
        """Count a text. Raises: Unreadable, where that is too much."""
        self._length += len(text) + _PER_TEXT
        if self._length > _MAX_TEXT:
            raise unreadable.too_much_text(name, _MAX_TEXT)


def _helpers(choice: Choice, texts: list[str], assignment: Assignment, length: _Text) -> dict[str, str]:
    """The other .py files of the submission that its text speaks of, directly or through one another.

    Files that nothing speaks of are not read: what lies about cannot change a result.
    """
    there = _importable(choice.tree, leave_out={choice.name, *assignment.given_texts})
    helpers: dict[str, str] = {}
    while texts and there:
        text = texts.pop()
        spoken_of = there.keys() & set(_WORD.findall(text))
        imported = imported_names(text) if spoken_of else ()
        for module in sorted(spoken_of):
            excused = suppress(*() if module in imported else (Unreadable,))
            with excused:
                for tree, name, path in there.pop(module)():
                    with excused:
                        helper = python_text(tree.read(name, MAX_SOURCE), name)
                        length.add(helper, path)
                        if len(helpers) == _MAX_HELPERS:
                            raise unreadable.too_many_helpers(path, _MAX_HELPERS)
                        helpers[path] = clean_module(helper)
                        texts.append(helpers[path])
    return dict(sorted(helpers.items()))


_File = tuple[Tree, str, str]
"""A tree, a name in it, and the path from the main file's folder."""


def _importable(tree: Tree, leave_out: Collection[str]) -> dict[str, Callable[[], list[_File]]]:
    """Module or package → what lists its files. Packages are not looked into before somebody speaks of them."""
    found: dict[str, Callable[[], list[_File]]] = {}
    for entry in tree.entries():
        if entry.kind == "folder" and entry.name.isidentifier():
            found[entry.name] = partial(_package, tree.folder(entry.name), entry.name)
        elif entry.suffix == ".py" and entry.stem.isidentifier() and entry.name not in leave_out:
            found.setdefault(entry.stem, partial(list, [(tree, entry.name, entry.name)]))
    return found


def _package(tree: Tree, name: str) -> list[_File]:
    parts = [e for e in tree.entries() if e.kind == "file" and e.suffix == ".py"]
    return [(tree, e.name, f"{name}/{composed(e.name)}") for e in parts]
