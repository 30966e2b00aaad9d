"""A gradebook as CSV: first what the assignments are worth, then a line per student, then mean and median."""

from collections.abc import Iterator

from autograder.grading.results import SubmissionResult
from autograder.reports.csv import harmless, table
from autograder.reports.gradebook.beside_marks import remark
from autograder.reports.gradebook.gathering import Gradebook, Student
from autograder.reports.roster import KEY
from autograder.text import Language

WORTH, MEAN, MEDIAN = "(points possible)", "(mean)", "(median)"
_PARTS = ("graded", "by_hand", "late")


def render(gradebook: Gradebook, language: Language = "en") -> str:
    """Columns: ``submission``, the roster's own, the marks, ``sum``, ``of``, ``missing``; then how marks came about.

    An empty mark is none, not 0: the assignment's column ``note`` says why. ``graded`` is the machine's score,
    ``by_hand`` the score that persons made of it, ``late`` what lateness takes of that.
    """
    about = [column for column in gradebook.about if column != KEY]
    assignments = [column.assignment for column in gradebook.columns]
    details = [f"{assignment} {part}" for assignment in assignments for part in (*_PARTS, "note")]
    header = [KEY, *about, *assignments, "sum", "of", "missing", *details]
    rows = [header, _summary(gradebook, WORTH, [c.max_score for c in gradebook.columns], gradebook.most)]
    rows += [_row(student, gradebook, language) for student in gradebook.students]
    mean, median = gradebook.sums()
    rows.append(_summary(gradebook, MEAN, [c.mean for c in gradebook.columns], mean))
    rows.append(_summary(gradebook, MEDIAN, [c.median for c in gradebook.columns], median))
    return table([harmless(cell) for cell in row] + [""] * (len(header) - len(row)) for row in rows)


def _row(student: Student, gradebook: Gradebook, language: Language) -> list[str]:
    cells = dict(zip(gradebook.about, student.about, strict=True))
    key = cells.pop(KEY, "") or " / ".join(student.ids)
    missing = str(student.missing)
    details = [cell for result in student.results for cell in _details(result, language)]
    marks = [_number(mark) for mark in student.marks]
    return [key, *cells.values(), *marks, _number(student.sum), _number(gradebook.most), missing, *details]


def _details(result: SubmissionResult | None, language: Language) -> Iterator[str]:
    known = result if result is not None and result.has_mark else None
    yield _number(known.graded_score if known else None)
    yield _number(known.score if known and (known.overrides or known.written) else None)
    yield _number(known.late.points if known and known.late else None)
    yield remark(result).in_(language)


def _summary(
    gradebook: Gradebook, name: str, values: list[float | None] | list[float], whole: float | None
) -> list[str]:
    about = [""] * len([column for column in gradebook.about if column != KEY])
    return [name, *about, *map(_number, values), _number(whole)]


def _number(points: float | None) -> str:
    return "" if points is None else f"{points:.10g}"
