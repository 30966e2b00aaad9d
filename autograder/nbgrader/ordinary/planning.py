"""The plans of all notebooks of an assignment, made by examiners and kernels, or remembered."""

from autograder.nbgrader.ordinary.examiners import OwnExaminers
from autograder.nbgrader.ordinary.own_course import OwnAssignment
from autograder.nbgrader.ordinary.plan import Plan, kept_plan, plain_runner, plan_for

CELL_SECONDS = 30.0
"""CPU seconds for one cell: as many as nbgrader gives it on the clock."""


def plans_of(
    assignment: OwnAssignment, examiners: OwnExaminers, seconds: float, *, both: bool = False, allow_weak: bool = False
) -> dict[str, Plan]:
    """How each notebook of an assignment is graded; ``both``: see `plan_for`."""
    plainly = plain_runner(assignment, seconds=seconds, allow_weak=allow_weak)

    def plan(name: str) -> Plan:
        notebook = assignment.notebooks[name]

        def make() -> Plan:
            return plan_for(assignment, notebook, examiners.examine, plainly, seconds=seconds, both=both)

        return make() if both else kept_plan(assignment, notebook, seconds, make)

    return {name: plan(name) for name in assignment.notebooks}
