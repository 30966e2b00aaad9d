"""Examiners as processes of this machine: the default.

Whose fault it is when an examiner fails:

- It dies, or says nothing, before it is ready: the machine's (somebody killed or stopped it). Another one is started;
  the job that was to be its first costs nobody anything. After several such starts in a row the run ends with an error.
- It dies with a job in hand: the machine's as well (want of memory, somebody killed it), since a submission has no way
  to end it. The job is begun once more; if that one dies, too, the result is a fault: to be graded again.
- It is stopped: whoever supervises it notices within a second and kills it; then as above.
- It computes beyond every limit where nothing can break it off (one call into C): the kernel ends the process that
  serves, its supervisor says so, and the submission's checks are `timeout`.
- It does not answer for longer than any submission may take (`Ready.seconds`, which follows from the assignment's
  limits): it is killed, and the job tried once more with nothing beside it. If that happens again with the same
  submission in hand, it is the submission's, and its checks are `timeout`, never `fault`. While it finds out what is
  kept for all submissions, it says so, and nothing of that time counts.
"""

import contextlib
import os
import selectors
import time
from collections.abc import Iterable, Iterator

import msgspec

from autograder.errors import KadaiError, UsageError
from autograder.grading.channel import Answer, Apart, ChannelClosed, Done, Failed, Overran, Ready, Setup, Working
from autograder.grading.classroom.examiner_process import POLITELY, ExaminerProcess, close, start_examiners
from autograder.grading.classroom.executor import Graded
from autograder.grading.classroom.programs import Program
from autograder.grading.deadline import DeadlinePassed
from autograder.grading.job import Job, Marked
from autograder.grading.not_run import faulty, unfinished
from autograder.text import Text

START_SECONDS = 120.0
"""On the clock, within which an examiner must say that it is ready. It takes half a second on an idle machine."""

FAILED_STARTS = 2
"""So many programs may fail to start, one after the other, before that is taken for the machine's last word."""

ATTEMPTS = 2
"""How often a job is begun whose examiner dies."""


class Overdue(Exception):
    """An examiner holds a job for longer than any may take."""


def available_processors() -> int:
    """How many processes may run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processors_for(examiners: int) -> list[int]:
    """Where each of several examiners is to stay; empty where there are processors to spare."""
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if not processors or examiners < len(processors):
        return []
    return [processors[number % len(processors)] for number in range(examiners)]


class LocalExecutor:
    """`processes` examiners on this machine (default: one per processor).

    With `fork` the first ones are forks of this process, where that is as good as a new program: see `forking`.
    """

    def __init__(self, processes: int | None = None, *, fork: bool = False) -> None:
        self.processes = processes or available_processors()
        self._fork = fork

    @contextlib.contextmanager
    def start(self, setup: Setup) -> Iterator["LocalTeam"]:
        """See `Executor.start`."""
        team = LocalTeam(setup, self.processes, fork=self._fork)
        try:
            yield team
        finally:
            team.close()


class LocalTeam:
    """Some examiner processes and the jobs they hold."""

    def __init__(self, setup: Setup, processes: int, *, fork: bool = False) -> None:
        self._setup = setup
        self._limit = processes
        self._started = 0
        self._programs: set[Program] = set()
        self._idle = self._start(processes, fork=fork)
        self._busy: dict[ExaminerProcess, float] = {}
        self._attempts: dict[str, int] = {}
        self._failed: set[object] = set()
        self._selector = selectors.DefaultSelector()
        self._ready: Ready | None = None

    @property
    def ready(self) -> Ready:
        """See `Team.ready`."""
        while self._ready is None:
            first = self._idle[0]
            try:
                self._hear(first, self._patience(START_SECONDS))
            except UsageError:
                raise
            except KadaiError as error:
                if self._late():
                    raise DeadlinePassed("the time was over before the examiners were ready") from None
                self._note_failed_start(first, error)
                close(self._idle)
                self._idle = self._start(self._limit)
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
                starting = examiner.starting
                try:
                    reply = self._hear(examiner)
                except Overdue:
                    self._dismiss(examiner)
                    yield Graded(job, overdue(job, ready), alone=True)
                except KadaiError as error:
                    self._dismiss(examiner)
                    if starting:
                        self._note_failed_start(examiner, error)
                        waiting.append(job)
                    elif self._may_try_again(job):
                        waiting.append(job)
                    else:
                        yield Graded(job, failed_to_grade(job, str(error), ready))
                else:
                    if isinstance(reply, Ready):
                        self._busy[examiner] = time.monotonic() + reply.seconds
                    elif isinstance(reply, Working):
                        self._busy[examiner] = time.monotonic() + ready.seconds
                    elif isinstance(reply, Apart):
                        self._dismiss(examiner)
                        waiting.append(job)
                    else:
                        self._release(examiner, reply)
                        yield _graded(job, reply, ready)

    def _may_try_again(self, job: Job) -> bool:
        self._attempts[job.id] = self._attempts.get(job.id, 0) + 1
        return self._attempts[job.id] < ATTEMPTS

    def _note_failed_start(self, examiner: ExaminerProcess, error: KadaiError) -> None:
        """Raises: KadaiError if programs have failed to start too often, one after the other."""
        self._failed.add(examiner.program)  # all examiners that were to be forked from it fail with it
        if len(self._failed) > FAILED_STARTS:
            raise error

    def _hand_out(self, waiting: list[Job], source: Iterator[Job]) -> None:
        while len(self._busy) < self._limit and not self._late():
            job = waiting.pop() if waiting else next(source, None)
            if job is None:
                return
            examiner = self._idle.pop() if self._idle else self._start(1)[0]
            self._busy[examiner] = time.monotonic() + (examiner.ready.seconds if examiner.ready else START_SECONDS)
            self._selector.register(examiner, selectors.EVENT_READ)
            with contextlib.suppress(ChannelClosed):  # it died while it had nothing to do: `_hear` will say so
                examiner.give(job)

    def _patience(self, seconds: float) -> float:
        """So many seconds, or what is left until the deadline."""
        return seconds if self._setup.deadline is None else min(seconds, self._setup.deadline.left)

    def _late(self) -> bool:
        return not self._patience(1.0)

    def _start(self, number: int, *, fork: bool = False) -> list[ExaminerProcess]:
        examiners = start_examiners([self._next_setup() for _ in range(number)], fork=fork)
        running = {program for program in self._programs if program.poll() is None}
        self._programs = {*running, *(examiner.program for examiner in examiners)}
        return examiners

    def _next_setup(self) -> Setup:
        """For a new examiner: with its own processor, where each gets an examiner or one is set."""
        places = processors_for(self._limit)
        processor = places[self._started % self._limit] if places else self._setup.processor
        self._started += 1
        return msgspec.structs.replace(self._setup, processor=processor)

    def _spoken(self) -> list[ExaminerProcess]:
        """The examiners with a reply, or whose time is over."""
        seconds = max(0.0, min(self._busy.values()) - time.monotonic())
        events = self._selector.select(self._patience(seconds))
        ready = [key.fileobj for key, _ in events if isinstance(key.fileobj, ExaminerProcess)]
        return ready or [e for e, deadline in self._busy.items() if deadline <= time.monotonic()]

    def _hear(self, examiner: ExaminerProcess, seconds: float = 0.0) -> Ready | Apart | Answer:
        """What an examiner says within some seconds.

        Raises:
            Overdue: it says nothing, and has held its job for longer than any may take.
            KadaiError: it has died, or says nothing at its start.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(examiner, selectors.EVENT_READ)
            if not selector.select(seconds):
                if examiner.starting:
                    raise KadaiError(
                        Text(
                            f"an examiner process was not ready within {START_SECONDS:.0f} s",
                            f"採点プロセスの準備が {START_SECONDS:.0f} 秒以内に終わりませんでした",
                        )
                    )
                raise Overdue
        reply = examiner.hear()
        if isinstance(reply, Ready):
            self._ready = self._ready or reply
            self._failed.clear()
        return reply

    def _release(self, examiner: ExaminerProcess, reply: Done | Failed | Overran) -> None:
        """It has done its job and is idle; or it ends."""
        self._selector.unregister(examiner)
        del self._busy[examiner]
        if isinstance(reply, Done) and reply.last:
            close([examiner])
        else:
            self._idle.append(examiner)

    def _dismiss(self, examiner: ExaminerProcess) -> None:
        self._selector.unregister(examiner)
        del self._busy[examiner]
        examiner.kill()

    def close(self) -> None:
        """End all examiners; those still at work are interrupted."""
        close([*self._busy, *self._idle], self._programs, self._patience(POLITELY))
        self._selector.close()


def _graded(job: Job, reply: Done | Failed | Overran, ready: Ready) -> Graded:
    if isinstance(reply, Done):
        return Graded(job, reply.marked, reply.alone)
    if isinstance(reply, Overran):
        return Graded(job, _unfinished(job, reply.text, ready))
    return Graded(job, failed_to_grade(job, reply.text.en, ready))


def overdue(job: Job, ready: Ready) -> Marked:
    """The result of a job that kept an examiner busy for longer than any may."""
    text = Text(
        f"The examination of this submission did not come to an end within {ready.seconds:.0f} seconds.",
        f"この提出物の採点は {ready.seconds:.0f} 秒以内に終わりませんでした。",
    )
    return _unfinished(job, text, ready)


def failed_to_grade(job: Job, reason: str, ready: Ready) -> Marked:
    """The result of a job at which the grader failed, not the student."""
    text = Text(
        f"The grader failed on this submission; grade it again. ({reason})",
        f"採点システム側の問題で採点できませんでした。再採点が必要です。（{reason}）",
    )
    return Marked(faulty(job.id, text, ready.checks, file=job.sources.main, digest=job.digest))


def _unfinished(job: Job, text: Text, ready: Ready) -> Marked:
    return Marked(unfinished(job.id, text, ready.checks, file=job.sources.main, digest=job.digest))
