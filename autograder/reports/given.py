"""What students are given of a result: never what the answers of hidden checks should have been, unless asked for.

Inputs of hidden checks are the same at every run. Whoever read what was expected could answer from a table.
"""

from typing import Any, Literal

import msgspec

from autograder.grading.results import CheckResult, Report, SubmissionResult

Feedback = Literal["full", "diagnosis", "outcome"]
"""Of hidden checks: all, with expected numbers; the own value, the pattern and the mistake's name; passed or not."""

DEFAULT: Feedback = "diagnosis"
_OWN = ("kind", "what", "shapes", "dtypes")


def given_report(report: Report, feedback: Feedback = DEFAULT) -> Report:
    """The report as students may have it."""
    return msgspec.structs.replace(report, submissions=tuple(given(s, feedback) for s in report.submissions))


def given(result: SubmissionResult, feedback: Feedback = DEFAULT) -> SubmissionResult:
    """A submission's result as its student may have it."""
    return msgspec.structs.replace(result, checks=tuple(_check(c, feedback) for c in result.checks))


def _check(check: CheckResult, feedback: Feedback) -> CheckResult:
    if feedback == "full":
        return _with_condition(check)
    if check.public:  # the student has the test itself
        return check
    if feedback == "outcome":
        return msgspec.structs.replace(check, message="", message_ja="", diagnosis=None, details={}, trace_digest="")
    told: dict[str, str] = check.details.get("told") or {"en": check.message, "ja": check.message_ja}
    return msgspec.structs.replace(check, message=told["en"], message_ja=told["ja"], details=_own(check.details))


def _with_condition(check: CheckResult) -> CheckResult:
    """With what pytest shows of a plain ``assert``."""
    condition = check.details.get("condition")
    if not condition:
        return check
    message, message_ja = (f"{m}\n{condition}" for m in (check.message, check.message_ja or check.message))
    details = {key: value for key, value in check.details.items() if key != "condition"}
    return msgspec.structs.replace(check, message=message, message_ja=message_ja, details=details)


def _own(details: dict[str, Any]) -> dict[str, Any]:
    """The details that say what came, and nothing of what should have come; shapes are no secret."""
    own = {key: details[key] for key in _OWN if key in details}
    return own | ({"difference": _own(details["difference"])} if isinstance(details.get("difference"), dict) else {})
