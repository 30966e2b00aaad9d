"""Grades a class of an ordinary nbgrader course, in parallel, and records it in nbgrader's gradebook."""

import contextlib
import os
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import UsageError
from autograder.grading.classroom.onlookers import Progress
from autograder.grading.not_run import faulty
from autograder.grading.notebooks.jobs import Examined, Job, Start
from autograder.grading.results import SubmissionResult
from autograder.nbgrader.classes import nobody_handed_in, working_in
from autograder.nbgrader.ordinary.examiners import OwnExaminers
from autograder.nbgrader.ordinary.own_cells import any_hidden, without_hidden_tests
from autograder.nbgrader.ordinary.own_results import only_failed, outcome_only, write_own_results
from autograder.nbgrader.ordinary.plan import Plan, packages_of, plain_runner, results_of
from autograder.nbgrader.ordinary.planning import CELL_SECONDS, plans_of
from autograder.nbgrader.ordinary.recorder import OwnRecorder, own_recorder_for
from autograder.nbgrader.submitted import grader_failed
from autograder.text import Text

_NOT_THERE = Text(
    "This notebook was not handed in, or cannot be read.", "このノートブックは提出されていないか、読めません。"
)


@dataclass
class OwnClassResult:
    """What became of a class.

    Attributes:
        results: by student.
        skipped: whom nbgrader had recorded before.
        unrecorded: student → why nothing could be written.
        plans: by notebook.
        reasons: why tests failed: (notebook, test, line of the test or "", reason) → how many students.
        ended: student → what ended the examination before the last cell.
    """

    results: dict[str, SubmissionResult] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    unrecorded: dict[str, str] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    reasons: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    ended: dict[str, str] = field(default_factory=dict)


def autograde(
    assignment: str, root: Path, *, students: str, jobs: int | None, force: bool, allow_weak_sandbox: bool,
    progress: Progress, cell_seconds: float = CELL_SECONDS,
) -> OwnClassResult:  # fmt: skip
    """Grade what is in nbgrader's ``submitted`` folder, and record it as ``nbgrader autograde`` would.

    Raises:
        UsageError: nobody handed in, or the assignment was never generated.
    """
    with working_in(root), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's use of its database makes it warn
        with contextlib.closing(own_recorder_for(assignment, students, force)) as recorder:
            folders = recorder.handed_in()
            if not folders:
                raise nobody_handed_in(recorder.coursedir.submitted_directory, assignment, students)
            skipped = tuple(s for s, folder in folders.items() if recorder.is_recorded(s, folder))
            new = {s: folder for s, folder in folders.items() if s not in skipped}
            done = OwnClassResult(skipped=skipped)
            start = Start(packages_of(recorder.assignment), tuple(map(str, recorder.assignment.private)))
            with OwnExaminers(start, jobs or os.cpu_count() or 1, allow_weak_sandbox) as examiners:
                done.plans = plans_of(recorder.assignment, examiners, cell_seconds, allow_weak=allow_weak_sandbox)
                _Class(recorder, examiners, done, progress, cell_seconds, allow_weak_sandbox).grade(new)
            return done


class _Class:
    """One run over some students."""

    def __init__(
        self, recorder: OwnRecorder, examiners: OwnExaminers, done: OwnClassResult, progress: Progress,
        cell_seconds: float, allow_weak: bool,
    ) -> None:  # fmt: skip
        self._recorder, self._examiners, self._done, self._progress = recorder, examiners, done, progress
        self._allow_weak, self._seconds = allow_weak, cell_seconds
        self._open: dict[str, dict[str, Any]] = {}
        self._waiting: dict[str, set[str]] = {}
        self._graded: dict[str, dict[str, tuple[Any, frozenset[str]]]] = {}

    def grade(self, folders: dict[str, Path]) -> None:
        """Grade and record; whoever is not recorded at the end must not look as if."""
        self._progress.begin(len(folders))
        try:
            for key, examined in self._examiners.examine_all(self._jobs(folders)):
                student, _, name = key.partition("\0")
                with self._charged(student):
                    self._take(student, name, examined)
                    self._finish(student)
        finally:
            for student in self._open:
                self._recorder.discard(student)
            self._progress.end()

    def _jobs(self, folders: dict[str, Path]) -> Iterator[tuple[str, Job]]:
        for student, folder in folders.items():
            with self._charged(student):
                notebooks = self._open[student] = self._recorder.begin(student, folder)
                self._waiting[student] = {name for name, nb in notebooks.items() if nb is not None}
                self._graded[student] = {}
                for name, nb in notebooks.items():
                    if nb is None:
                        blank = self._recorder.blank(name)
                        only_failed(blank, _NOT_THERE)
                        self._graded[student][name] = (blank, frozenset())
                jobs = [(f"{student}\0{name}", self._job(student, name)) for name in self._waiting[student]]
                self._finish(student)
                yield from jobs

    def _job(self, student: str, name: str) -> Job:
        folder, assignment = self._recorder.folder_of(student), self._recorder.assignment
        return self._done.plans[name].job(self._open[student][name], assignment, folder, seconds=self._seconds)

    def _take(self, student: str, name: str, examined: Examined) -> None:
        nb, plan = self._open[student][name], self._done.plans[name]
        contained: dict[str, list[Any]] = {}
        if plan.contained:
            folder = self._recorder.folder_of(student)
            run = plain_runner(self._recorder.assignment, folder, seconds=self._seconds, allow_weak=self._allow_weak)
            outputs = run(without_hidden_tests(nb, but=plan.contained))
            contained = {cell: outputs[cell] for cell in plan.contained if cell in outputs}
            if any_hidden(nb, plan.contained):  # the kernel has read those: what it says could be their text
                contained = {cell: outcome_only(said) for cell, said in contained.items()}
        if examined.ended:
            self._done.ended[student] = examined.ended
        results = results_of(examined)
        self._graded[student][name] = nb, write_own_results(nb, results, contained, plan.by_hand)
        self._waiting[student].discard(name)
        for test in plan.tests:
            failure = results[test.name].failure if test.name in results else None
            if failure is not None and test.way == "isolated":
                said = failure.why.en if failure.why else f"{failure.type_name}: {failure.message}"[:200]
                self._done.reasons[name, test.name, failure.source, said] += 1

    def _finish(self, student: str) -> None:
        """Record a student all of whose notebooks are graded."""
        if student not in self._open or self._waiting[student]:
            return
        self._recorder.record_all(student, self._graded[student])
        score, most = self._recorder.score(student)
        result = SubmissionResult(student, "graded", score, score, most, ())
        del self._open[student], self._graded[student]
        self._done.results[student] = result
        self._progress.result(result, False)

    @contextlib.contextmanager
    def _charged(self, student: str) -> Iterator[None]:
        """What goes wrong on our side concerns this student alone."""
        try:
            yield
        except UsageError:
            raise
        except Exception as error:  # nbgrader and its gradebook raise whatever they stumble over
            self._recorder.log.warning("%s: could not be graded", student, exc_info=True)
            self._recorder.discard(student)
            self._open.pop(student, None)
            self._done.unrecorded[student] = f"{type(error).__name__}: {error}"
            result = faulty(student, grader_failed(error), ())
            self._done.results[student] = result
            self._progress.result(result, False)
