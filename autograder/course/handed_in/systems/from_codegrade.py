"""CodeGrade: an assignment's folder in its file system, as it is mounted or was copied.

``Course/Assignment/Ann Ito - 2026-11-20 10:00:00/softmax.py``: the name, when it was handed in (UTC); of a group
``Group "Team 7" - …``, with its members' names in ``.cg-group-members``. Every hand-in of a student is there, unless
only the latest ones are mounted (codegra_fs/cgfs.py in github.com/CodeGra-de/CodeGra.fs). Where names may have no
colon, another sign stands in its place.
"""

from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, moment
from autograder.course.handed_in.trees import Entry, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.lazy_expressions import expression

_SUBMISSION = expression(r"(.+) - (\d{4})-(\d\d)-(\d\d)[ T_](\d\d)\D(\d\d)\D(\d\d)(?:[+-]\d\d\D\d\d)?")
_GROUP = expression(r"Group \W(.+)\W")
_MEMBERS = ".cg-group-members"
_MAX_MEMBERS = 2**16


class CodeGrade:
    """See the module."""

    name = "codegrade"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            found = _SUBMISSION.fullmatch(entry.name) if entry.kind == "folder" else None
            if found is None:
                return ()
            name, *numbers = found.groups()
            person, *mates = _people(tree.folder(entry.name), name)
            time, version = moment(*numbers, zone="+00:00"), tuple(map(int, numbers))
            return [Piece((entry.name,), "folder", person, entry.name, time, version=version, mates=tuple(mates))]

        return read


def _people(folder: Tree, name: str) -> Sequence[Person]:
    """The student; of a group its members, where they are named."""
    group = _GROUP.fullmatch(name)
    if group is None:
        return [Person(name)]
    try:
        members = folder.read(_MEMBERS, _MAX_MEMBERS).decode("utf-8", "replace").splitlines()
    except Unreadable:
        members = []
    return [Person(member.strip()) for member in members if member.strip()] or [Person(group[1])]
