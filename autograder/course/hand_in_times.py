"""``handed_in.csv`` in a course: when work came, where the names of the download do not say it."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from autograder.course.late import LateRule, read_moment
from autograder.course.tables import Row, for_assignment, read_rows
from autograder.errors import UsageError
from autograder.structs import Struct

FILE = "handed_in.csv"


class HandInTime(Struct, frozen=True):
    """A line of the file."""

    row: Row
    submission: str
    time: datetime


def read_hand_in_times(
    path: Path, rule: LateRule, assignment: str, assignments: Collection[str]
) -> tuple[HandInTime, ...]:
    """When the work for one assignment came; none if there is no file::

        submission,assignment,handed_in
        hana,layers,2026-11-21 00:03

    ``assignment`` may be left out where the course has only one. Of several lines about one submission the last counts.

    Raises:
        UsageError: if the file is wrong; says in which line.
    """
    rows = read_rows(path, ("submission", "handed_in"), ("assignment",))
    found = (_time(row, rule) for row in for_assignment(rows, assignment, assignments))
    return tuple({time.submission: time for time in found}.values())


def _time(row: Row, rule: LateRule) -> HandInTime:
    submission, written = row.needed("submission"), row.needed("handed_in")
    try:
        return HandInTime(row, submission, read_moment(written, rule.zone, latest=False))
    except UsageError as error:
        raise row.wrong("'handed_in': " + error.text) from None
