"""The interface of a reader of one system's names, and what readers share.

A class comes as files and folders, whose names the system made up. A reader says whose they are. To add one: a module
``from_….py`` here with a class as `System` has it, and that class in ``__init__.py``. A reader knows names, not
programs: which file of a student counts is decided elsewhere.
"""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from autograder.course.assignment import Assignment
from autograder.course.handed_in.trees import Entry, Kind, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.structs import Struct
from autograder.text import Text


class Person(Struct, frozen=True):
    """A student: the id, and other names by which a roster may know the same person."""

    id: str
    known_as: tuple[str, ...] = ()
    key: str = ""
    """What tells students apart whose ids are the same, such as two people of one name."""


class Piece(Struct, frozen=True):
    """A file or a folder that a student handed in."""

    at: tuple[str, ...]
    """The names on the way to it, from the folder that is read; its own is the last."""
    kind: Kind
    student: Person
    file: str
    """The name that the student gave it."""
    time: str | None = None
    """When it was handed in (ISO 8601; without a zone where the system names none)."""
    late: bool = False
    """Whether the system says that it came late."""
    version: tuple[int, ...] = ()
    """Of a student's pieces, those of the greatest version are what counts."""
    copy: tuple[int, ...] = ()
    """Of pieces of one version and one name, that with the greatest number counts."""
    is_text: bool = False
    """A text that the system itself keeps with a hand-in: it counts only where there is nothing else."""
    mates: tuple[Person, ...] = ()
    """Who handed it in together with the student."""


class Aside(Struct, frozen=True):
    """What is no student's work, and why."""

    at: tuple[str, ...]
    reason: Text


Reading = Callable[[Entry], Sequence[Piece | Aside]]
"""What an entry of the folder stands for; nothing, if its name is none of the system's."""


class System(Protocol):
    """A system that names like it are read from."""

    name: str
    """As ``--from`` has it."""

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """The reader of one folder. It may look into sub-folders whose names are the system's.

        Raises:
            Unreadable: in the reader, if something that has to be looked at cannot be read.
        """


def inside_of(tree: Tree, at: Sequence[str]) -> Sequence[Entry]:
    """What is in a folder further down; nothing, if it cannot be read."""
    for name in at:
        tree = tree.folder(name)
    try:
        return tree.entries()
    except Unreadable:
        return ()


def moment(*numbers: str, zone: str = "") -> str:
    """ISO 8601 from year, month, day, hour, minute and second, however many digits each has."""
    year, month, day, hour, minute, second = (int(n) for n in (*numbers, "0", "0", "0")[:6])
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"


def numbers_of(time: str | None) -> tuple[int, ...]:
    """A time as numbers that can be compared."""
    return tuple(map(int, re.findall(r"\d+", time or "")[:6]))


def common_start(names: Collection[str]) -> str:
    """The characters with which all of the names begin."""
    first, last = min(names, default=""), max(names, default="")
    return first[: next((i for i, sign in enumerate(first) if last[i : i + 1] != sign), len(first))]


def systems_own(system: str) -> Text:
    """Why a page or list of the system is left out."""
    return Text(f"A page or list of {system} itself.", f"{system} 自身のページまたは一覧です。")
