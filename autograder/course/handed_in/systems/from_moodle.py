"""Moodle: "Download all submissions" of an assignment.

``Ann Ito_1327627_assignsubmission_file_`` is a folder or, without folders, the beginning of a file's name: the full
name, the number of the submission ("Participant 1327627" in the grading worksheet), the plugin. Where names are hidden,
``Participant_1327627_…``. Text that was typed in comes as ``…_assignsubmission_onlinetext_`` with ``onlinetext.html``
(mod/assign/classes/downloader.php, before mod/assign/locallib.php, in github.com/moodle/moodle). Two people may have
one name: the number tells them apart.
"""

import re
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression

_NAME = expression(r"(.+)_(\d+)_assign(?:submission|feedback)_(file|onlinetext|[a-z]+)_?(.*)")
_BARE = expression(r"(Participant|参加者)[ _](\d+)", re.IGNORECASE)
_TYPED = "onlinetext"


class Moodle:
    """See the module."""

    name = "moodle"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        return _read


def _read(entry: Entry) -> Sequence[Piece | Aside]:
    if found := _BARE.fullmatch(entry.name if entry.kind == "folder" else entry.stem):
        return [Piece((entry.name,), entry.kind, _person(found[1], found[2]), entry.name)]
    found = _NAME.fullmatch(entry.name)
    if found is None:
        return ()
    name, number, plugin, file = found.groups()
    text = plugin == _TYPED
    return [Piece((entry.name,), entry.kind, _person(name, number), file or entry.name, is_text=text)]


def _person(name: str, number: str) -> Person:
    """Who it is; a number of the university's before that of the submission is another name."""
    if name.casefold() in ("participant", "参加者"):
        return Person(f"{name} {number}", (number,))
    first, _, university = name.rpartition("_")
    others = (first, university) if first else ()
    return Person(name, (number, f"Participant {number}", *others), number)
