"""Right modules under other secrets: a check that rejects one of them for an unlucky draw is at fault itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from autograder.course import Assignment
from autograder.grading.channel import Setup
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.results import SubmissionResult
from autograder.grading.validation.cases import Case, Results, losses
from autograder.grading.validation.findings import Finding

DRAWS = 2
"""How many `kadai validate` tries; `benchmarks/draws.py` tries more."""

_TOLD = 3


def secret_of(draw: int) -> str:
    """The secret of a draw: with ``KADAI_SECRET`` it can be looked at again."""
    return f"draw {draw}"


def examine_draw(
    assignment: Assignment, setup: Setup, right: Sequence[Case], draw: int, watch: Callable[[], None]
) -> dict[str, SubmissionResult]:
    """What became of right modules in one draw, by name."""
    drawn = msgspec.structs.replace(setup, secret=secret_of(draw), diagnose=False, observe=False)
    results = {}
    with LocalExecutor(1).start(drawn) as team:
        for graded in team.examine(case.job(assignment) for case in right):
            results[graded.job.id] = graded.result
            watch()
    return results


def draws_of(right: Sequence[Case], results: Mapping[int, Results]) -> Iterator[Finding]:
    """A finding for each right module: whether it gets full marks whatever is drawn; results by draw."""
    for case in right:
        unlucky = {draw: lost for draw, named in results.items() if (lost := losses(named[case.name]))}
        told = [f"KADAI_SECRET='{secret_of(draw)}': {'; '.join(lost.values())}" for draw, lost in unlucky.items()]
        problem = ""
        if told:
            problem = f"rejected in {len(told)} of {len(results)} draws; {' | '.join(told[:_TOLD])}"
        checks = tuple(sorted({check for lost in unlucky.values() for check in lost}))
        yield Finding("draw", case.id, not told, problem, checks)
