"""Honest submissions between cheats, in one examiner: they keep full marks and are asked the same.

The honest one is the reference's text with another digest. One after every few cheats is enough to see that something
was left behind; only then is each of these cheats tried alone, in an examiner of its own.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from autograder.course import Assignment
from autograder.grading.channel import Setup
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.job import Job
from autograder.grading.results import SubmissionResult
from autograder.grading.validation.cases import Case, losses
from autograder.grading.validation.findings import Finding
from autograder.grading.validation.places import Places
from autograder.grading.validation.sittings import Sitting

TOGETHER = 8
"""Cheats between two honest submissions."""

FIRST, SECOND = "honest:0", "honest:1"
"""Before any cheat: see `reruns`."""

_TOLD = 3


def in_turn(assignment: Assignment, setup: Setup, cheats: Sequence[Case]) -> Sitting:
    """The honest submissions and the cheats, one after the other in one examiner."""
    jobs = [_honest(assignment, 0), _honest(assignment, 1)]
    for number, group in enumerate(_groups(cheats), start=2):
        jobs += [*(case.job(assignment) for case in group), _honest(assignment, number)]
    return Sitting(setup, tuple(jobs), in_turn=True)


def neighbours_of(
    assignment: Assignment, setup: Setup, cheats: Sequence[Case], results: Mapping[str, SubmissionResult]
) -> Iterator[Finding]:
    """For every cheat, whether the honest submission after it was graded as the one before."""
    restless = _harm(results[FIRST], results[SECOND])  # that needs no cheat
    for number, group in enumerate(_groups(cheats), start=2):
        harmed = _harm(results[f"honest:{number - 1}"], results[f"honest:{number}"], restless)
        if harmed:
            yield from _culprits(assignment, setup, group, harmed, restless)
        else:
            yield from (Finding("neighbour", case.id, True) for case in group)


def _culprits(
    assignment: Assignment, setup: Setup, group: Sequence[Case], harmed: dict[str, str], restless: Collection[str]
) -> Iterator[Finding]:
    """Which of some cheats harms the honest submission after it; all together, if none does so alone."""
    found, places = [], Places(assignment)
    for case in group:
        jobs = [_honest(assignment, 0), case.job(assignment), _honest(assignment, 1)]
        with LocalExecutor(1).start(setup) as team:
            results = {graded.job.id: graded.result for graded in team.examine(jobs)}
        harm = _harm(results[FIRST], results[SECOND], restless)
        found.append(Finding("neighbour", case.id, not harm, _told(harm, places)))
    if all(finding.good for finding in found):
        found = [Finding("neighbour", " + ".join(case.id for case in group), False, _told(harmed, places))]
    yield from found


def _told(harmed: dict[str, str], places: Places) -> str:
    if not harmed:
        return ""
    more = f"; and {len(harmed) - _TOLD} more" if len(harmed) > _TOLD else ""
    kept = sorted({state for check in harmed for state in places.kept_by(check)})
    return (
        f"harms the honest submission after it: {'; '.join(list(harmed.values())[:_TOLD])}{more}. "
        f"Something that outlives a check was changed{': ' + ', '.join(kept) + '?' if kept else '.'}"
    )


def _harm(before: SubmissionResult, after: SubmissionResult, restless: Collection[str] = ()) -> dict[str, str]:
    """The checks in which the same module was graded otherwise, or was shown other inputs; with what happened."""
    digests = {c.id: c.trace_digest for c in before.checks}
    lost = {id: said for id, said in losses(after).items() if id not in losses(before)}
    moved = [c.id for c in after.checks if c.id not in lost and c.trace_digest != digests.get(c.id)]
    harm = {**lost, **{id: f"{id}: passed, but with other inputs" for id in moved}}
    return {id: said for id, said in harm.items() if id not in restless}


def _groups(cheats: Sequence[Case]) -> list[Sequence[Case]]:
    return [cheats[start : start + TOGETHER] for start in range(0, len(cheats), TOGETHER)]


def _honest(assignment: Assignment, number: int) -> Job:
    name = f"honest:{number}"
    return Job(name, assignment.sources_of(f"{assignment.reference_text()}\n# {name}\n"), name)
