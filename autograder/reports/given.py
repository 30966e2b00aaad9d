"""What students are given of a result: never what the answers of hidden checks should have been, unless asked for.

Inputs of hidden checks are the same at every run. Whoever read what was expected could answer from a table.
"""

from collections.abc import Collection
from typing import Any, Literal

from autograder.grading.results import CheckResult, Evidence, Legend, Report, SubmissionResult
from autograder.structs import replace
from autograder.text import NOTHING, Text

Feedback = Literal["full", "diagnosis", "outcome"]
"""Of hidden checks: all, with expected numbers; the own value, the pattern and the mistake's name; passed or not."""

DEFAULT: Feedback = "diagnosis"
_OWN = ("kind", "what", "shapes", "dtypes")


def given_report(report: Report, feedback: Feedback = DEFAULT) -> Report:
    """The report as students may have it."""
    submissions = tuple(given(s, report.legend, feedback) for s in report.submissions)
    found = [c.diagnosis for s in submissions for c in s.checks if c.diagnosis]
    told = {id for d in found for id in (d.id, *d.alternatives)}
    diagnoses = {id: replace(words, edit=NOTHING) for id, words in report.diagnoses.items() if id in told}
    return replace(report, submissions=submissions, diagnoses=diagnoses)


def given(result: SubmissionResult, legend: Legend, feedback: Feedback = DEFAULT) -> SubmissionResult:
    """A submission's result as its student may have it: with the reasons for marks, and not who gave them."""
    public = legend.public
    checks = tuple(_check(check, check.id in public, feedback) for check in result.checks)
    return replace(
        result,
        checks=checks,
        evidence=result.evidence and _evidence(result.evidence, public, feedback),
        overrides=tuple(replace(override, who="") for override in result.overrides),
        written=tuple(replace(written, who="") for written in result.written),
    )


def in_full(result: SubmissionResult) -> SubmissionResult:
    """A submission's result as its lecturer has it."""
    return replace(result, checks=tuple(map(_with_condition, result.checks)))


def without_evidence(report: Report) -> Report:
    """The report without what a person could look at: sources and arrays."""
    return replace(report, submissions=tuple(replace(s, evidence=None) for s in report.submissions))


def _check(check: CheckResult, public: bool, feedback: Feedback) -> CheckResult:
    if feedback == "full":
        return _with_condition(check)
    if public:  # the student has the test itself
        return check
    if feedback == "outcome":
        return replace(
            check, message=NOTHING, told=None, diagnosis=None, details={}, trace_digest="", region=None, line=None
        )
    told = check.message if check.told is None else check.told
    line = None if _lends(check) else check.line
    return replace(check, message=told, told=None, details={} if _lends(check) else _own(check.details), line=line)


def _evidence(evidence: Evidence, public: Collection[str], feedback: Feedback) -> Evidence:
    """With the arrays of public checks. Whoever returns what came in would read the inputs of hidden ones there."""
    if feedback == "full":
        return evidence
    return replace(evidence, arrays={id: arrays for id, arrays in evidence.arrays.items() if id in public})


def _lends(check: CheckResult) -> bool:
    """Whether what the submission says may be what was computed for it."""
    return "lent" in check.details


def _with_condition(check: CheckResult) -> CheckResult:
    """With what pytest shows of a plain ``assert``."""
    condition = check.details.get("condition")
    if not condition:
        return check
    message = Text(*(f"{check.message.in_(language)}\n{condition}" for language in ("en", "ja")))
    details = {key: value for key, value in check.details.items() if key != "condition"}
    return replace(check, message=message, details=details)


def _own(details: dict[str, Any]) -> dict[str, Any]:
    """The details that say what came, and nothing of what should have come; shapes are no secret."""
    own = {key: details[key] for key in _OWN if key in details}
    return own | ({"difference": _own(details["difference"])} if isinstance(details.get("difference"), dict) else {})
