"""Brightspace (D2L): "Download" of submissions.

``397064-2557369 - Ben Mori - Sep 25, 2026 1001 AM`` is a folder, or the beginning of a file's name before another
`` - ``: two numbers of the system's, the name, when it was handed in (a colon is left out). Every hand-in of a student
is there; ``index.html`` lists them (as codePost's "Brightspace Utility" and other teachers' scripts parse it). Other
languages write dates in other orders.
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
from autograder.lazy_expressions import expression

_NAME = expression(r"(\d+)-(\d+) ?- (.+?) ?- (?=[^-]*\d{4})([^-]+?|\d{4}-\d\d?-\d\d?[^-]*?)(?: ?- (.+))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = expression(r"(\d{1,2})[:.]?(\d\d)(?:[:.]?(\d\d))?\s*([AP])?\.?M?\.?\s*$", re.IGNORECASE)


class Brightspace:
    """See the module."""

    name = "brightspace"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        return _read


def _read(entry: Entry) -> Sequence[Piece | Aside]:
    if entry.name.lower() == "index.html":
        return [Aside((entry.name,), systems_own("Brightspace"))]
    found = _NAME.fullmatch(entry.name)
    if found is None:
        return ()
    user, folder, name, date, file = found.groups()
    time = _time(date)
    person = Person(name.strip(), (user, f"{user}-{folder}"), user)
    return [Piece((entry.name,), entry.kind, person, file or entry.name, time, version=numbers_of(time))]


def _time(date: str) -> str | None:
    """``Sep 25, 2026 1001 AM``, ``25 September, 2026 10:01``, ``2026-09-25 1001``."""
    clock = _CLOCK.search(date)
    rest = date[: clock.start()] if clock else date
    year = re.search(r"\d{4}", rest)
    month = next((i for i, m in enumerate(_MONTHS, 1) if re.search(rf"\b{m}", rest, re.IGNORECASE)), 0)
    numbers = [n for n in re.findall(r"\d+", rest) if year is None or n != year[0]]
    if clock is None or year is None or not numbers:
        return None
    day = numbers[-1] if month else numbers[1] if len(numbers) > 1 else ""
    month = month or int(numbers[0])
    if not day or not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return None
    hour = int(clock[1]) % 12 + 12 * (clock[4].upper() == "P") if clock[4] else int(clock[1])
    return moment(year[0], str(month), day, str(hour), clock[2], clock[3] or "0") if hour < 24 else None
