"""What ``nbgrader export`` lacks: the points of each question, and the ids of the learning management system."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry  # type: ignore[import-untyped]
from nbgrader.plugins import ExportPlugin  # type: ignore[import-untyped]

from autograder.reports.csv import harmless, table
from autograder.writing import write_whole

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "lms_user_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "needs_manual_grade",
)


class QuestionsCsv(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own table, with ``lms_user_id`` and one column for each graded cell.

    A row is a student in an assignment; a question that the assignment does not have, or that nobody has given
    points for yet, is left empty. Use it with
    ``nbgrader export --exporter=autograder.nbgrader.export.QuestionsCsv --to questions.csv``.
    """

    def export(self, gradebook: Any) -> None:
        """Write the table to ``--to``, by default ``questions.csv``."""
        rows = list(self._rows(gradebook))
        questions = list(dict.fromkeys(name for _, points in rows for name in points))
        header = [*COLUMNS, *questions]
        body = [[*map(_shown, about), *(_shown(points.get(q)) for q in questions)] for about, points in rows]
        target = Path(self.to or "questions.csv")
        try:
            write_whole(target, table([list(map(harmless, header)), *body]).encode())
        except OSError as error:
            self.log.error("%s: cannot be written (%s); name another file with --to", target, error.strerror)
            sys.exit(1)
        self.log.info("%d rows in %s", len(rows), target)

    def _rows(self, gradebook: Any) -> Iterator[tuple[list[Any], dict[str, float | None]]]:
        """What stands in `COLUMNS`, and the points by question."""
        assignments, students = (set(map(str, chosen)) for chosen in (self.assignment, self.student))
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                if (assignments and assignment.name not in assignments) or (students and student.id not in students):
                    continue
                try:
                    submission = gradebook.find_submission(assignment.name, student.id)
                except MissingEntry:
                    submission = None
                yield _about(assignment, student, submission), _points(submission)


def _about(assignment: Any, student: Any, submission: Any) -> list[Any]:
    who = [student.id, student.lms_user_id, student.last_name, student.first_name, student.email]
    if submission is None:
        return [assignment.name, assignment.duedate, "", *who, 0.0, 0.0, 0.0, assignment.max_score, ""]
    penalty = submission.late_submission_penalty or 0.0
    scores = [submission.score, penalty, max(0.0, submission.score - penalty), assignment.max_score]
    waiting = "yes" if submission.needs_manual_grade else "no"
    return [assignment.name, submission.duedate, submission.timestamp, *who, *scores, waiting]


def _points(submission: Any) -> dict[str, float | None]:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades] if submission else []
    return {g.name: None if g.auto_score is None and g.manual_score is None else g.score for g in grades}


def _shown(value: Any) -> str:
    return "" if value is None else harmless(str(value))
