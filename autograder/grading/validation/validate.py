"""Proves an assignment's tests by grading modules of which the right verdict is known.

The reference must get full marks, the untouched stub nothing; each misconception must be rejected by exactly
the checks that it names and be diagnosed as itself; each equivalent must pass; each mutant must be killed or
explained; no cheat may be paid, or harm an honest submission after it; every run must be the same, and what is right
must pass whatever is drawn; what students receive can be built, and its public tests run where they are.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from autograder.course import Assignment
from autograder.grading.channel import Setup
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.results import CheckInfo, SubmissionResult
from autograder.grading.validation.bands import Bands, bands_of
from autograder.grading.validation.cases import Case, cases_of, cheats_of, stale_excuses
from autograder.grading.validation.draws import DRAWS, draws_of, examine_draw
from autograder.grading.validation.findings import Validation
from autograder.grading.validation.handed_out import HandedOut
from autograder.grading.validation.neighbours import count_of, examine_in_turn, neighbours_of
from autograder.grading.validation.remarks import remarks_on
from autograder.grading.validation.reruns import reruns_of

Watch = Callable[[], None]


def validate(assignment: Assignment, executor: LocalExecutor, watch: Watch, mutants: bool = True) -> Validation:
    """Grade every case of an assignment and collect the findings; `watch` is called after each case.

    Raises:
        UsageError: if the assignment's files are wrong, e.g. a misconception whose patch no longer applies.
    """
    setup = Setup(str(assignment.course.root), assignment.id, assignment.course.secret, observe=True)
    checks, cases, results, bands = _examine(assignment, setup, executor, watch, mutants)
    cheats, right = list(cheats_of(assignment)), _right(cases)
    with ThreadPoolExecutor(executor.processes) as pool:  # one examiner each
        handing_out = pool.submit(HandedOut, assignment, checks)
        in_turn = pool.submit(examine_in_turn, assignment, setup, cheats, watch)
        draws = {n: pool.submit(examine_draw, assignment, setup, right, n, watch) for n in range(1, DRAWS + 1)}
    results |= in_turn.result()
    drawn = {n: draw.result() for n, draw in draws.items()}
    findings = [c.judge(results[c.name], results) for c in (*cases, *cheats) if c.judge]
    handed_out = handing_out.result()
    findings += handed_out.findings
    findings += neighbours_of(assignment, setup, cheats, results)
    findings += reruns_of(assignment, results)
    findings += draws_of(right, drawn)
    if mutants:
        findings += stale_excuses(assignment)
    return Validation(
        assignment=assignment.id,
        max_score=sum(c.max_points for c in checks),
        checks=tuple(c.id for c in checks),
        findings=tuple(findings),
        bands=bands_of(bands),
        remarks=tuple(remarks_on(assignment, checks, handed_out.drifts)),
    )


def count_cases(assignment: Assignment, mutants: bool = True) -> int:
    """How many modules `validate` will grade."""
    cases = list(cases_of(assignment, (), mutants))
    return len(cases) + count_of(list(cheats_of(assignment))) + DRAWS * len(_right(cases))


def _examine(
    assignment: Assignment, setup: Setup, executor: LocalExecutor, watch: Watch, mutants: bool
) -> tuple[tuple[CheckInfo, ...], list[Case], dict[str, SubmissionResult], Bands]:
    """Everything whose place among the others does not matter."""
    results, bands = {}, {}
    with executor.start(setup) as team:
        checks = team.ready.checks
        cases = list(cases_of(assignment, checks, mutants))
        for graded in team.examine(case.job(assignment) for case in cases):
            results[graded.job.id], bands[graded.job.id] = graded.result, graded.marked.bands
            watch()
    return checks, cases, results, bands


def _right(cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.kind in ("reference", "equivalent")]
