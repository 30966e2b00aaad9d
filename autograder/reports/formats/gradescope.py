"""Gradescope's ``results.json`` for one submission.

Fields: https://gradescope-autograders.readthedocs.io/en/latest/specs/ ("Output format"). All text is declared as
plain ``text``: a submission's output must not become HTML there.
"""

import json
from typing import Any

from autograder.grading.results import CheckResult, Legend, Report
from autograder.reports.export_format import Export, Options, the_submission
from autograder.reports.feedback import check_text, check_title, submission_text
from autograder.text import visible


class Gradescope:
    """See the module."""

    name = "gradescope"
    description = "Gradescope's results.json, one submission (write it to /autograder/results/results.json)"

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        result = the_submission(report, options)
        document = {
            "score": result.score,
            "execution_time": round(sum(c.seconds for c in result.checks), 3),
            "output": submission_text(result, options.language),
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "tests": [_test(i, check, report.legend, options) for i, check in enumerate(result.checks, 1)],
        }
        return Export.of(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _test(number: int, check: CheckResult, legend: Legend, options: Options) -> dict[str, Any]:
    return {
        "number": str(number),
        "name": check_title(check, legend, options.language),
        "score": check.points,
        "max_score": check.max_points,
        "status": "passed" if check.outcome == "passed" else "failed",
        "output": check_text(check, legend, options.language),
        "tags": [check.outcome],
        "visibility": "visible" if check.id in legend.public else options.hidden_checks,
        "extra_data": {"check": visible(check.id), "diagnosis": check.diagnosis.id if check.diagnosis else None},
    }
