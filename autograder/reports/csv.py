"""The report as a table: one line per submission, one column per check."""

import csv
import io

from autograder.grading.results import Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report) -> str:
    """Columns: id, status, score, max_score, the points of each check, reason. Opens safely in a spreadsheet."""
    checks = [c.id for c in report.checks]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "status", "score", "max_score", *checks, "reason"])
    for submission in report.submissions:
        earned = {c.id: c.points for c in submission.checks}
        writer.writerow(
            [
                harmless(submission.id),
                submission.status,
                f"{submission.score:g}",
                f"{submission.max_score:g}",
                *(f"{earned[c]:g}" if c in earned else "" for c in checks),
                harmless(submission.reason),
            ]
        )
    return out.getvalue()


def harmless(cell: str) -> str:
    """`cell` such that no spreadsheet takes it for a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
