"""Gradescope's ``results.json`` for one submission.

Fields: https://gradescope-autograders.readthedocs.io/en/latest/specs/ ("Output format"). What is said is Markdown in
which no text of a submission is more than text. A hidden test would hide the total as well, so what students must not
see yet is left out rather than hidden: see `autograder.reports.due_dates`.
"""

import json
from typing import Any

from autograder.grading.results import CheckResult, Legend, Report, SubmissionResult, Written
from autograder.reports.export_format import Export, Options, the_submission
from autograder.reports.feedback import check_title
from autograder.reports.markdown import check_markdown, plain, submission_markdown
from autograder.reports.words import OUTCOMES, shown
from autograder.text import Text, one_line, visible

_FORMATS = {"output_format": "md", "test_output_format": "md", "test_name_format": "text"}
_KEPT = Text("The score of your last hand-in stands.", "前回の提出の得点はそのまま残ります。")


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
        tests = [_test(i, check, result, report.legend, options) for i, check in enumerate(result.checks, 1)]
        document = {
            "score": result.mark,
            "execution_time": round(sum(c.seconds for c in result.checks), 3),
            "output": submission_markdown(result, report.legend, options.language),
            **_FORMATS,
            "tests": [*tests, *map(_answer, result.written)],
        }
        return _file(document)

    def without_result(self, reason: Text, options: Options) -> Export:
        """See `FormatForOne`. Gradescope asks for a score: the last one, where there is one."""
        said = Text.join((reason, _KEPT)) if options.last_score else reason
        text = plain(said.in_(options.language))
        return _file({"score": options.last_score or 0.0, "output": text, **_FORMATS, "tests": []})


def _file(document: dict[str, Any]) -> Export:
    return Export.of(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _test(
    number: int, check: CheckResult, result: SubmissionResult, legend: Legend, options: Options
) -> dict[str, Any]:
    diagnosis = check.diagnosis and legend.diagnosis(check.diagnosis).title.in_(options.language)
    return {
        "number": str(number),
        "name": check_title(check, legend, options.language),
        "score": result.points_of(check),
        "max_score": check.max_points,
        "status": "passed" if check.outcome == "passed" else "failed",
        "output": check_markdown(check, legend, options.language),
        "tags": [OUTCOMES[shown(check)].in_(options.language), *([one_line(diagnosis, 80)] if diagnosis else [])],
        "visibility": "visible" if check.id in legend.public else options.hidden_checks,
        "extra_data": {
            "check": visible(check.id),
            "outcome": check.outcome,
            "diagnosis": check.diagnosis.id if check.diagnosis else None,
        },
    }


def _answer(written: Written) -> dict[str, Any]:
    """A written answer: what stands beside its points is said above all tests."""
    return {"name": visible(written.question), "score": written.points or 0.0, "max_score": written.max_points}
