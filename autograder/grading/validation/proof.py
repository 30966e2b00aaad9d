"""What is graded to prove an assignment's tests, in which sittings, and how the results are judged."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, Protocol

import msgspec

from autograder.checks import CheckInfo
from autograder.course import Assignment
from autograder.course.catalogue import load_misconceptions
from autograder.grading.channel import Setup
from autograder.grading.collected_checks import needed
from autograder.grading.job import Job, Marked
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
from autograder.grading.validation.sittings import Examiners, Sat, Sitting
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
            self._everything = _Everything(assignment, of_part, part, self._mutants)
            self._groups.append(self._everything)
        if part.misconceptions:
            self._groups.append(_Misconceptions(assignment, checks, part))
        self._checks = checks
        self._waiting = [sitting for group in self._groups for sitting in group.sittings]
        self._futures: list[Future[Sat]] = []
        self._watched: Future[Marked] = Future()
        self._handed_out: HandedOut | None = None
        self._rehearsed: Future[tuple[Finding, ...]] | None = None

    @property
    def jobs(self) -> list[str]:
        """The names of the modules that are still to be handed over."""
        return [job.id for sitting in self._waiting for job in sitting.jobs if job.id != JOB]

    def hand_over(self, examiners: Examiners, graded: Callable[[str, bool], None], turn: int) -> None:
        """Have graded what there is; `graded` is called from threads with a module's name, and whether it was known."""

        def note(job: str, marked: Marked, known: bool) -> None:
            if job == JOB:
                self._watched.set_result(marked)
            else:
                graded(job, known)

        while self._waiting:
            self._futures.append(examiners.hand_over(self._waiting.pop(0), self.kept, note, turn))
        if self.part.is_whole and self._handed_out is None:
            handed_out = HandedOut(self.assignment, self._groups[0].checks, fresh=self.kept.fresh)
            self._handed_out = handed_out
            self._rehearsed = examiners.besides(lambda: handed_out.findings, turn)
            self._futures[0].add_done_callback(self._give_up_watching)

    def _give_up_watching(self, sat: "Future[Sat]") -> None:
        if not self._watched.done() and (error := sat.exception()) is not None:
            self._watched.set_exception(error)

    def vary(self) -> None:
        """Once the reference has been watched, know what follows from that: the mutants and the sweeps."""
        if self._mutants and self._everything is not None:
            seen = watched(self._watched.result().watched)
            sweeps = _Sweeps(self.assignment, self._checks, seen)
            setup = msgspec.structs.replace(_setup(self.assignment), observe=False)
            self._waiting.append(_at_once(self.assignment, setup, [*self._everything.mutants(seen), *sweeps.cases]))
            self._groups.append(sweeps)

    @property
    def is_there(self) -> bool:
        """Whether it can be judged without waiting."""
        return not self._waiting and all(future.done() for future in (*self._futures, self._rehearsed) if future)

    def judged(self) -> Validation:
        """What came of it, once it is there; what it rests on is kept, if it is good."""
        judged: list[tuple[Finding, Collection[str]]] = []
        marked: dict[str, Marked] = {}
        keys: dict[str, str] = {}
        known: set[str] = set()
        for sat in [future.result() for future in self._futures]:
            marked |= sat.marked
            keys |= sat.keys
            known |= sat.known
        marked.pop(JOB, None)
        for group in self._groups:
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
            known=len(known - {JOB}),
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

    def __init__(self, assignment: Assignment, checks: tuple[CheckInfo, ...], part: Part, watch: bool) -> None:
        self.checks, self.costs = checks, Costs()
        self._assignment, self._named = assignment, not part.checks
        self._setup = _setup(assignment, only=part.checks, diagnose=self._named)
        cases = cases_of(assignment)
        self._cases = [case for case in cases if case.kind != "misconception" or case.id not in part.misconceptions]
        self._regions = regions_left_out(assignment) if part.is_whole else []
        self._cheats = list(cheats_of(assignment))
        self._right = [case for case in self._cases if case.kind in ("reference", "equivalent")]
        self._nameless = msgspec.structs.replace(self._setup, diagnose=False)  # nobody reads the name of a cheat
        self._in_turn = in_turn(assignment, self._nameless, self._cheats)
        first = watching(assignment) if watch else None
        at_once = _at_once(assignment, self._setup, [*self._cases, *self._regions], first)
        draws = [one_draw(assignment, self._setup, self._right, draw) for draw in _DRAWS]
        self.sittings = [at_once, self._in_turn, *draws]

    def mutants(self, seen: Watched) -> list[Case]:
        """The mutants, which belong to it: each with the checks that call the function in which it differs."""
        calls = {name: function.checks for name, function in seen.functions.items()}
        mutants = mutants_in(self._assignment, calls, self.checks)
        self._cases += mutants
        return mutants

    def judged(self, marked: Mapping[str, Marked]) -> Judged:
        """See `_Group.judged`."""
        seen, turns = _seen(marked, self.checks, self._named), [job.id for job in self._in_turn.jobs]
        results = seen.results
        yield from _each(self._cases, seen)
        yield from ((finding, turns) for finding, _ in _each(self._cheats, seen))
        for finding in neighbours_of(self._assignment, self._nameless, self._cheats, results):
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
        self.cases = sweep_cases(assignment, seen, checks)
        self.sittings: list[Sitting] = []
        """They are graded with the mutants."""

    def judged(self, marked: Mapping[str, Marked]) -> Judged:
        """See `_Group.judged`."""
        yield from _each(self.cases, _seen(marked, self.checks))
        yield from ((finding, ()) for finding in stale_unswept(self._assignment, self.cases))


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


def _at_once(assignment: Assignment, setup: Setup, cases: Sequence[Case], first: Job | None = None) -> Sitting:
    """Cases whose place among the others does not matter. How a mistake is named hangs on the whole catalogue."""
    catalogue = digest_of([(entry.id, entry.source, entry.fails) for entry in load_misconceptions(assignment)])
    context = {case.name: catalogue for case in cases if case.is_named and setup.diagnose}
    jobs = [case.job(assignment) for case in cases]
    return Sitting(setup, (*([first] if first else ()), *jobs), context=context)


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
