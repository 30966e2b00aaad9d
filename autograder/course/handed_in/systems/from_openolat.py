"""OpenOLAT: the archive of a task, or "Download" of several participants.

``ita_Task_2026-11-21/Ito_Ann_s101/`` (last name, first name, user name) holds ``1_task/``, ``2_submissions/``,
``3_corrections/``, ``4_revisions_1/``, ``5_corrections_1/``, ``6_assessment/``, whichever the course has; beside the
students lie a table of results and ``solutions/``. In ``grouptask_Task_…/Team_7_98304/`` a group's number comes last
(GTACourseNode.java in github.com/OpenOLAT/OpenOLAT). Blanks in names are ``_``.
"""

import re
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, inside_of, systems_own
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression
from autograder.text import Text

_SOMEBODY = expression(r"(.+)_([^_]+)")
_HANDED_IN = expression(r"\d+_(?:submissions|revisions_(\d+))")
_GIVEN = expression(r"\d+_(?:task|corrections(?:_\d+)?|assessment)")
_RESULTS = expression(r".+\.xlsx?", re.IGNORECASE)
_NO_WORK = Text("Given by the course, not handed in.", "授業側が渡したもので、提出物ではありません。")


class OpenOlat:
    """See the module."""

    name = "openolat"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        of_groups = tree.name.startswith("grouptask_")

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            if entry.kind != "folder":
                return [Aside((entry.name,), systems_own("OpenOLAT"))] if _RESULTS.fullmatch(entry.name) else ()
            found = _SOMEBODY.fullmatch(entry.name)
            if found is None:
                return [Aside((entry.name,), _NO_WORK)] if entry.name == "solutions" else ()
            person = _group(*found.groups()) if of_groups else _student(*found.groups())
            return _folder(tree, entry, person)

        return read


def _student(names: str, login: str) -> Person:
    """Where the first name begins cannot be seen if there are more than two: a roster knows."""
    parts = names.split("_")
    halves = [(" ".join(parts[:i]), " ".join(parts[i:])) for i in range(1, len(parts))]
    return Person(login, tuple(name for last, first in halves for name in (f"{first} {last}", f"{last}, {first}")))


def _group(name: str, number: str) -> Person:
    return Person(name.replace("_", " "), (name, number), number)


def _folder(tree: Tree, whose: Entry, person: Person) -> Sequence[Piece | Aside]:
    """What is in somebody's folder; nothing, if it is none of OpenOLAT's."""
    inside = inside_of(tree, (whose.name,))
    if not inside or not all(_HANDED_IN.fullmatch(e.name) or _GIVEN.fullmatch(e.name) for e in inside):
        return ()
    said: list[Piece | Aside] = []
    for entry in inside:
        at, found = (whose.name, entry.name), _HANDED_IN.fullmatch(entry.name)
        if found:
            said.append(Piece(at, entry.kind, person, entry.name, version=(int(found[1] or 0),)))
        else:
            said.append(Aside(at, _NO_WORK))
    return said
