"""A comparison as CSV: one line per student, everybody who is in one of the reports."""

from collections.abc import Iterator

from autograder.grading.results import SubmissionResult
from autograder.reports.comparison import differences
from autograder.reports.comparison.comparing import Change, Comparison, share
from autograder.reports.csv import harmless, table

COLUMNS = (
    "id", "change", "old_status", "new_status", "old_mark", "new_mark", "difference", "old_max", "new_max",
    "old_share", "new_share", "because", "checks",
)  # fmt: skip


def render(comparison: Comparison) -> str:
    """Worst first, then who is new, then who is gone. ``checks`` says of each check that moved what it said before."""
    return table([COLUMNS, *_rows(comparison)])


def _rows(comparison: Comparison) -> Iterator[list[str]]:
    for change in comparison.students:
        checks = "; ".join(f"{m.check}: {' → '.join(differences.moved_sides(m, 'en'))}" for m in change.moved)
        yield [
            harmless(change.id),
            change.direction,
            *_both(change.before, change.after, change),
            ",".join(change.causes),
            harmless(checks),
        ]
    for result in comparison.arrived:
        yield [harmless(result.id), "new", *_both(None, result), "", ""]
    for result in comparison.gone:
        yield [harmless(result.id), "gone", *_both(result, None), "", ""]


def _both(before: SubmissionResult | None, after: SubmissionResult | None, change: Change | None = None) -> list[str]:
    """The columns from ``old_status`` to ``new_share``."""
    old, new = _columns(before), _columns(after)
    delta = f"{change.delta:g}" if change and change.is_known else ""
    return [old[0], new[0], old[1], new[1], delta, old[2], new[2], old[3], new[3]]


def _columns(result: SubmissionResult | None) -> tuple[str, str, str, str]:
    if result is None:
        return "", "", "", ""
    part = share(result)
    mark = f"{result.mark:g}" if result.has_mark else ""
    return result.status, mark, f"{result.max_score:g}", "" if part is None else f"{part:.4f}"
