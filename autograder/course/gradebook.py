"""What people have marked by hand in nbgrader's gradebook, an SQLite file; nbgrader itself is not needed."""

import contextlib
from pathlib import Path
from typing import NamedTuple

from autograder.errors import UsageError
from autograder.text import Text

ANSWER = "answer-"
"""How the cell of a written answer is called: this and the question's id (see `handed_out.cells`)."""
_SCORES = """
SELECT submitted_assignment.student_id, base_cell.name, grade.manual_score + coalesce(grade.extra_credit, 0),
       coalesce(comment.manual_comment, '')
FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
LEFT JOIN comment ON comment.cell_id = grade.cell_id AND comment.notebook_id = grade.notebook_id
WHERE assignment.name = ? AND base_cell.name LIKE 'answer-%'
  AND grade.manual_score IS NOT NULL AND NOT grade.needs_manual_grade
ORDER BY 1, 2"""


class Marked(NamedTuple):
    """A student's answer, and what somebody gave for it."""

    student: str
    question: str
    points: float
    comment: str


def answers_marked_in(path: Path, assignment: str) -> tuple[Marked, ...]:
    """What the gradebook has of an assignment's written answers.

    Raises:
        UsageError: if it is no gradebook of nbgrader, or cannot be read.
    """
    import sqlite3  # not at the top: students' Pythons need not have it

    if not path.is_file():
        missing = Text(
            "there is no such gradebook; correct 'tool.kadai.written' in the course's pyproject.toml",
            "この成績簿はありません。コースの pyproject.toml の tool.kadai.written を直してください",
        )
        raise UsageError(f"{path}: " + missing)
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute(_SCORES, (assignment,)).fetchall()
    except sqlite3.Error as error:
        foreign = Text(
            f"cannot be read as a gradebook of nbgrader ({error})", f"nbgrader の成績簿として読めません（{error}）"
        )
        raise UsageError(f"{path}: " + foreign) from None
    return tuple(Marked(str(s), str(c).removeprefix(ANSWER), float(p), str(t)) for s, c, p, t in rows)
