"""The report as a table: one line per submission, one column per check."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from autograder.grading.results import Report
from autograder.text import visible

# What a spreadsheet reads as a formula: at the beginning of a cell or, where it takes ; for the separator, of a part
# of one. Full-width and small forms count as well; blanks before them do not help.
SIGNS = r"[=+\-@＝＋－＠﹦﹢﹣﹫]"
_FORMULA = re.compile(rf"^(?=[\t\n])|(^|[;\n\t])(?=[^\S;\n\t]*{SIGNS})")


def render(report: Report) -> str:
    """Columns: id, status, score, max_score, the points of each check, reason. Opens safely in a spreadsheet."""
    checks = [c.id for c in report.checks]
    rows = [["id", "status", "score", "max_score", *map(harmless, checks), "reason"]]
    for submission in report.submissions:
        earned = {c.id: c.points for c in submission.checks}
        rows.append(
            [
                harmless(submission.id),
                submission.status,
                f"{submission.score:g}",
                f"{submission.max_score:g}",
                *(f"{earned[c]:g}" if c in earned else "" for c in checks),
                harmless(submission.reason.en),
            ]
        )
    return table(rows)


def table(rows: Iterable[Sequence[str]]) -> str:
    """`rows` as CSV: comma, quotes where needed, line feeds."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """`cell` without invisible characters, and such that no spreadsheet takes it or a part of it for a formula."""
    return _FORMULA.sub(r"\1'", visible(cell))
