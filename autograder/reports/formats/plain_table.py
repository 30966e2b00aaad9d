"""Any other system: the roster itself, as it is, with a column for the grades.

It has whatever columns the system needs, since they are the system's own.
"""

from autograder.errors import UsageError
from autograder.grading.results import Report
from autograder.reports.export_format import Export, Options
from autograder.reports.filling import Column, filled, item_name
from autograder.reports.scores import known_scores
from autograder.text import Text


class Table:
    """See the module."""

    name = "table"
    description = Text(
        "any other system: the roster with a column for the grades (--column names it)",
        "そのほかのシステム: 名簿に成績の列を加えた表（--column で列名を指定）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        results, notes = known_scores(report)
        roster = options.roster
        if roster is None:
            raise UsageError(
                Text(
                    "the table is the system's own list of students with grades in it: add it as --roster",
                    "システムの学生一覧に成績を書き込みます。その一覧を --roster で指定してください",
                )
            )
        name = item_name(report, options)
        columns = roster.columns
        column = Column(columns.index(name) if name in columns else len(columns), name)
        export = filled(roster, results, columns, column)
        return Export(export.content, (*notes, *export.notes), export.left_out)
