"""Cheats: modules that do no work, or spoil the caller's arrays, and must not be paid for it.

Two rules need no list of exceptions. *Fakes* return something empty: a check with points that passes one of
them did not look at what came back, unless nothing that it saw was faked (its trace is the reference's).
*Vandals* overwrite their array arguments and then compute rightly: a check that computes what it expects from
those arrays afterwards finds it right. Whether a check does so shows in a twin that computes from the same
overwritten numbers but leaves the caller's arrays alone: a check that rejects the twin must reject the vandal.
"""

from collections.abc import Mapping
from importlib import resources

from autograder.grading.results import SubmissionResult
from autograder.grading.validation.findings import Finding

FAKES = ("none", "first_argument", "zeros", "nan")
# a vandal, and the twin that leaves the caller's arrays alone
VANDALS = {"overwritten_zeros": "private_zeros", "overwritten_half": "private_half"}

REFERENCE = "reference:reference"


def cheat(reference: str, how: str) -> str:
    """The text of the reference, tampered with (see `Tampering`)."""
    tampering = resources.files("autograder.grading.validation").joinpath("tampering.py").read_text("utf-8")
    return f"{reference}\n\n{tampering}\n\nTampering({how!r}).module(globals())\n"


def judge_fake(how: str, result: SubmissionResult, results: Mapping[str, SubmissionResult]) -> Finding:
    """No check with points may pass a fake that shows it something wrong."""
    right = {c.id: c.trace_digest for c in results[REFERENCE].checks}
    passed = [
        c.id for c in result.checks if c.outcome == "passed" and c.max_points and c.trace_digest != right.get(c.id)
    ]
    problem = f"{', '.join(passed)}: passed by a module that does no work" if passed else ""
    return Finding("cheat", how, not passed, problem, _rejecting(result))


def judge_vandal(how: str, result: SubmissionResult, results: Mapping[str, SubmissionResult]) -> Finding:
    """No check may pass a vandal if it rejects the same wrong numbers from the vandal's well-behaved twin."""
    twin = results[f"twin:{VANDALS[how]}"]
    accepted = {c.id for c in twin.checks if c.outcome == "passed"}
    bought = [c.id for c in result.checks if c.outcome == "passed" and c.id not in accepted]
    problem = (
        f"{', '.join(bought)}: passed by a module that overwrites its arguments; compute what is expected before "
        "calling the submission, or give it copies"
        if bought
        else ""
    )
    return Finding("cheat", how, not bought, problem, _rejecting(result))


def _rejecting(result: SubmissionResult) -> tuple[str, ...]:
    return tuple(c.id for c in result.checks if c.outcome not in ("passed", "skipped"))
