"""What the gradebook formats share: whose mark is known, and what the assignment is called."""

from collections.abc import Sequence

from autograder.grading.results import Report, SubmissionResult, total
from autograder.reports.export_format import Options
from autograder.reports.roster import Roster
from autograder.text import one_line


def known_scores(report: Report) -> tuple[list[SubmissionResult], list[str]]:
    """The submissions whose mark may go into a gradebook, and sentences about the others and about lateness."""
    known = [s for s in report.submissions if s.has_mark]
    faults = [one_line(s.id) for s in report.submissions if not s.has_mark]
    notes = [f"left out, because the grader itself failed on them (grade again): {', '.join(faults)}"] * bool(faults)
    late = [s.late.points for s in known if s.late and s.late.points]
    if late:
        notes.append(
            f"what the course takes for lateness is taken ({total(late):g} points, {len(late)} submissions): the other "
            "system must not take it once more"
        )
    return known, notes


def column_name(report: Report, options: Options) -> str:
    """The header of the assignment's column: what the user says, else its title."""
    return options.column or one_line(report.title.in_(options.language)) or report.assignment


def grade(result: SubmissionResult) -> str:
    """What a gradebook's cell says."""
    return f"{result.mark:g}"


def people_of(
    roster: Roster, results: Sequence[SubmissionResult], keys: Sequence[str]
) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """The roster's row of each submission, and sentences about those that have none.

    Raises: as `Roster.match`.
    """
    matched = roster.match((r.id for r in results), keys)
    return {i: roster.rows[row] for i, row in matched.found.items()}, roster.left_out(matched)
