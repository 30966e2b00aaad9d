"""Blackboard Learn: a file for "Upload gradebook" (Ultra) or "Work Offline: Upload" (Original).

A student is found by the column ``Username``, an item by the number after its name, as in
``Quiz 3 [Total Pts: 10 Score] |664617``; a column without a number becomes a new item. What Blackboard downloads is
comma-separated, or tab-separated UTF-16 with the ending .xls, and it takes both back:
https://en-us.help.blackboard.com/Learn/Instructor/Grade/Grading_Tasks/Work_Offline_With_Grade_Data (columns),
https://github.com/nbeaver/offline-grades-upload (examples). Columns of other items are left out: a copy from an
earlier hour would set them back.
"""

import re

from autograder.grading.results import Report
from autograder.reports.csv import harmless, table
from autograder.reports.export_format import Export, Options
from autograder.reports.filling import filled, grade_column, item_name, top_score
from autograder.reports.scores import grade, known_scores, without_roster
from autograder.text import Text

_KEYS = ("Username", "Student ID")
_ITEM = re.compile(r"(?P<title>.*?)\s*(?:\[Total Pts: (?P<points>[^\]]*)\]\s*)?(?P<number>\|\d+)?", re.DOTALL)
_CALCULATED = "up to "


class Blackboard:
    """See the module."""

    name = "blackboard"
    description = Text(
        "Blackboard gradebook (--roster: the gradebook that Blackboard downloaded, .csv or .xls)",
        "Blackboard の成績表（--roster: ダウンロードした成績表 .csv / .xls）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        results, notes = known_scores(report)
        new = f"{{}} [Total Pts: {top_score(report):g} Score]"
        if options.roster is None:
            notes.append(without_roster("Username"))
            rows = [["Username", harmless(new.format(item_name(report, options)))]]
            return Export.of(table([*rows, *([harmless(r.id), grade(r)] for r in results)]), notes)
        columns = options.roster.columns
        column = grade_column(report, options, options.roster, _title, new)
        keep = [i for i, name in enumerate(columns) if i == column.index or not _is_item(name)]
        keep += [column.index] if column.index == len(columns) else []
        export = filled(options.roster, results, _KEYS, column, keep)
        return Export(export.content, (*notes, *export.notes), export.left_out)


def _is_item(name: str) -> bool:
    found = _ITEM.fullmatch(name)
    return bool(found and (found["points"] is not None or found["number"]))


def _title(name: str) -> str | None:
    """The item of a column that takes grades: totals are Blackboard's own."""
    found = _ITEM.fullmatch(name)
    if not found or not _is_item(name) or (found["points"] or "").startswith(_CALCULATED):
        return None
    return found["title"]
