"""Moodle: a CSV for "Grades > Import > CSV file".

Moodle asks on upload which column identifies the student (user name, ID number or e-mail address), which one is
the grade and which one the feedback; it refuses the whole file if one student is unknown
(grade/import/csv/classes/load_data.php in github.com/moodle/moodle). Imported feedback replaces the grade's old
one and is read as HTML, so it is escaped; a student without a known score gets no row.
"""

import html
import re

from autograder.grading.results import Report
from autograder.reports.csv import SIGNS, harmless, table
from autograder.reports.export_format import Export, Options
from autograder.reports.feedback import short_feedback
from autograder.reports.scores import column_name, grade, known_scores, people_of, without_roster
from autograder.text import Text

_KEYS = (
    *("Username", "username", "ID number", "idnumber", "Email address", "email"),
    *("ユーザ名", "ユーザー名", "IDナンバー", "メールアドレス"),
)
_USUAL_MAXIMUM = 100
# What would be a formula where ; is the separator, which ends every entity: "x &lt;= 1".
_AFTER_ENTITY = re.compile(rf"(?<=;)(?:[^\S;\n\t]*{SIGNS})+")


class Moodle:
    """See the module."""

    name = "moodle"
    description = Text(
        "Moodle grade-import CSV with feedback (--roster: a grade or participants export of Moodle)",
        "フィードバック付きの Moodle 評定インポート CSV（--roster: 評定または参加者の書き出し）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        results, notes = known_scores(report)
        left_out: tuple[Text, ...] = ()
        if options.roster is None:
            columns = ["Username"]
            people = {r.id: {"Username": r.id} for r in results}
            notes.append(without_roster("Username"))
        else:
            columns = options.roster.having(_KEYS)
            people, left_out = people_of(options.roster, results, _KEYS)
        if any(r.mark > _USUAL_MAXIMUM for r in results):
            notes.append(
                Text(
                    f"Moodle refuses grades over {_USUAL_MAXIMUM} unless 'unlimited grades' is switched on",
                    f"Moodle は、「無制限の評点」を有効にしない限り {_USUAL_MAXIMUM} を超える評点を受け付けません",
                )
            )
        name = column_name(report, options)
        rows = [[*columns, harmless(name), harmless(f"{name} feedback")]]
        for r in (r for r in results if r.id in people):
            feedback = _as_html(short_feedback(r, report.legend, options.language))
            rows.append([*(harmless(people[r.id][c]) for c in columns), grade(r), harmless(feedback)])
        return Export.of(table(rows), notes, left_out)


def _as_html(text: str) -> str:
    """The text as Moodle reads it, with entities for the signs that a spreadsheet would take for a formula's."""
    escaped = html.escape(text, quote=False)
    return _AFTER_ENTITY.sub(lambda run: re.sub(SIGNS, lambda sign: f"&#{ord(sign[0])};", run[0]), escaped)
