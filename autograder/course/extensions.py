"""``extensions.csv`` in a course: who may hand in later than others."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from autograder.course.late import LateRule
from autograder.course.tables import Row, for_assignment, read_rows
from autograder.errors import UsageError
from autograder.structs import Struct
from autograder.text import Text

FILE = "extensions.csv"


class Extension(Struct, frozen=True):
    """A line of the file."""

    row: Row
    submission: str
    due: datetime
    reason: str
    who: str


def read_extensions(path: Path, rule: LateRule, assignment: str, assignments: Collection[str]) -> tuple[Extension, ...]:
    """The extensions of one assignment; none if there is no file::

        submission,assignment,due,reason,who
        hana,layers,2026-11-27 23:59,ill,M. Sato

    ``assignment`` may be left out where the course has only one, ``reason`` and ``who`` always.

    Raises:
        UsageError: if the file is wrong; says in which line.
    """
    rows = read_rows(path, ("submission", "due"), ("assignment", "reason", "who"))
    found: dict[str, Extension] = {}
    for row in for_assignment(rows, assignment, assignments):
        extension = Extension(row, row.needed("submission"), _due(row, rule), row["reason"], row["who"])
        other = found.setdefault(extension.submission, extension)
        if other is not extension:
            line = other.row.line
            raise row.wrong(
                Text(
                    f"is about the same submission as line {line}; keep one of the two",
                    f"{line} 行目と同じ提出についての行です。どちらかにしてください",
                )
            )
    return tuple(found.values())


def _due(row: Row, rule: LateRule) -> datetime:
    written = row.needed("due")
    try:
        return rule.deadline(written)
    except UsageError as error:
        raise row.wrong("'due': " + error.text) from None
