"""Sakai: "Download All" of an assignment.

``Assignment 1/Ito, Ann(s101)/`` holds ``Submission attachment(s)/`` with the files, ``timestamp.txt`` (UTC),
``comments.txt``, ``feedbackText.html``, ``Feedback Attachment(s)/``, ``Ito, Ann(s101)_submissionText.html``; beside the
students lies ``grades.csv``. Names of folders are translated ("提出物の添付ファイル"). Where the tree was flattened:
``Ito, Ann(s101)_Submission attachment(s)_softmax.py`` (AssignmentServiceImpl.java in github.com/sakaiproject/sakai).
"""

import re
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import (
    Aside,
    Person,
    Piece,
    Reading,
    moment,
    numbers_of,
    systems_own,
)  # fmt: skip
from autograder.course.handed_in.trees import Entry, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.lazy_expressions import expression

_STUDENT = expression(r"(.+?) ?[(（]([^()（）]+)[)）]")
_ATTACHED = ("submission attachment(s)", "submission attachments", "提出物の添付ファイル", "提出添付ファイル")
_ATTACHED_FLAT = expression(r"(.+?) ?[(（]([^()（）]+)[)）]_(?:Submission attachment\(s\)|提出物の添付ファイル)_(.+)")
_TEXT = expression(r".*submissionText\.html", re.IGNORECASE)
_OWN = ("timestamp.txt", "comments.txt", "feedbacktext.html", "feedback attachment(s)", "grades.csv", "grades.xls")
_MAX_STAMP = 200


class Sakai:
    """See the module."""

    name = "sakai"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            if entry.kind != "folder":
                flat = _ATTACHED_FLAT.fullmatch(entry.name)
                return [Piece((entry.name,), entry.kind, _person(flat[1], flat[2]), flat[3])] if flat else ()
            found = _STUDENT.fullmatch(entry.name)
            return _folder(tree.folder(entry.name), entry, _person(found[1], found[2])) if found else ()

        return read


def _person(name: str, id: str) -> Person:
    return Person(id, (name,))


def _folder(folder: Tree, student: Entry, person: Person) -> Sequence[Piece | Aside]:
    """What is in a student's folder; nothing, if it is not one of Sakai's."""
    try:
        inside = folder.entries()
    except Unreadable:
        return ()
    if not any(e.name.lower() in (*_ATTACHED, *_OWN) or _TEXT.fullmatch(e.name) for e in inside):
        return ()
    time = _time(folder, inside)
    said: list[Piece | Aside] = []
    for entry in inside:
        at = (student.name, entry.name)
        if entry.name.lower() in _ATTACHED:
            said += _attached(folder.folder(entry.name), at, person, time)
        elif _TEXT.fullmatch(entry.name):
            said.append(Piece(at, entry.kind, person, "submissionText.html", time, is_text=True))
        elif entry.name.lower() in _OWN:
            said.append(Aside(at, systems_own("Sakai")))
        else:
            said.append(Piece(at, entry.kind, person, entry.name, time))
    if not any(isinstance(one, Piece) for one in said):
        said.append(Piece((student.name,), "folder", person, student.name, time, is_text=True))
    return said


def _attached(folder: Tree, at: tuple[str, ...], person: Person, time: str | None) -> Sequence[Piece]:
    """The folder of the files, unless it is empty, as it is for a text alone."""
    try:
        empty = not folder.entries()
    except Unreadable:
        empty = False
    return [Piece(at, "folder", person, at[-1], time, is_text=empty)]


def _time(folder: Tree, inside: Sequence[Entry]) -> str | None:
    """``20261120100000000`` or ``2026-11-20T10:00:00Z``."""
    if not any(e.name == "timestamp.txt" and e.kind == "file" for e in inside):
        return None
    try:
        stamp = folder.read("timestamp.txt", _MAX_STAMP).decode("ascii", "replace").strip()
    except Unreadable:
        return None
    plain = re.match(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d*$", stamp)
    numbers = plain.groups() if plain else tuple(map(str, numbers_of(stamp)))
    return moment(*numbers, zone="+00:00") if len(numbers) == 6 else None
