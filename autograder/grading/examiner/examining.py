"""One examiner: a supervisor that gets everything ready, and the serving forks that grade.

The supervisor never sees a submission. What it forks is therefore clean: the reference has been run, so that whatever
test files compute once is there, and nobody else has. A fork that finds its state changed after a submission still
hands over that result, which came about before or by the submission's own doing, and asks to be replaced.
"""

import contextlib
import gc
import os
import traceback
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from autograder.course import Assignment
from autograder.errors import KadaiError
from autograder.grading.channel import Channel, ChannelClosed, Done, Failed, Overran, Ready, Refused, Setup, Working
from autograder.grading.examiner import supervising
from autograder.grading.examiner.chance import Chance
from autograder.grading.examiner.diagnosing import diagnoser_for
from autograder.grading.examiner.diagnosis import Diagnoser
from autograder.grading.examiner.examination import Examination, Rules
from autograder.grading.examiner.marking import Marking
from autograder.grading.examiner.sandboxes import Sandboxes
from autograder.grading.examiner.state import State, loaded_from
from autograder.grading.job import Job
from autograder.grading.pytest_internals import kept_by_fixtures
from autograder.grading.reference_module import load_reference, reference_sources
from autograder.grading.results import SandboxInfo
from autograder.sandbox import Limits, reasons
from autograder.text import Text

_SPARE_SECONDS = 120.0


class Post(NamedTuple):
    """Where an examiner serves, and what it was told there."""

    channel: Channel
    setup: Setup


class Examiner:
    """Grades what comes in at one post."""

    def __init__(self, session: pytest.Session, assignment: Assignment, chance: Chance, post: Post) -> None:
        self._session = session
        self._assignment = assignment
        self._chance = chance
        self._channel, self._setup = post
        self._sandboxes: Sandboxes
        self._examination: Examination
        self._marking: Marking
        self._state: State

    def supervise(self, others: Sequence[Channel]) -> int:
        """Get ready, and have forks serve until the grader hangs up. The exit status; ends as a killed fork did."""
        for other in others:
            other.close()
        _stay_at(self._setup.processor)
        if self._prepare():
            channel = self._channel.fileno()
            status = supervising.keep(self._serve_as_fork, channel, self._sandboxes.mend, self._say_overran)
            self._sandboxes.close()
            supervising.end_like(status)
        return 0

    def examine_alone(self) -> None:
        """Get ready, and serve in this process, until the grader hangs up or the state has changed."""
        _stay_at(self._setup.processor)
        if self._prepare():
            with self._sandboxes:
                self._serve(final=True)

    def _prepare(self) -> bool:
        """All that can be done before the first submission comes; False if nothing can be examined."""
        try:
            self._sandboxes = Sandboxes(self._assignment, tuple(map(os.fsdecode, self._setup.private)))
            self._examination = self._open(self._sandboxes)
            self._marking = Marking(self._examination, self._diagnoser())
            found = self._sandboxes.assessment
            sandbox = SandboxInfo(found.level, found.layers)
            seconds = _at_most(self._assignment.limits)
            self._channel.send(Ready(self._examination.checks, sandbox, os.getpid(), found.reasons, seconds))
        except ChannelClosed:
            return False
        except KadaiError as error:
            with contextlib.suppress(ChannelClosed):
                self._channel.send(Refused(error.text))
            return False
        self._warm_up()
        return True

    def _open(self, sandboxes: Sandboxes) -> Examination:
        setup, assignment = self._setup, self._assignment
        rules = Rules(
            assignment.id, setup.secret, assignment.limits, assignment.module_folders, setup.observe, setup.only,
            sandboxes.data_folder,
        )  # fmt: skip
        if sandboxes.data_folder is not None:
            os.chdir(sandboxes.data_folder)  # the reference opens the files as submissions do
        reference, sources = load_reference(assignment), reference_sources(assignment)
        return Examination(self._session, rules, reference, sources, sandboxes.examine, self._chance)

    def _diagnoser(self) -> Diagnoser | None:
        setup = self._setup
        if not setup.diagnose:
            return None
        kept = setup.secret, setup.mutants, self._is_clean, self._say_working
        return diagnoser_for(self._examination, self._assignment, *kept)

    def _warm_up(self) -> None:
        """Examine the reference, and remember what is there then."""
        try:
            _ = self._examination.reference_behaviour
        except KadaiError:  # it will be said of every submission
            traceback.print_exc()
        if self._sandboxes.disturbed:
            raise KadaiError(
                Text(
                    "the reference's worker was killed or stopped by somebody",
                    "模範解答のワーカーが、何者かによって強制終了または停止されました",
                )
            )
        self._state = State(loaded_from(self._assignment.course.root), _fixtures_of(self._session))
        gc.freeze()  # what stands now stands to the end: no collection need look at it
        gc.enable()

    def _is_clean(self) -> bool:
        """Whether what is found out now holds for later submissions as well."""
        return not (self._sandboxes.disturbed or self._marking.tainted or self._state.changed())

    def _serve_as_fork(self) -> int:
        self._sandboxes.adopt()
        self._examination.disposable = True
        self._serve()
        return supervising.RENEW if not self._is_clean() else 0

    def _say_working(self) -> None:
        """The job in hand is not what takes so long."""
        self._channel.send(Working())

    def _say_overran(self) -> None:
        """The job in hand has ended the fork that had it."""
        with contextlib.suppress(ChannelClosed):
            self._channel.send(Overran(reasons.too_much_work(round(self._examination.allowed_seconds, 1))))

    def _serve(self, *, final: bool = False) -> None:
        """Grade until the grader hangs up, or the state has changed."""
        with contextlib.suppress(ChannelClosed):
            while self._grade(self._channel.receive(Job), final):
                pass

    def _grade(self, job: Job, final: bool) -> bool:
        """Grade one submission; whether another one can be graded after it."""
        self._sandboxes.begin()
        try:
            marked = self._marking.grade(job)
        except Exception as error:  # ours: told in one sentence, with the whole story on stderr
            traceback.print_exc()
            self._channel.send(Failed(job.id, Text.same(f"{type(error).__name__}: {error}")))
            return self._is_clean()
        clean = self._is_clean() if final else True
        self._channel.send(Done(marked, alone=self._sandboxes.disturbed, last=not clean))
        return clean and self._is_clean()


def _at_most(limits: Limits) -> float:
    """For how long one submission may keep an examiner busy, with a second round and what is done for all once."""
    return _SPARE_SECONDS + 2 * limits.most_seconds


def _fixtures_of(session: pytest.Session) -> Callable[[], list[object]]:
    """Gives what those fixtures hold that are made once for several checks."""
    definitions = list(kept_by_fixtures(session))
    return lambda: [definition.cached_result for definition in definitions]


def _stay_at(processor: int | None) -> None:
    if processor is not None and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {processor})
