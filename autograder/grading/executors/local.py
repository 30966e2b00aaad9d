"""Examiners as processes of this machine: the default."""

import contextlib
import os
import select
import selectors
import time
from collections.abc import Iterable, Iterator

import msgspec

from autograder.errors import KadaiError
from autograder.grading.deadline import DeadlinePassed
from autograder.grading.examiner.channel import ChannelClosed, Done, Failed, Ready, Setup
from autograder.grading.examiner.process import ExaminerProcess, start_examiners
from autograder.grading.executors.base import Graded
from autograder.grading.job import Job
from autograder.grading.results import SubmissionResult, faulty
from autograder.text import Text

PATIENCE_SECONDS = 900.0
"""Wall time after which an examiner is given up: far beyond any sum of limits, only for our own faults."""

ATTEMPTS = 2


def available_processors() -> int:
    """How many processes may run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalExecutor:
    """`processes` examiners on this machine (default: one per processor)."""

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or available_processors()

    @contextlib.contextmanager
    def start(self, setup: Setup) -> Iterator["LocalTeam"]:
        """See `Executor.start`."""
        team = LocalTeam(setup, self.processes)
        try:
            yield team
        finally:
            team.close()


class LocalTeam:
    """Some examiner processes and the jobs they hold."""

    def __init__(self, setup: Setup, processes: int) -> None:
        self._setup = setup
        self._limit = processes
        self._started = 0
        self._idle = start_examiners([self._next_setup() for _ in range(processes)])
        self._busy: dict[ExaminerProcess, float] = {}
        self._attempts: dict[str, int] = {}
        self._selector = selectors.DefaultSelector()
        self._ready: Ready | None = None

    @property
    def ready(self) -> Ready:
        """See `Team.ready`."""
        if self._ready is None:
            first, deadline = self._idle[0], self._setup.deadline
            if deadline is not None and not select.select([first], [], [], deadline.left)[0]:
                raise DeadlinePassed("the time was over before the examiners were ready")
            self._ready = first.ready
        return self._ready

    def examine(self, jobs: Iterable[Job]) -> Iterator[Graded]:
        """See `Team.examine`."""
        ready = self.ready
        waiting: list[Job] = []
        source = iter(jobs)
        while True:
            self._hand_out(waiting, source)
            if not self._busy or self._late():
                return
            for examiner in self._spoken():
                job = examiner.job
                assert job is not None
                try:
                    reply = self._hear(examiner)
                except KadaiError as error:  # the examiner died or hangs: ours, never the student's
                    self._dismiss(examiner)
                    again = self._attempts[job.id] = self._attempts.get(job.id, 0) + 1
                    if again < ATTEMPTS:
                        waiting.append(job)
                    else:
                        yield Graded(job, failed_to_grade(job, str(error), ready))
                    continue
                if isinstance(reply, Done):
                    yield Graded(job, reply.result, reply.alone)
                elif isinstance(reply, Failed):
                    yield Graded(job, failed_to_grade(job, reply.text.en, ready))

    def _hand_out(self, waiting: list[Job], source: Iterator[Job]) -> None:
        while len(self._busy) < self._limit and not self._late():
            job = waiting.pop() if waiting else next(source, None)
            if job is None:
                return
            examiner = self._idle.pop() if self._idle else start_examiners([self._next_setup()])[0]
            self._busy[examiner] = time.monotonic() + PATIENCE_SECONDS
            self._selector.register(examiner, selectors.EVENT_READ)
            with contextlib.suppress(ChannelClosed):  # it died while it had nothing to do: `_hear` will say so
                examiner.give(job)

    def _late(self) -> bool:
        return self._setup.deadline is not None and not self._setup.deadline.left

    def _next_setup(self) -> Setup:
        """For a new examiner: its share, and its own processor where every processor gets an examiner."""
        share = self._started % self._limit / self._limit
        processor = None
        if hasattr(os, "sched_getaffinity") and self._limit > 1:
            processors = sorted(os.sched_getaffinity(0))
            if self._limit >= len(processors):
                processor = processors[self._started % len(processors)]
        self._started += 1
        return msgspec.structs.replace(self._setup, share=share, processor=processor)

    def _spoken(self) -> list[ExaminerProcess]:
        """The examiners with a reply, or whose time is over."""
        seconds = max(0.0, min(self._busy.values()) - time.monotonic())
        if self._setup.deadline is not None:
            seconds = min(seconds, self._setup.deadline.left)
        events = self._selector.select(seconds)
        ready = [key.fileobj for key, _ in events if isinstance(key.fileobj, ExaminerProcess)]
        return ready or [e for e, deadline in self._busy.items() if deadline <= time.monotonic()]

    def _hear(self, examiner: ExaminerProcess) -> Done | Failed | None:
        """The reply to its job, after which the examiner is idle; None if it has only just started."""
        if not self._answered(examiner):
            raise KadaiError(f"the examiner gave no answer for {PATIENCE_SECONDS:.0f} s")
        if examiner.starting:
            examiner.ready  # noqa: B018 — it says that it has started
            return None
        reply = examiner.take()
        self._release(examiner)
        if isinstance(reply, Done) and reply.last:
            examiner.close()
        else:
            self._idle.append(examiner)
        return reply

    def _release(self, examiner: ExaminerProcess) -> None:
        self._selector.unregister(examiner)
        del self._busy[examiner]

    def _dismiss(self, examiner: ExaminerProcess) -> None:
        self._release(examiner)
        examiner.kill()

    @staticmethod
    def _answered(examiner: ExaminerProcess) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(examiner, selectors.EVENT_READ)
            return bool(selector.select(0))

    def close(self) -> None:
        """End all examiners; those still at work are interrupted."""
        for examiner in [*self._busy, *(self._idle if self._late() else ())]:
            examiner.kill()
        if self._late():
            self._idle.clear()
        for examiner in self._idle:
            examiner.hang_up()
        for examiner in self._idle:
            examiner.close()
        self._selector.close()


def failed_to_grade(job: Job, reason: str, ready: Ready) -> SubmissionResult:
    """The result of a job at which the grader failed, not the student."""
    text = Text(
        f"The grader failed on this submission; grade it again. ({reason})",
        f"採点システム側の問題で採点できませんでした。再採点が必要です。({reason})",
    )
    return faulty(job.id, text, ready.checks, job.digest)
