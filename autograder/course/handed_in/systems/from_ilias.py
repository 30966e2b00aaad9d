"""ILIAS: what "Download All Submissions" of an exercise packs.

``Submissions/Ito_Ann_s101_12345/20261120101500_softmax.py``; of teams ``Team_77/Ito_Ann_s101_12345/…``, where every
member has a folder. The folder is surname, first name, login and the system's number; each upload has its time.
"""

import re
from collections.abc import Iterator, Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, inside_of, moment
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression

_STUDENT = expression(r"([^_]+)_(.+)_([^_]+)_(\d+)")
_TEAM = expression(r"Team[ _]\d+", re.IGNORECASE)
_UPLOAD = expression(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_(.+)")

At = tuple[str, ...]


class Ilias:
    """See the module."""

    name = "ilias"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            if entry.kind != "folder":
                return ()
            if _TEAM.fullmatch(entry.name):
                return _team(tree, entry)
            found = _STUDENT.fullmatch(entry.name)
            return list(_uploads(tree, (entry.name,), _person(found))) if found else ()

        return read


def _person(found: re.Match[str]) -> Person:
    last, first, login, number = found.groups()
    first = first.replace("_", " ")
    return Person(login, (f"{first} {last}", f"{last}, {first}", number), number)


def _team(tree: Tree, team: Entry) -> Sequence[Piece]:
    """What its members have uploaded, together; nothing, if it is no team of ILIAS."""
    members = {(team.name, e.name): _STUDENT.fullmatch(e.name) for e in inside_of(tree, (team.name,))}
    people = {at: _person(found) for at, found in members.items() if found}
    if not people:
        return ()
    first, *mates = people.values()
    strangers = [Piece(at, "folder", first, at[-1], mates=tuple(mates)) for at in members if at not in people]
    return [p for at in people for p in _uploads(tree, at, first, tuple(mates))] + strangers


def _uploads(tree: Tree, at: At, person: Person, mates: tuple[Person, ...] = ()) -> Iterator[Piece]:
    """A student's files: of several of one name, the last one counts. Nothing, if none has a time."""
    inside = inside_of(tree, at)
    if inside and not any(_UPLOAD.fullmatch(e.name) for e in inside):
        return
    for entry in inside:
        found = _UPLOAD.fullmatch(entry.name)
        time = moment(*found.groups()[:6]) if found else None
        copy = tuple(map(int, found.groups()[:6])) if found else ()
        name = found[7] if found else entry.name
        yield Piece((*at, entry.name), entry.kind, person, name, time, copy=copy, mates=mates)
