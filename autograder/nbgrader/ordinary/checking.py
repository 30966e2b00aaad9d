"""Before a class is graded: the instructor's solution and the released stub, isolated and plainly."""

import contextlib
import warnings
from pathlib import Path

from autograder.grading.notebooks.jobs import Start
from autograder.nbgrader.classes import working_in
from autograder.nbgrader.ordinary.examiners import OwnExaminers
from autograder.nbgrader.ordinary.plan import Plan, packages_of
from autograder.nbgrader.ordinary.planning import plans_of
from autograder.nbgrader.ordinary.recorder import own_recorder_for


def check(assignment: str, root: Path, cell_seconds: float, allow_weak_sandbox: bool) -> tuple[dict[str, Plan], bool]:
    """How each notebook would be graded, with what both ways say of solution and stub; and whether by the course's
    settings nbgrader's own command isolates, too.

    Raises:
        UsageError: the assignment was never generated, or nothing can be run here.
    """
    with working_in(root), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.closing(own_recorder_for(assignment, "*", False)) as recorder:
            start = Start(packages_of(recorder.assignment), tuple(map(str, recorder.assignment.private)))
            with OwnExaminers(start, 1, allow_weak_sandbox) as examiners:
                plans = plans_of(recorder.assignment, examiners, cell_seconds, both=True, allow_weak=allow_weak_sandbox)
                return plans, recorder.nbgrader_isolates
