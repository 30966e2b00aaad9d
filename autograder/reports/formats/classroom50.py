"""Classroom 50: ``result.json`` for one submission, and ``release-body.md`` beside it.

https://github.com/foundation50/classroom50 (schemas/result-v1.schema.json, wiki/Advanced-Autograding.md): points are
whole numbers, so all of them are multiplied by the least number that makes them whole. Whose submission it is stands in
the environment that the runner gives to an ``autograder.py``.
"""

import json
import math
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from autograder.errors import UsageError
from autograder.grading.results import CheckResult, Legend, Report, SubmissionResult, total
from autograder.reports.export_format import Export, Options, the_submission
from autograder.reports.feedback import check_text, check_title
from autograder.reports.markdown import plain, summary_markdown
from autograder.structs import replace
from autograder.text import Language, Text

BODY = "release-body.md"
_FROM = {
    "classroom": "CLASSROOM", "assignment": "ASSIGNMENT", "assignment_type": "ASSIGNMENT_TYPE", "owner": "OWNER",
    "submission": "SUBMISSION_TAG", "commit": "COMMIT_URL", "release": "RELEASE_URL",
}  # fmt: skip
_FINEST = 1000  # points are multiples of 1/1000 at least


class Classroom50:
    """See the module."""

    name = "classroom50"
    description = Text(
        "Classroom 50's result.json and release-body.md, one submission (in its autograder.py)",
        "Classroom 50 の result.json と release-body.md、提出 1 件（autograder.py の中で）",
    )

    def render(self, report: Report, options: Options) -> Export:
        """See `Format`."""
        result = the_submission(report, options)
        if not result.max_score:  # public checks alone: a point for each
            result = replace(result, checks=tuple(map(_a_point, result.checks)), max_score=float(len(result.checks)))
            result = replace(result, score=total(check.points for check in result.checks))
        times = whole([*(check.max_points for check in result.checks), result.max_score])
        tests = [_test(check, result, report.legend, options.language, times) for check in result.checks]
        most = round(result.max_score * times)
        body = summary_markdown(result, report.legend, report.title or Text.same(report.assignment), options.language)
        return _export(min(round(result.mark * times), most), most, tests, body)

    def without_result(self, reason: Text, options: Options) -> Export:
        """See `FormatForOne`."""
        return _export(0, 0, [], plain(reason.in_(options.language)) + "\n")


def whole(points: Iterable[float]) -> int:
    """The least number that makes all of these whole when they are multiplied by it."""
    return math.lcm(*(Fraction(value).limit_denominator(_FINEST).denominator for value in points))


def _export(score: int, most: int, tests: list[dict[str, Any]], body: str) -> Export:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document = {
        "schema": "classroom50/result/v1",
        **_identity(),
        "datetime": now,  # the runner puts the commit's own date here
        "score": score,
        "max-score": most,
        "tests": tests,
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return Export(text.encode(), beside={BODY: body.encode()})


def _identity() -> dict[str, str]:
    known = {"ASSIGNMENT_TYPE": "individual", "OWNER": os.environ.get("USERNAME", ""), **os.environ}
    missing = [name for name in _FROM.values() if not known.get(name)]
    if missing:
        names = ", ".join(missing)
        raise UsageError(
            Text(
                f"the environment lacks {names}: this format is for an autograder.py of Classroom 50",
                f"環境変数 {names} がありません。この形式は Classroom 50 の autograder.py の中で使います",
            )
        )
    return {key: known[name] for key, name in _FROM.items()} | {
        "review": known.get("REVIEW_URL") or known["COMMIT_URL"]
    }


def _a_point(check: CheckResult) -> CheckResult:
    return replace(check, points=float(check.outcome == "passed"), max_points=1.0)


def _test(
    check: CheckResult, result: SubmissionResult, legend: Legend, language: Language, times: int
) -> dict[str, Any]:
    most = round(check.max_points * times)
    return {
        "test-name": check_title(check, legend, language) or check.id,
        "passed": check.outcome == "passed",
        "score": min(max(round(result.points_of(check) * times), 0), most),
        "max-score": most,
        "outcome": check.outcome,
        "message": check_text(check, legend, language),
    }
