"""Brightspace (D2L): a CSV for "Enter Grades > Import".

The first columns are ``OrgDefinedId`` and ``Username``, one of them or both; an item's is ``<item> Points Grade``; the
last one is ``End-of-Line Indicator`` and holds ``#``:
https://community.d2l.com/brightspace/kb/articles/3538-importing-grades. A new item's says of what kind it is:
``<item> Points Grade <Numeric MaxPoints:10>``. Names, e-mail addresses and weighted grades are not to be imported,
says that page, so the file has none. D2L writes ``#`` before an id, so that spreadsheets keep its zeros, and takes it
off again.
"""

import re

from autograder.grading.results import Report
from autograder.reports.csv import harmless, table
from autograder.reports.export_format import Export, Options
from autograder.reports.filling import filled, grade_column, item_name, top_score
from autograder.reports.scores import grade, known_scores, without_roster
from autograder.text import Text

_IDS = ("OrgDefinedId", "Org Defined ID", "OrgDefinedID", "Username")
_KEYS = ("Username", *_IDS[:3], "Email", "Last Name")
_END = "End-of-Line Indicator"
_ITEM = re.compile(r"(.+?) Points Grade(?: <.*>)?", re.DOTALL)


class Brightspace:
    """See the module."""

    name = "brightspace"
    description = Text(
        "Brightspace grade import (--roster: the grades that Brightspace exported, with both key fields)",
        "Brightspace の成績インポート（--roster: キー両方で書き出した成績）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        results, notes = known_scores(report)
        new = f"{{}} Points Grade <Numeric MaxPoints:{top_score(report):g}>"
        if options.roster is None:
            notes.append(without_roster("Username"))
            rows = [["Username", harmless(new.format(item_name(report, options))), _END]]
            return Export.of(table([*rows, *([harmless(r.id), grade(r), "#"] for r in results)]), notes)
        columns = options.roster.columns
        column = grade_column(report, options, options.roster, _title, new)
        ids = sorted(map(columns.index, options.roster.having(_IDS)))
        end = columns.index(_END) if _END in columns else max(len(columns), column.index + 1)
        export = filled(options.roster, results, _KEYS, column, [*ids, column.index, end], {end: (_END, "#")})
        return Export(export.content, (*notes, *export.notes), export.left_out)


def _title(name: str) -> str | None:
    found = _ITEM.fullmatch(name)
    return found[1] if found else None
