"""A report has one result for each id: what lays reports side by side depends on it."""

from collections import Counter

from autograder.errors import UsageError
from autograder.grading.results import Report
from autograder.text import Text, one_line


def refuse_repeated(report: Report, name: str) -> None:
    """Raises: UsageError naming the file if it has two results of one id."""
    counted = Counter(submission.id for submission in report.submissions)
    twice = [id for id, count in counted.items() if count > 1]
    if twice:
        raise UsageError(
            Text(
                f"{name}: holds two results of {one_line(twice[0], 40)!r}; rename one of the hand-ins and grade again",
                f"{name}: {one_line(twice[0], 40)!r} の結果が 2 つあります。どちらかの提出の名前を"
                "変えて、もう一度採点してください",
            )
        )
