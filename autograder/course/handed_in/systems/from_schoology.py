"""Schoology: "Download All Submissions" of an assignment.

``Ito, Ann - s101/Revision 2 - Late/softmax.py``: last and first name, the school's number, a folder for every hand-in
with whether it was on time (docs and SchoologySubmissionDownloader.java in github.com/kpfister44/MobileMakersGrader).
"""

import re
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, inside_of
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression

_STUDENT = expression(r"([^,]+), (.+?)(?: - (\S+))?")
_REVISION = expression(r"Revision (\d+)(?: - (.+))?", re.IGNORECASE)


class Schoology:
    """See the module."""

    name = "schoology"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            found = _STUDENT.fullmatch(entry.name) if entry.kind == "folder" else None
            if found is None:
                return ()
            last, first, number = found.groups()
            person = Person(number or f"{last}, {first}", (f"{last}, {first}", f"{first} {last}"))
            inside = [(e, _REVISION.fullmatch(e.name)) for e in inside_of(tree, (entry.name,))]
            if not any(revision for _, revision in inside):
                return ()
            return [_piece(entry, one, revision, person) for one, revision in inside]

        return read


def _piece(student: Entry, entry: Entry, revision: re.Match[str] | None, person: Person) -> Piece:
    number, status = revision.groups() if revision else ("0", None)
    late = (status or "").casefold() == "late"
    return Piece((student.name, entry.name), entry.kind, person, entry.name, late=late, version=(int(number),))
