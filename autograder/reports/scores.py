"""What the gradebook formats share: whose score is known, and what the assignment is called."""

from autograder.grading.results import Report, SubmissionResult
from autograder.reports.export_format import Options
from autograder.text import one_line


def known_scores(report: Report) -> tuple[list[SubmissionResult], list[str]]:
    """The submissions whose score may go into a gradebook, and a sentence about the others."""
    known = [s for s in report.submissions if s.status != "fault"]
    faults = [one_line(s.id) for s in report.submissions if s.status == "fault"]
    notes = [f"left out, because the grader itself failed on them (grade again): {', '.join(faults)}"] * bool(faults)
    return known, notes


def column_name(report: Report, options: Options) -> str:
    """The header of the assignment's column: what the user says, else its title."""
    return options.column or one_line(report.title.in_(options.language)) or report.assignment
