"""What the gradebook formats share: whose mark is known, and what the assignment is called."""

from collections.abc import Sequence

from autograder.grading.results import Report, SubmissionResult, total
from autograder.reports.export_format import Options
from autograder.reports.roster import Roster
from autograder.text import Text, one_line


def known_scores(report: Report) -> tuple[list[SubmissionResult], list[Text]]:
    """The submissions whose mark may go into a gradebook, and sentences about the others and about lateness."""
    known = [s for s in report.submissions if s.has_mark]
    faults = [one_line(s.id) for s in report.submissions if not s.has_mark]
    notes = []
    if faults:
        who = ", ".join(faults)
        notes.append(
            Text(
                f"left out, because the grader itself failed on them (grade again): {who}",
                f"採点側の不具合があったため除きました（もう一度採点してください）: {who}",
            )
        )
    late = [s.late.points for s in known if s.late and s.late.points]
    if late:
        notes.append(
            Text(
                f"what the course takes for lateness is taken ({total(late):g} points, {len(late)} submissions): the "
                "other system must not take it once more",
                f"遅延による減点は済んでいます（{len(late)} 件、計 {total(late):g} 点）。"
                "ほかのシステムでもう一度引かないでください",
            )
        )
    return known, notes


def column_name(report: Report, options: Options) -> str:
    """The header of the assignment's column: what the user says, else its title."""
    return options.column or one_line(report.title.in_(options.language)) or report.assignment


def grade(result: SubmissionResult) -> str:
    """What a gradebook's cell says."""
    return f"{result.mark:g}"


def without_roster(column: str) -> Text:
    """That ids are taken for what stands in a column of the other system."""
    return Text(
        f"no --roster: the submissions' ids are taken for the system's {column!r}",
        f"--roster がないため、提出の ID を相手のシステムの {column!r} とみなしました",
    )


def people_of(
    roster: Roster, results: Sequence[SubmissionResult], keys: Sequence[str]
) -> tuple[dict[str, dict[str, str]], tuple[Text, ...]]:
    """The roster's row of each submission, and sentences about those that have none.

    Raises: as `Roster.match`.
    """
    matched = roster.match((r.id for r in results), keys)
    return {i: roster.rows[row] for i, row in matched.found.items()}, roster.left_out(matched)
