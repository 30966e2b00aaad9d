"""Sakai: a CSV for "Gradebook > Import", or an assignment's own ``grades.csv`` for "Upload All".

The gradebook's importer takes the student's id from the first column and the name from the second; an item's column
is ``<item> [<points>]``, ``* <item>`` holds comments, and what begins with ``#`` is ignored; it makes a new item of a
name that it does not know (gradebookng/tool/.../util/ImportGradesHelper.java in github.com/sakaiproject/sakai).
``grades.csv``, in what "Download All" gives, has the assignment's name in its first line and in its third ``"Display
ID","ID","Last Name","First Name","grade"`` and more (assignment/impl/.../AssignmentServiceImpl.java there).
"""

import re

from autograder.grading.results import Report
from autograder.reports.csv import harmless, table
from autograder.reports.export_format import Export, Options
from autograder.reports.filling import Column, filled, grade_column, item_name, top_score
from autograder.reports.roster import Roster
from autograder.reports.scores import grade, known_scores, without_roster
from autograder.text import Text

_OF_AN_ASSIGNMENT = "Display ID"
_KEYS = ("Display ID", "ID", "Student ID", "Last Name", "Student Name")
_GRADE = ("grade", "mark", "score", "points")
_ITEM = re.compile(r"(?P<title>[^\[*][^\[]*?)\s*\[\d+(?:[.,]\d\d?)?\]", re.DOTALL)
_COMMENT = re.compile(r"\* (?P<title>.+?)(?:\s*\[.*\])?", re.DOTALL)


class Sakai:
    """See the module."""

    name = "sakai"
    description = Text(
        'Sakai gradebook import (--roster: the gradebook\'s export, or grades.csv of a "Download All")',
        "Sakai の成績簿インポート（--roster: 成績簿の書き出し、または Download All の grades.csv）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        results, notes = known_scores(report)
        new = f"{{}} [{top_score(report):g}]"
        if options.roster is None:
            notes.append(without_roster("Student ID"))
            rows = [["Student ID", "Student Name", harmless(new.format(item_name(report, options)))]]
            return Export.of(table([*rows, *([harmless(r.id), "", grade(r)] for r in results)]), notes)
        roster = options.roster
        column, keep = _of_an_assignment(roster), None
        if column is None:
            column = grade_column(report, options, roster, _title, new)
            keep = [i for i, name in enumerate(roster.columns) if i == column.index or _stays(name, column.name)]
            keep += [column.index] if column.index == len(roster.columns) else []
        keys = (*_KEYS, roster.columns[0])
        export = filled(roster, results, keys, column, keep)
        return Export(export.content, (*notes, *export.notes), export.left_out)


def _of_an_assignment(roster: Roster) -> Column | None:
    """The column for grades in an assignment's ``grades.csv``."""
    if _OF_AN_ASSIGNMENT not in roster.columns:
        return None
    return next((Column(i, name) for i, name in enumerate(roster.columns) if name.casefold() in _GRADE), None)


def _title(name: str) -> str | None:
    found = _ITEM.fullmatch(name)
    return found["title"] if found else None


def _stays(name: str, chosen: str) -> bool:
    """Whether a column is neither another item's nor a comment on one, which Sakai refuses without its item."""
    comment = _COMMENT.fullmatch(name)
    return comment["title"] == _title(chosen) if comment else _title(name) is None
