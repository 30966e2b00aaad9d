"""What is graded to prove an assignment's tests, in which sittings, and how the results are judged."""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future
from typing import Any, Protocol

import msgspec

from autograder.checks import CheckInfo
from autograder.course import Assignment
from autograder.course.catalogue import load_misconceptions
from autograder.grading.channel import Setup
from autograder.grading.job import Marked
from autograder.grading.marks import needed
from autograder.grading.results import SubmissionResult
from autograder.grading.validation.ablation import Charges
from autograder.grading.validation.bands import bands_of
from autograder.grading.validation.cases import (
    Case,
    cases_of,
    cheats_of,
    mutants_in,
    regions_left_out,
    said,
    stale_excuses,
)
from autograder.grading.validation.cheats import REFERENCE
from autograder.grading.validation.costs import Costs
from autograder.grading.validation.draws import DRAWS, draws_of, name_of, one_draw
from autograder.grading.validation.findings import Finding, Seen, Validation
from autograder.grading.validation.handed_out import HandedOut
from autograder.grading.validation.kept import Kept, digest_of
from autograder.grading.validation.neighbours import in_turn, neighbours_of
from autograder.grading.validation.part import Part
from autograder.grading.validation.remarks import remarks_on
from autograder.grading.validation.reruns import reruns_of
from autograder.grading.validation.sittings import Examiners, Graded, Sat, Sitting
from autograder.grading.validation.sweeps import stale_unswept, sweep_cases
from autograder.grading.validation.watched import JOB, Watched, watched, watching

_DRAWS = range(1, DRAWS + 1)

Judged = Iterator[tuple[Finding, Collection[str]]]
"""Findings, each with the names of the results that it rests on."""


class Proof:
    """The validation of one assignment.

    Args:
        assignment: whose tests are to be proved.
        checks: all of them.
        part: of it, which is looked at.
        mutants: whether to mutate the reference, too; of a part, never.
        kept: what is known of it.

    Raises:
        UsageError: if the assignment's files are wrong.
    """

    def __init__(
        self, assignment: Assignment, checks: tuple[CheckInfo, ...], part: Part, mutants: bool, kept: Kept
    ) -> None:
        self.assignment, self.part, self.kept = assignment, part, kept
        self._mutants = mutants and part.is_whole
        self._groups: list[_Group] = []
        self._everything: _Everything | None = None
        if part.is_whole or part.checks:
            wanted = needed(set(part.checks or (check.id for check in checks)), checks)
            of_part = tuple(check for check in checks if check.id in wanted)
            self._everything = _Everything(assignment, of_part, part)
            self._groups.append(self._everything)
        if part.misconceptions:
            self._groups.append(_Misconceptions(assignment, checks, part))
        self._checks = checks
        self._watching: Future[Sat] | None = None
        self._futures: list[list[Future[Sat]]] = []
        self._handed_out: HandedOut | None = None
        self._rehearsed: Future[tuple[Finding, ...]] | None = None

    def watch(self, examiners: Examiners) -> None:
        """Have the reference watched, from which the sweeps follow."""
        if self._mutants:
            setup = _setup(self.assignment)
            self._watching = examiners.hand_over(watching(self.assignment, setup), self.kept, lambda job, known: None)

    def sweep(self) -> None:
        """Know the mutants and sweeps, once the reference has been watched."""
        if self._watching is not None and self._everything is not None:
            seen = watched(self._watching.result().marked[JOB].watched)
            self._everything.mutate(seen)
            self._groups.append(_Sweeps(self.assignment, self._checks, seen))

    @property
    def jobs(self) -> list[str]:
        """The names of all modules that are graded."""
        return [job.id for group in self._groups for sitting in group.sittings for job in sitting.jobs]

    def hand_over(self, examiners: Examiners, graded: Graded, several: int) -> None:
        """Have everything graded; `several` examiners share what need not be graded in turn."""
        for group in self._groups:
            first, *others = group.sittings
            futures = [examiners.hand_over(first, self.kept, graded, several)]
            futures += [examiners.hand_over(sitting, self.kept, graded) for sitting in others]
            self._futures.append(futures)
        if self.part.is_whole:
            handed_out = HandedOut(self.assignment, self._groups[0].checks, fresh=self.kept.fresh)
            self._handed_out = handed_out
            self._rehearsed = examiners.besides(lambda: handed_out.findings)

    def judged(self) -> Validation:
        """What came of it, once it is there; what it rests on is kept, if it is good."""
        judged: list[tuple[Finding, Collection[str]]] = []
        marked: dict[str, Marked] = {}
        keys: dict[str, str] = self._watching.result().keys if self._watching else {}
        known = 0
        for group, futures in zip(self._groups, self._futures, strict=True):
            for sat in [future.result() for future in futures]:
                marked |= sat.marked
                keys |= sat.keys
                known += sat.known
            judged += group.judged(marked)
        if self._mutants:
            judged += ((finding, ()) for finding in stale_excuses(self.assignment))
        judged += [(finding, ()) for finding in self._rehearsed.result()] if self._rehearsed else []
        self.kept.forget({keys[name] for finding, names in judged if not finding.good for name in names})
        self.kept.save(keys.values() if self._mutants else None)
        checks = {check.id: check for group in self._groups for check in group.checks}
        return Validation(
            assignment=self.assignment.id,
            max_score=sum(check.max_points for check in checks.values()),
            checks=tuple(checks),
            findings=tuple(finding for finding, _ in judged),
            bands=bands_of({name: there.bands for name, there in marked.items()}),
            costs=self._groups[0].costs,
            remarks=(*self._remarks(tuple(checks.values())), *_nameless(marked)),
            part=self.part.names,
            modules=len(marked),
            known=known,
        )

    def _remarks(self, checks: tuple[CheckInfo, ...]) -> Iterator[str]:
        return remarks_on(self.assignment, checks, self._handed_out.drifts) if self._handed_out else iter(())


def _nameless(marked: Mapping[str, Marked]) -> Iterator[str]:
    for name, there in marked.items():
        kind, _, id = name.partition(":")
        if kind == "misconception" and there.shows_little:
            yield (
                f"the misconception {id!r} is never named: no check sees more of it than zeros, one number everywhere, "
                "NaN or infinity, to which many mistakes lead"
            )


class _Group(Protocol):
    """Some modules, the checks that are run on them, and what is found; costs are there once it is judged."""

    checks: tuple[CheckInfo, ...]
    costs: Costs
    sittings: list[Sitting]

    def judged(self, marked: Mapping[str, Marked]) -> Judged:
        """The findings."""


class _Everything:
    """All modules but the misconceptions that the part names, which are looked at in all checks."""

    def __init__(self, assignment: Assignment, checks: tuple[CheckInfo, ...], part: Part) -> None:
        self.checks, self.costs = checks, Costs()
        self._assignment, self._named = assignment, not part.checks
        self._setup = _setup(assignment, only=part.checks, diagnose=self._named)
        cases = cases_of(assignment)
        self._cases = [case for case in cases if case.kind != "misconception" or case.id not in part.misconceptions]
        self._regions = regions_left_out(assignment) if part.is_whole else []
        self._cheats = list(cheats_of(assignment))
        self._right = [case for case in self._cases if case.kind in ("reference", "equivalent")]
        self._in_turn = in_turn(assignment, self._setup, self._cheats)
        draws = [one_draw(assignment, self._setup, self._right, draw) for draw in _DRAWS]
        self.sittings = [_at_once(assignment, self._setup, [*self._cases, *self._regions]), self._in_turn, *draws]

    def mutate(self, seen: Watched) -> None:
        """Grade the mutants, too: each with the checks that were seen to call the function in which it differs."""
        calls = {name: function.checks for name, function in seen.functions.items()}
        self._cases += mutants_in(self._assignment, calls, self.checks)
        self.sittings[0] = _at_once(self._assignment, self._setup, [*self._cases, *self._regions])

    def judged(self, marked: Mapping[str, Marked]) -> Judged:
        """See `_Group.judged`."""
        seen, turns = _seen(marked, self.checks, self._named), [job.id for job in self._in_turn.jobs]
        results = seen.results
        yield from _each(self._cases, seen)
        yield from ((finding, turns) for finding, _ in _each(self._cheats, seen))
        for finding in neighbours_of(self._assignment, self._setup, self._cheats, results):
            yield finding, turns
        for finding in reruns_of(self._assignment, results):
            yield finding, [REFERENCE, *turns]
        for finding in draws_of(self._right, results, _DRAWS):
            yield finding, [name_of(c, draw) for c in self._right if c.id == finding.id for draw in _DRAWS]
        if self._regions:
            charges = Charges(self._assignment, self.checks, marked[REFERENCE].calls)
            self.costs = charges.costs(results, {c.name: c.place for c in self._cases if c.kind == "mutant"})
            yield from charges.findings(self.costs)


class _Sweeps:
    """What is made of the reference at every function that it has."""

    def __init__(self, assignment: Assignment, checks: tuple[CheckInfo, ...], seen: Watched) -> None:
        self.checks, self.costs = checks, Costs()
        self._assignment = assignment
        self._cases = sweep_cases(assignment, seen, checks)
        named = [case for case in self._cases if not case.until_rejected and case.kind == "wrong_sweep"]
        others = [case for case in self._cases if case not in named]
        silent = msgspec.structs.replace(_setup(assignment, diagnose=False), observe=False)
        self.sittings = [
            _at_once(assignment, silent, others),
            _at_once(assignment, msgspec.structs.replace(silent, diagnose=True), named),
        ]

    def judged(self, marked: Mapping[str, Marked]) -> Judged:
        """See `_Group.judged`."""
        yield from _each(self._cases, _seen(marked, self.checks))
        yield from ((finding, ()) for finding in stale_unswept(self._assignment, self._cases))


class _Misconceptions:
    """The misconceptions that the part names, in all checks."""

    def __init__(self, assignment: Assignment, checks: tuple[CheckInfo, ...], part: Part) -> None:
        self.checks, self.costs = checks, Costs()
        cases = cases_of(assignment)
        self._cases = [case for case in cases if case.kind == "misconception" and case.id in part.misconceptions]
        self.sittings = [_at_once(assignment, _setup(assignment), self._cases)]

    def judged(self, marked: Mapping[str, Marked]) -> Judged:
        """See `_Group.judged`."""
        return _each(self._cases, _seen(marked, self.checks))


def _seen(marked: Mapping[str, Marked], checks: tuple[CheckInfo, ...], named: bool = True) -> Seen:
    little = frozenset(name for name, there in marked.items() if there.shows_little)
    return Seen({name: there.result for name, there in marked.items()}, checks, named, little)


def _setup(assignment: Assignment, **options: Any) -> Setup:
    course = assignment.course
    return Setup(str(course.root), assignment.id, course.secret, mutants=False, observe=True, **options)


def _at_once(assignment: Assignment, setup: Setup, cases: Collection[Case]) -> Sitting:
    """Cases whose place among the others does not matter. How a mistake is named hangs on the whole catalogue."""
    catalogue = digest_of([(entry.id, entry.source, entry.fails) for entry in load_misconceptions(assignment)])
    named = ("misconception", "wrong_sweep") if setup.diagnose else ()
    context = {case.name: catalogue for case in cases if case.kind in named}
    return Sitting(setup, tuple(case.job(assignment) for case in cases), context=context)


def _each(cases: Collection[Case], seen: Seen) -> Judged:
    for case in cases:
        if case.judge is not None:
            result = seen.results[case.name]
            finding = case.judge(result, seen)
            fault = _fault(result, seen)
            if finding.good and fault:
                finding = msgspec.structs.replace(
                    finding,
                    good=False,
                    problem=f"could not be graded: {fault}",
                    problem_ja=f"採点できませんでした: {fault}",
                )
            yield finding, [case.name]


def _fault(result: SubmissionResult, seen: Seen) -> str:
    """Why something could not be graded though the reference can: a check that has not judged, has not rejected."""
    known = {c.id for c in seen.results[REFERENCE].checks if c.outcome == "fault"} if REFERENCE in seen.results else ()
    faults = [said(c) for c in result.checks if c.outcome == "fault" and c.id not in known]
    return "; ".join(faults)
