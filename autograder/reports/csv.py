"""The report as a table: one line per submission, one column per check."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from autograder.grading.results import Late, Report
from autograder.text import visible

# What a spreadsheet reads as a formula: at the beginning of a cell or, where it takes ; for the separator, of a part
# of one. Full-width and small forms count as well; blanks before them do not help.
SIGNS = r"[=+\-@＝＋－＠﹦﹢﹣﹫]"
_LATE = ("due", "handed_in", "late_seconds", "extension", "late_points")
_FORMULA = re.compile(rf"^(?=[\t\n])|(^|[;\n\t])(?=[^\S;\n\t]*{SIGNS})")


def render(report: Report) -> str:
    """One line per submission, with the points that count; who is late, and the mark that this leaves, come last.

    Opens safely in a spreadsheet.
    """
    checks = [c.id for c in report.checks]
    questions = list(dict.fromkeys(w.question for s in report.submissions for w in s.written))
    named = map(harmless, (*checks, *(f"answer-{q}" for q in questions)))
    rows = [
        [
            "id",
            "status",
            "score",
            "max_score",
            *named,
            "reason",
            "unwritten",
            "graded_score",
            "overrides",
            *_LATE,
            "mark",
        ]
    ]
    for submission in report.submissions:
        earned = {c.id: submission.points_of(c) for c in submission.checks}
        written = {w.question: w.points for w in submission.written}
        rows.append(
            [
                harmless(submission.id),
                submission.status,
                f"{submission.score:g}",
                f"{submission.max_score:g}",
                *(_number(earned.get(c)) for c in checks),
                *(_number(written.get(q)) for q in questions),
                harmless(submission.reason.en),
                str(submission.unwritten),
                f"{submission.graded_score:g}",
                harmless("; ".join(f"{o.check}: {o.reason} ({o.who})" for o in submission.overrides)),
                *_late(submission.late),
                f"{submission.mark:g}" if submission.has_mark else "",
            ]
        )
    return table(rows)


def _number(points: float | None) -> str:
    return "" if points is None else f"{points:g}"


def _late(late: Late | None) -> list[str]:
    if late is None:
        return [""] * len(_LATE)
    return [late.due, late.handed_in, f"{late.seconds:.0f}", harmless(late.extension), f"{late.points:g}"]


def table(rows: Iterable[Sequence[str]]) -> str:
    """`rows` as CSV: comma, quotes where needed, line feeds."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """`cell` without invisible characters, and such that no spreadsheet takes it or a part of it for a formula."""
    return _FORMULA.sub(r"\1'", visible(cell))
