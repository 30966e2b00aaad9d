"""Blackboard Learn: "Download assignment files" of the Grade Center.

``Assignment 1_s101_attempt_2026-11-21-09-00-00_softmax.py``: the column's name, the user name, when the attempt was
made, the file's name. Each attempt has a ``….txt`` with the student's name, the date and comments, with files or
without. All attempts that were asked for are in the download (help.blackboard.com, "Download assignments"; parsed by
github.com/kwurst/bb-file-cleanup, discussed in github.com/jupyter/nbgrader/issues/511).
"""

from collections.abc import Collection, Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, common_start, moment, numbers_of
from autograder.course.handed_in.trees import Entry, Tree
from autograder.lazy_expressions import expression

_NAME = expression(r"(.+_.+)_(?:attempt|Versuch|tentative|intento|試行)_(\d{4}(?:-\d\d){5})(?:_(.+)|\.txt|)")


class Blackboard:
    """See the module."""

    name = "blackboard"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        column = _column({found[1] for e in entries if (found := _NAME.fullmatch(e.name))})

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            found = _NAME.fullmatch(entry.name)
            if found is None:
                return ()
            whose, when, file = found.groups()
            time, text = moment(*when.split("-")), file is None and entry.kind != "folder"
            name = file or ("comment.txt" if text else entry.name)
            person = Person(whose.removeprefix(column))
            return [Piece((entry.name,), entry.kind, person, name, time, version=numbers_of(time), is_text=text)]

        return read


def _column(heads: Collection[str]) -> str:
    """The column's name with its ``_``: what all have before the user name, which may hold a ``_`` as well."""
    usual = {head.rpartition("_")[0] for head in heads}
    common = usual.pop() if len(usual) == 1 else common_start(heads).rpartition("_")[0]
    return f"{common}_"
