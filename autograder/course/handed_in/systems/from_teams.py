"""Microsoft Teams: the library "Student Work" of a class, synchronised or downloaded.

``Submitted files/Ann Ito/Assignment 1/Version 2/softmax.py``; ``Working files`` has the same without versions, and is
what students have not handed in (learn.microsoft.com, "Assignments Admin Documentation"; the folders are described by
github.com/lwchkg/teams_assignment_explorer).
"""

import re
from collections.abc import Iterator, Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading
from autograder.course.handed_in.trees import Entry, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.text import Text

_VERSION = re.compile(r"(?:version|バージョン|versión|versione|v)\s?(\d+)", re.IGNORECASE)
_WORKING = ("working files", "作業中のファイル", "作業ファイル")
_SUBMITTED = ("submitted files", "提出済みファイル", "提出されたファイル", "abgegebene dateien")
_NOT_HANDED_IN = Text(
    "The students' working files, which they have not handed in.",
    "学生が作業中のファイルで、提出されたものではありません。",
)
_OTHER = Text("Another assignment's.", "別の課題のものです。")


class Teams:
    """See the module."""

    name = "teams"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            if entry.kind != "folder":
                return ()
            if entry.name.lower() in _WORKING:
                return [Aside((entry.name,), _NOT_HANDED_IN)]
            if entry.name.lower() in _SUBMITTED:
                students = ((entry.name, student) for student in _folders(tree, (entry.name,)))
                return [said for at in students for said in _student(tree, at, assignment)]
            return _student(tree, (entry.name,), assignment)

        return read


def _student(tree: Tree, at: tuple[str, ...], assignment: Assignment) -> Sequence[Piece | Aside]:
    """The versions in a student's folder: those of the assignment of that title, or of all that there are."""
    titles = {title: list(_versions(tree, (*at, title))) for title in _folders(tree, at)}
    titles = {title: versions for title, versions in titles.items() if versions}
    own = [t for t in titles if _plain(t) == _plain(assignment.id)] or list(titles)
    return [
        *(Piece(v, "folder", Person(at[-1]), v[-1], version=(n,)) for title in own for n, v in titles[title]),
        *(Aside((*at, title), _OTHER) for title in titles if title not in own),
    ]


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()


def _versions(tree: Tree, at: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for name in _folders(tree, at):
        if found := _VERSION.fullmatch(name):
            yield int(found[1]), (*at, name)


def _folders(tree: Tree, at: tuple[str, ...]) -> list[str]:
    for name in at:
        tree = tree.folder(name)
    try:
        return [e.name for e in tree.entries() if e.kind == "folder"]
    except Unreadable:
        return []
