"""The table of a class: every submission, every check.

It stands in the page twice: the first rows as HTML, for whoever runs no script, and all of them as data, from which the
script fills the table. Five thousand rows as HTML would be 17 MB, and a browser would need half a minute to sort them.
In the data what many rows have in common, all but the name, stands once.
"""

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from autograder.grading.results import Report, SubmissionResult
from autograder.reports.html.class_lists import ClassLists
from autograder.reports.words import OUTCOMES, STATUSES, shown
from autograder.structs import Struct
from autograder.text import clip, visible

WHOLE = 100
"""A class of so many stands in the page as a whole. Of a larger one a part does, and the script shows the rest."""

_PART, _PART_OF_CELLS, _LEAST = 50, 1_000, 10
SHOWN, FEW = 8, 3
"""Names in a list, and without a script where a class is large; the rest is in the table."""

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
    """The rows of a report: `first` are those that stand in the page as HTML, the worst first.

    `names` says how many names of a list do.
    """

    def __init__(self, report: Report, links: Mapping[str, str], lists: ClassLists) -> None:
        ids = [check.id for check in report.checks]
        self._links = links
        self._lists = lists
        self._rows = [Row(n, result, _outcomes(result, ids)) for n, result in enumerate(report.submissions)]
        self.numbers = {row.result.id: row.number for row in self._rows}
        self.first = sorted(self._rows, key=lambda row: (row.result.mark, row.number))[: self._standing(len(ids))]
        self.groups = sorted({s.group for s in report.submissions if s.group})

        self.names = SHOWN if len(self._rows) <= WHOLE else FEW

    def _standing(self, checks: int) -> int:
        if len(self._rows) <= WHOLE:
            return WHOLE
        return max(_LEAST, min(_PART, _PART_OF_CELLS // max(checks, 1)))

    def data(self) -> Markup:
        """All rows as JSON that may stand in a script element."""
        of_each = self._lists.of_each()
        groups = {group: n for n, group in enumerate(self.groups)}
        kinds: dict[str, int] = {}
        rows = [self._row(row, of_each.get(row.result.id, []), groups, kinds) for row in self._rows]
        data = {"lists": list(self._lists.members), "outcomes": _OUTCOMES, "rows": rows}
        text = _json(data).removesuffix("}") + f',"kinds":[{",".join(kinds)}]}}'
        return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))

    def _row(self, row: Row, lists: Sequence[int], groups: Mapping[str, int], kinds: dict[str, int]) -> list[str | int]:
        """Its name, the number of its kind, and its address where the name does not tell it."""
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
        kind = [
            int(result.mark) if result.mark == int(result.mark) else result.mark,
            "".join(str(_OUTCOMES.index(o)) if o else "-" for o in row.outcomes),
            _STATUSES.index(result.status),
            flags,
            lists,
            *([groups[result.group]] if result.group else []),
        ]
        number = kinds.setdefault(_json(kind), len(kinds))
        return [name, number] if address == f"submissions/{name}.html" else [name, number, address]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _outcomes(result: SubmissionResult, ids: Sequence[str]) -> tuple[str, ...]:
    by_check = {check.id: shown(check) for check in result.checks}
    return tuple(by_check.get(id, "") for id in ids)
