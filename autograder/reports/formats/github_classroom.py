"""GitHub Classroom: the result that an autograding step hands to ``autograding-grading-reporter``.

The reporter reads ``status``, ``max_score`` and, of each test, ``name``, ``status``, ``score``, ``message``,
``line_no`` and ``test_code`` from base64-encoded JSON of version 3 (github.com/classroom-resources). A check
has no line in the student's repository: ``line_no`` 0 keeps the reporter from naming one.
"""

import json
from collections.abc import Iterator
from typing import Any

from autograder.grading.results import CheckResult, Legend, Report, SubmissionResult, total
from autograder.reports.export_format import Export, Options, the_submission
from autograder.reports.feedback import check_text, check_title, submission_text
from autograder.text import Language, Text

_BY_PERSONS = Text("Marked by your teachers, and lateness", "採点者による点数と遅れによる減点")


class Classroom:
    """See the module."""

    name = "classroom"
    description = Text(
        "GitHub Classroom's autograding result, one submission "
        '(in a step: echo "result=$(base64 -w0 FILE)" >> "$GITHUB_OUTPUT")',
        "GitHub Classroom の自動採点の結果、提出 1 件"
        '（ステップの中で: echo "result=$(base64 -w0 FILE)" >> "$GITHUB_OUTPUT"）',
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        result = the_submission(report, options)
        all_passed = all(c.outcome == "passed" for c in result.checks)
        document = {
            "version": 3,
            "status": "error" if result.status == "unreadable" else "pass" if all_passed else "fail",
            "max_score": result.max_score,
            "tests": [
                *(_test(check, result, report.legend, options.language) for check in result.checks),
                *_elsewhere(result, report.legend, options.language),
            ],
        }
        return Export.of(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _test(check: CheckResult, result: SubmissionResult, legend: Legend, language: Language) -> dict[str, Any]:
    statuses = {"passed": "pass", "failed": "fail", "unwritten": "fail", "skipped": "fail"}
    return {
        "name": check_title(check, legend, language),
        "status": statuses.get(check.outcome, "error"),
        "message": check_text(check, legend, language),
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "duration": round(check.seconds, 3),
        "score": result.points_of(check),
    }


def _elsewhere(result: SubmissionResult, legend: Legend, language: Language) -> Iterator[dict[str, Any]]:
    """A test with the points that stand in no check, because the reporter adds up the tests."""
    rest = total((result.mark, *(-result.points_of(check) for check in result.checks)))
    if rest:
        yield {
            "name": _BY_PERSONS.in_(language),
            "status": "pass" if rest > 0 else "fail",
            "message": submission_text(result, legend, language),
            "test_code": "",
            "filename": "",
            "line_no": 0,
            "duration": 0,
            "score": rest,
        }
