"""Canvas: a gradebook CSV for "Import grades".

Canvas wants the columns Student, ID, [SIS User ID,] SIS Login ID, Section, then one per assignment, and an
optional row "Points Possible"; it finds a student by ID, else by SIS user id, else by login, else by name
(lib/gradebook_importer.rb in github.com/instructure/canvas-lms). A blank cell would erase a grade, so a student
without a known score gets no row.
"""

from autograder.grading.results import Report
from autograder.reports.csv import harmless, table
from autograder.reports.export_format import Export, Options
from autograder.reports.scores import column_name, grade, known_scores, people_of, without_roster
from autograder.text import Text

_PEOPLE = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_KEYS = ("SIS Login ID", "SIS User ID", "ID", "Student")


class Canvas:
    """See the module."""

    name = "canvas"
    description = Text(
        "Canvas gradebook CSV (--roster: the gradebook that Canvas exported)",
        "Canvas の成績表 CSV（--roster: Canvas から書き出した成績表）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        results, notes = known_scores(report)
        left_out: tuple[Text, ...] = ()
        if options.roster is None:
            people = {r.id: {"Student": r.id, "SIS Login ID": r.id} for r in results}
            notes.append(without_roster("SIS Login ID"))
        else:
            options.roster.having(_KEYS)  # by which Canvas finds the student again
            people, left_out = people_of(options.roster, results, _KEYS)
        top = max((r.max_score for r in report.submissions), default=0.0)
        rows = [[*_PEOPLE, harmless(column_name(report, options))]]
        rows.append(["    Points Possible", "", "", "", "", f"{top:g}"])
        known = (r for r in results if r.id in people)
        rows += [[*(harmless(people[r.id].get(c, "")) for c in _PEOPLE), grade(r)] for r in known]
        return Export.of(table(rows), notes, left_out)
