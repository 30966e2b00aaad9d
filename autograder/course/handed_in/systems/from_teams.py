"""Microsoft Teams: the library "Student Work" of a class, synchronised or downloaded.

``Submitted files/Ann Ito/Assignment 1/Version 2/softmax.py``; ``Working files`` has the same without versions, and is
what students have not handed in (learn.microsoft.com, "Assignments Admin Documentation"; the folders are described by
github.com/lwchkg/teams_assignment_explorer).
"""

import re
from collections.abc import Iterator, Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, inside_of
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression
from autograder.text import Text

_VERSION = expression(r"(?:version|バージョン|versión|versione|v)\s?(\d+)", re.IGNORECASE)
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
                return [said for e in inside_of(tree, (entry.name,)) for said in _submitted(tree, entry, e, assignment)]
            return _student(tree, (entry.name,), assignment)

        return read


def _submitted(tree: Tree, folder: Entry, student: Entry, assignment: Assignment) -> Sequence[Piece | Aside]:
    """What lies among the submitted files is a student's, whatever it looks like."""
    at = (folder.name, student.name)
    said = _student(tree, at, assignment) if student.kind == "folder" else ()
    return said or [Piece(at, student.kind, Person(student.stem if student.suffix else student.name), student.name)]


def _student(tree: Tree, at: tuple[str, ...], assignment: Assignment) -> Sequence[Piece | Aside]:
    """What is in a student's folder: the versions of the assignment of that title, or of all that there are.

    Nothing, if there are no versions. What lies beside them is older than they are.
    """
    inside = inside_of(tree, at)
    titles = {e.name: list(_versions(tree, (*at, e.name))) for e in inside if e.kind == "folder"}
    if not any(titles.values()):
        return ()
    own = [t for t in titles if _plain(t) == _plain(assignment.id)] or list(titles)
    person = Person(at[-1])
    said: list[Piece | Aside] = []
    for entry in inside:
        place = (*at, entry.name)
        if entry.name in titles and entry.name not in own:
            said.append(Aside(place, _OTHER))
        elif versions := titles.get(entry.name):
            said += (Piece(v, "folder", person, v[-1], version=(n,)) for n, v in versions)
        else:
            said.append(Piece(place, entry.kind, person, entry.name))
    return said


def _plain(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()


def _versions(tree: Tree, at: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for entry in inside_of(tree, at):
        if entry.kind == "folder" and (found := _VERSION.fullmatch(entry.name)):
            yield int(found[1]), (*at, entry.name)
