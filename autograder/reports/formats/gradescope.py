"""Gradescope's ``results.json`` for one submission.

Fields: https://gradescope-autograders.readthedocs.io/en/latest/specs/ ("Output format"). All text is declared as
plain ``text``: a submission's output must not become HTML there.
"""

import json
from typing import Any

from autograder.grading.results import CheckResult, Legend, Report, SubmissionResult, Written
from autograder.reports.export_format import Export, Options, the_submission
from autograder.reports.feedback import check_text, check_title, submission_text
from autograder.text import Text, visible


class Gradescope:
    """See the module."""

    name = "gradescope"
    description = Text(
        "Gradescope's results.json, one submission (write it to /autograder/results/results.json)",
        "Gradescope の results.json、提出 1 件（/autograder/results/results.json に書きます）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        result = the_submission(report, options)
        document = {
            "score": result.mark,
            "execution_time": round(sum(c.seconds for c in result.checks), 3),
            "output": submission_text(result, report.legend, options.language),
            "output_format": "text",
            "test_output_format": "text",
            "test_name_format": "text",
            "tests": [
                *(_test(i, check, result, report.legend, options) for i, check in enumerate(result.checks, 1)),
                *map(_answer, result.written),
            ],
        }
        return Export.of(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _test(
    number: int, check: CheckResult, result: SubmissionResult, legend: Legend, options: Options
) -> dict[str, Any]:
    return {
        "number": str(number),
        "name": check_title(check, legend, options.language),
        "score": result.points_of(check),
        "max_score": check.max_points,
        "status": "passed" if check.outcome == "passed" else "failed",
        "output": check_text(check, legend, options.language),
        "tags": [check.outcome],
        "visibility": "visible" if check.id in legend.public else options.hidden_checks,
        "extra_data": {"check": visible(check.id), "diagnosis": check.diagnosis.id if check.diagnosis else None},
    }


def _answer(written: Written) -> dict[str, Any]:
    """A written answer: what stands beside its points is said above all tests."""
    return {"name": visible(written.question), "score": written.points or 0.0, "max_score": written.max_points}
