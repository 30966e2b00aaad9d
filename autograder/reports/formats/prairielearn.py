"""PrairieLearn's ``results.json`` for one submission (external grading).

https://prairielearn.readthedocs.io/en/latest/externalGrading/ ("Grading results"): ``score`` from 0 to 1, a file of at
most 1 MB; ``gradable: false`` costs no attempt. Points must stand in every test, or none is shown; of a test without
points its sign says how it went.
"""

import json
from typing import Any

from autograder.grading.results import CheckResult, Legend, Report, SubmissionResult
from autograder.reports.export_format import Export, Options, the_submission
from autograder.reports.feedback import check_text, check_title, submission_text
from autograder.reports.words import SIGNS, shown
from autograder.text import Language, Text

_BYTES = 1_000_000
_LIMITS = (20_000, 2_000, 200, 0)  # characters for what is said of a check: the first that fits
_OWN = ("timeout", "wall", "crashed")


class PrairieLearn:
    """See the module."""

    name = "prairielearn"
    description = Text(
        "PrairieLearn's results.json, one submission (write it to /grade/results/results.json)",
        "PrairieLearn の results.json、提出 1 件（/grade/results/results.json に書きます）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        result = the_submission(report, options)
        if result.status == "unreadable" or _was_slow(result):
            return _invalid(submission_text(result, report.legend, options.language))
        return next(
            made for n in _LIMITS if len((made := _file(result, report, options, n)).content) <= _BYTES or not n
        )

    def without_result(self, reason: Text, options: Options) -> Export:
        """See `FormatForOne`."""
        return _invalid(reason.in_(options.language))


def _was_slow(result: SubmissionResult) -> bool:
    """Whether the deadline came although nothing in the submission ran into a limit of its own."""
    return result.is_cut_short and not any(check.ended in _OWN for check in result.checks)


def _invalid(reason: str) -> Export:
    return _json({"gradable": False, "score": 0.0, "format_errors": [reason], "message": reason})


def _file(result: SubmissionResult, report: Report, options: Options, limit: int) -> Export:
    most = result.max_score or 1.0
    return _json(
        {
            "gradable": True,
            "score": min(max(result.mark / most, 0.0), 1.0),
            "message": submission_text(result, report.legend, options.language)[: limit or 200],
            "tests": [_test(check, result, report.legend, options.language, limit) for check in result.checks],
        }
    )


def _test(
    check: CheckResult, result: SubmissionResult, legend: Legend, language: Language, limit: int
) -> dict[str, Any]:
    return {
        "name": f"{SIGNS[shown(check)]} {check_title(check, legend, language)}",
        "points": result.points_of(check),
        "max_points": check.max_points,
        "message": check_text(check, legend, language)[:limit],
    }


def _json(document: dict[str, Any]) -> Export:
    return Export.of(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
