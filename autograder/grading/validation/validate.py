"""Proves an assignment's tests by grading modules of which the right verdict is known.

The reference must get full marks, the untouched stub nothing; each misconception must be rejected by exactly
the checks that it names and be diagnosed as itself; each equivalent must pass; each mutant must be killed or
explained; no cheat may be paid, or harm an honest submission after it; every run must be the same, and what is right
must pass whatever is drawn; what students receive can be built, and its public tests run where they are.
"""

from collections.abc import Sequence
from functools import partial
from itertools import takewhile
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

    def begin(self, assignments: Sequence[str]) -> None:
        """These are going to be proved."""

    def add(self, assignment: str, jobs: Sequence[str], last: bool) -> None:
        """These modules are going to be graded for an assignment; if they are the `last`, nothing is added any more."""

    def graded(self, assignment: str, job: str, known: bool) -> None:
        """One of them has been, or had been before. Called from several threads."""

    def end(self, validation: Validation) -> None:
        """All of an assignment have been."""


class Silent:
    """Nobody watches."""

    def begin(self, assignments: Sequence[str]) -> None:
        """See `Watch`."""

    def add(self, assignment: str, jobs: Sequence[str], last: bool) -> None:
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
    parts = parts_of(assignments, checks, only)
    there = [(a, infos, part) for a, infos, part in zip(assignments, checks, parts, strict=True) if part is not None]
    watch.begin([assignment.id for assignment, *_ in there])
    proofs: list[Proof] = []
    done: list[Validation] = []

    def hand_over(turn: int, last: bool) -> None:
        proof = proofs[turn]
        watch.add(proof.assignment.id, proof.jobs, last)
        proof.hand_over(at_work, partial(watch.graded, proof.assignment.id), turn)

    def judge(proof: Proof) -> None:
        done.append(proof.judged())
        watch.end(done[-1])

    try:
        with Examiners(examiners) as at_work:
            for turn, (assignment, infos, part) in enumerate(there):
                proofs.append(Proof(assignment, infos, part, mutants, Kept(assignment, sandbox, fresh=fresh)))
                hand_over(turn, last=False)
            for turn, proof in enumerate(proofs):
                proof.vary()
                hand_over(turn, last=True)
                for ready in takewhile(lambda proof: proof.is_there, proofs[len(done) : turn]):
                    judge(ready)
            at_work.join()
            for proof in proofs[len(done) :]:
                judge(proof)
    finally:  # now that nobody is at work any more; the next run goes on from there
        for proof in proofs[len(done) :]:
            proof.kept.save()
    return done
