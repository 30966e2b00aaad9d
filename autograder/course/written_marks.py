"""Marks for written answers: ``written.csv`` in a course, or nbgrader's gradebook where the course names that."""

from collections.abc import Collection
from pathlib import Path

from autograder.course.gradebook import answers_marked_in
from autograder.course.tables import Row, for_assignment, read_rows
from autograder.course.written import Question
from autograder.structs import Struct
from autograder.text import Text, nearest, one_line

FILE = "written.csv"
GRADEBOOK_SUFFIX = ".db"
_COLUMNS = ("submission", "question", "points")


class AnswerMark(Struct, frozen=True):
    """What a person gave for the answer to a question."""

    submission: str
    question: str
    points: float | None
    """None: not marked yet."""
    comment: str = ""
    who: str = ""
    row: Row | None = None
    """Where it stands, if in a table."""


def read_answer_marks(
    path: Path, questions: Collection[Question], assignment: str, assignments: Collection[str]
) -> tuple[AnswerMark, ...]:
    """The marks for the answers to an assignment's questions; none if there is no file::

        submission,assignment,question,points,comment,who
        hana,layers,mean_or_sum,1.5,"names the mean, not the scale",M. Sato

    ``assignment`` may be left out where the course has only one, ``comment`` and ``who`` always. Without points an
    answer is not marked yet.

    Raises:
        UsageError: if the file is wrong; says where.
    """
    if path.suffix == GRADEBOOK_SUFFIX:
        known = {q.id for q in questions}
        return tuple(AnswerMark(*m) for m in answers_marked_in(path, assignment) if m.question in known)
    rows = for_assignment(read_rows(path, _COLUMNS, ("assignment", "comment", "who")), assignment, assignments)
    found: dict[tuple[str, str], AnswerMark] = {}
    for row in rows:
        mark = _mark(row, {q.id: q for q in questions}, assignment)
        other = found.setdefault((mark.submission, mark.question), mark)
        if other is not mark and other.row is not None:
            line = other.row.line
            raise row.wrong(
                Text(
                    f"marks the same answer as line {line}; keep one of the two",
                    f"{line} 行目と同じ答えの点数です。どちらかにしてください",
                )
            )
    return tuple(found.values())


def _mark(row: Row, questions: dict[str, Question], assignment: str) -> AnswerMark:
    named = row.needed("question")
    if named not in questions:
        shown = one_line(named, 40)
        unknown = Text(
            f"{assignment} has no written question {shown!r}", f"{assignment} に {shown!r} という記述問題はありません"
        )
        raise row.wrong(unknown + nearest(named, questions))
    of = Text(f"the question {named!r}", f"問題 {named!r} ")
    points = row.number("points", questions[named].points, of) if row["points"] else None
    return AnswerMark(row.needed("submission"), named, points, row["comment"], row["who"], row)
