"""nbgrader's exchange: ``inbound/`` of a course, or ``submitted/``.

``ann+softmax_with_loss+2026-11-20 10:00:00 UTC+r4nd0m``: user, assignment, when, and what makes the name hard to guess
(nbgrader/exchange/default/submit.py in github.com/jupyter/nbgrader); every submission is there. What unpacked it may
have changed the colons. In ``submitted/ann/softmax_with_loss/`` lies the collected one, with ``timestamp.txt``.
"""

import re
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, moment, numbers_of
from autograder.course.handed_in.trees import Entry, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.lazy_expressions import expression
from autograder.text import Text

_SIGN = "[:_.\\-\uf03a\uff1a]"
_INBOUND = expression(
    rf"(.+)\+([^+]+)\+(\d{{4}}-\d\d-\d\d)[ _T](\d\d{_SIGN}\d\d{_SIGN}\d\d)(?:\.\d+)?[ _]?([^+]*)(?:\+.*)?"
)
_OTHER = Text("A submission of another assignment.", "別の課題の提出物です。")
_MAX_STAMP = 200


class Exchange:
    """See the module."""

    name = "nbgrader"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        there = {found[2] for e in entries if (found := _INBOUND.fullmatch(e.name))}
        own = {name for name in there if name.casefold() == assignment.id.casefold()} or there

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            if found := _INBOUND.fullmatch(entry.name):
                return [_inbound(entry, found)] if found[2] in own else [Aside((entry.name,), _OTHER)]
            return _submitted(tree, entry, assignment) if entry.kind == "folder" else ()

        return read


def _inbound(entry: Entry, found: re.Match[str]) -> Piece:
    user, _, date, clock, zone = found.groups()
    time = moment(*date.split("-"), *re.findall(r"\d+", clock), zone="+00:00" if zone == "UTC" else "")
    return Piece((entry.name,), entry.kind, Person(user), entry.name, time, version=numbers_of(time))


def _submitted(tree: Tree, entry: Entry, assignment: Assignment) -> Sequence[Piece]:
    """The assignment's folder in that of a student, if it was collected: then it has a time."""
    try:
        student = tree.folder(entry.name)
        names = [e.name for e in student.entries() if e.kind == "folder" and e.name == assignment.id]
        if not names or not any(e.name == "timestamp.txt" for e in student.folder(names[0]).entries()):
            return ()
        stamp = student.folder(names[0]).read("timestamp.txt", _MAX_STAMP).decode("ascii", "replace")
    except Unreadable:
        return ()
    numbers = tuple(map(str, numbers_of(stamp)))
    time = moment(*numbers, zone="+00:00" if "UTC" in stamp else "") if len(numbers) == 6 else None
    return [Piece((entry.name, names[0]), "folder", Person(entry.name), names[0], time)]
