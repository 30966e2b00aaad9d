"""Proves an assignment's tests by grading modules of which the right verdict is known.

The reference must get full marks, the untouched stub nothing; each misconception must be rejected by exactly
the checks that it names and be diagnosed as itself; each equivalent must pass; each mutant must be killed or
explained; no cheat may be paid, or harm an honest submission after it; every run must be the same, and what is right
must pass whatever is drawn; what students receive can be built, and its public tests run where they are.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from autograder.course import Assignment
from autograder.grading.classroom.collector_process import collect
from autograder.grading.validation.findings import Validation
from autograder.grading.validation.kept import Kept, sandbox_here
from autograder.grading.validation.part import parts_of
from autograder.grading.validation.proof import Proof
from autograder.grading.validation.sittings import Examiners


class Watch(Protocol):
    """Somebody who watches; `job` names a module by its kind and id, as in ``mutant:…``."""

    def begin(self, jobs: Mapping[str, Sequence[str]]) -> None:
        """These modules, by assignment, are going to be graded."""

    def graded(self, assignment: str, job: str, known: bool) -> None:
        """One of them has been, or had been before. Called from several threads."""

    def end(self, validation: Validation) -> None:
        """All of an assignment have been."""


class Silent:
    """Nobody watches."""

    def begin(self, jobs: Mapping[str, Sequence[str]]) -> None:
        """See `Watch`."""

    def graded(self, assignment: str, job: str, known: bool) -> None:
        """See `Watch`."""

    def end(self, validation: Validation) -> None:
        """See `Watch`."""


def validate(
    assignments: Sequence[Assignment],
    watch: Watch,
    *,
    examiners: int | None = None,
    mutants: bool = True,
    only: Sequence[str] = (),
    fresh: bool = False,
) -> list[Validation]:
    """Grade every case of some assignments of a course, and judge what came.

    Args:
        assignments: whose tests to prove.
        watch: told of everything as it comes.
        examiners: how many are at work at once; one per processor by default.
        mutants: whether to mutate the references, too.
        only: checks and misconceptions that alone are looked at.
        fresh: whether to grade also what has not changed since an earlier validation.

    Raises:
        UsageError: if an assignment's files are wrong, e.g. a misconception whose patch no longer applies; or `only`
            names what is not there.
    """
    checks = list(collect(assignments))
    sandbox = None if only else sandbox_here(assignments)
    proofs = [
        Proof(assignment, infos, part, mutants, Kept(assignment, sandbox, fresh=fresh))
        for assignment, infos, part in zip(assignments, checks, parts_of(assignments, checks, only), strict=True)
        if part is not None
    ]
    done: list[Validation] = []
    try:
        with Examiners(examiners) as at_work:
            for proof in proofs:
                proof.watch(at_work)
            for proof in proofs:
                proof.sweep()
            watch.begin({proof.assignment.id: proof.jobs for proof in proofs})
            for proof in proofs:
                graded = partial(watch.graded, proof.assignment.id)
                proof.hand_over(at_work, graded, several=max(1, at_work.number // (2 * len(proofs))))
            for proof in proofs:
                done.append(proof.judged())
                watch.end(done[-1])
    finally:  # now that nobody is at work any more; the next run goes on from there
        for proof in proofs[len(done) :]:
            proof.kept.save()
    return done
