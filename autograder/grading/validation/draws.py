"""Right modules under other secrets: a check that rejects one of them for an unlucky draw is at fault itself."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from autograder.course import Assignment
from autograder.grading.channel import Setup
from autograder.grading.results import SubmissionResult
from autograder.grading.validation.cases import Case, losses
from autograder.grading.validation.findings import Finding
from autograder.grading.validation.sittings import Sitting

DRAWS = 2
"""How many `kadai validate` tries; `benchmarks/draws.py` tries more."""

_TOLD = 3


def secret_of(draw: int) -> str:
    """The secret of a draw: with ``KADAI_SECRET`` it can be looked at again."""
    return f"draw {draw}"


def name_of(case: Case, draw: int) -> str:
    """Names the result of a right module in a draw."""
    return f"{secret_of(draw)}:{case.name}"


def one_draw(assignment: Assignment, setup: Setup, right: Sequence[Case], draw: int) -> Sitting:
    """Right modules in one draw."""
    drawn = msgspec.structs.replace(setup, secret=secret_of(draw), diagnose=False, observe=False)
    jobs = (msgspec.structs.replace(case.job(assignment), id=name_of(case, draw)) for case in right)
    return Sitting(drawn, tuple(jobs))


def draws_of(
    right: Sequence[Case], results: Mapping[str, SubmissionResult], draws: Collection[int]
) -> Iterator[Finding]:
    """A finding for each right module: whether it gets full marks whatever is drawn."""
    for case in right:
        unlucky = {draw: lost for draw in draws if (lost := losses(results[name_of(case, draw)]))}
        told = [f"KADAI_SECRET='{secret_of(draw)}': {'; '.join(lost.values())}" for draw, lost in unlucky.items()]
        problem = ""
        if told:
            problem = f"rejected in {len(told)} of {len(draws)} draws; {' | '.join(told[:_TOLD])}"
        checks = tuple(sorted({check for lost in unlucky.values() for check in lost}))
        yield Finding("draw", case.id, not told, problem, checks)
