"""GitHub Classroom: the result that an autograding step hands to ``autograding-grading-reporter``.

The reporter reads ``status``, ``max_score`` and, of each test, ``name``, ``status``, ``score``, ``message``,
``line_no`` and ``test_code`` from base64-encoded JSON of version 3 (github.com/classroom-resources). A check
has no line in the student's repository: ``line_no`` 0 keeps the reporter from naming one.
"""

import json
from typing import Any

from autograder.grading.results import CheckResult, Legend, Report
from autograder.reports.export_format import Export, Options, the_submission
from autograder.reports.feedback import check_text, check_title
from autograder.text import Language


class Classroom:
    """See the module."""

    name = "classroom"
    description = (
        "GitHub Classroom's autograding result, one submission "
        '(in a step: echo "result=$(base64 -w0 FILE)" >> "$GITHUB_OUTPUT")'
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        result = the_submission(report, options)
        all_passed = all(c.outcome == "passed" for c in result.checks)
        document = {
            "version": 3,
            "status": "error" if result.status == "unreadable" else "pass" if all_passed else "fail",
            "max_score": result.max_score,
            "tests": [_test(check, report.legend, options.language) for check in result.checks],
        }
        return Export.of(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _test(check: CheckResult, legend: Legend, language: Language) -> dict[str, Any]:
    statuses = {"passed": "pass", "failed": "fail", "unwritten": "fail", "skipped": "fail"}
    return {
        "name": check_title(check, legend, language),
        "status": statuses.get(check.outcome, "error"),
        "message": check_text(check, legend, language),
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "duration": round(check.seconds, 3),
        "score": check.points,
    }
