"""The table of a class: every submission, every check.

It stands in the page twice: the first rows as HTML, for whoever runs no script, and all of them as data, from which the
script fills the table. Five thousand rows as HTML would be 17 MB, and a browser would need half a minute to sort them.
"""

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from autograder.grading.results import Report, SubmissionResult
from autograder.reports.html.class_lists import ClassLists
from autograder.reports.words import OUTCOMES, STATUSES, shown
from autograder.structs import Struct
from autograder.text import clip, visible

FIRST_ROWS = 100
SHOWN = 8
"""Names in a list; the rest is in the table."""

TOP = 6
"""Mistakes that stand on top of the page."""

_OUTCOMES, _STATUSES = list(OUTCOMES), list(STATUSES)
_NAME = 80


class Row(Struct, frozen=True):
    """A submission in the table: its number from 0 in the order of ids, and its outcome in each of the checks."""

    number: int
    result: SubmissionResult
    outcomes: tuple[str, ...]


class ClassTable:
    """The rows of a report: `first` are those that stand in the page as HTML, the worst first."""

    def __init__(self, report: Report, links: Mapping[str, str], lists: ClassLists) -> None:
        ids = [check.id for check in report.checks]
        self._links = links
        self._lists = lists
        self._rows = [Row(n, result, _outcomes(result, ids)) for n, result in enumerate(report.submissions)]
        self.numbers = {row.result.id: row.number for row in self._rows}
        self.first = sorted(self._rows, key=lambda row: (row.result.mark, row.number))[:FIRST_ROWS]
        self.groups = sorted({s.group for s in report.submissions if s.group})

    def data(self) -> Markup:
        """All rows as JSON that may stand in a script element."""
        of_each = self._lists.of_each()
        groups = {group: n for n, group in enumerate(self.groups)}
        data = {
            "lists": list(self._lists.members),
            "outcomes": _OUTCOMES,
            "rows": [self._row(row, of_each.get(row.result.id, []), groups) for row in self._rows],
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))

    def _row(self, row: Row, lists: Sequence[int], groups: Mapping[str, int]) -> list[object]:
        result = row.result
        flags = (
            bool(result.needs_a_person)
            | (result.mark < result.max_score) << 1
            | bool(result.has_mark) << 2
            | bool(result.overrides) << 3
            | bool(result.late) << 4
        )
        name = visible(clip(result.id, _NAME))
        address = self._links[result.id]
        outcomes = "".join(str(_OUTCOMES.index(o)) if o else "-" for o in row.outcomes)
        return [
            name,
            0 if address == f"submissions/{name}.html" else address,
            int(result.mark) if result.mark == int(result.mark) else result.mark,
            outcomes,
            _STATUSES.index(result.status),
            flags,
            lists,
            *([groups[result.group]] if result.group else []),
        ]


def _outcomes(result: SubmissionResult, ids: Sequence[str]) -> tuple[str, ...]:
    by_check = {check.id: shown(check) for check in result.checks}
    return tuple(by_check.get(id, "") for id in ids)
