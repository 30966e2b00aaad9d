"""The grader's end of the examiner processes."""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Iterable, Sequence

from autograder.errors import KadaiError, UsageError, system_said
from autograder.grading.channel import (
    Answer,
    Apart,
    Channel,
    ChannelClosed,
    Ready,
    Refused,
    Setup,
    Working,
)
from autograder.grading.classroom.forking import Forked, may_fork
from autograder.grading.classroom.programs import Program, start_program
from autograder.grading.job import Job
from autograder.text import NOTHING, Text

_EXAMINER = "autograder.grading.examiner.main"
POLITELY = 5.0  # seconds to end in
_KILLED = Text(
    "signal 9: somebody killed it, or memory ran out; grading needs 256 MB, a heavy assignment more",
    "シグナル 9: 強制終了されたか、メモリが足りません。採点には 256 MB が必要です（重い課題ではそれ以上）",
)


def start_examiners(setups: Sequence[Setup], *, fork: bool = False) -> list["ExaminerProcess"]:
    """One examiner for each setup, of one assignment.

    There is one new program: it reads the tests, and the examiners are forked from it when it has, which costs a
    hundredth of starting them. With `fork` it is a fork of this process, where that is as good.

    Raises:
        KadaiError: if the process cannot be started.
    """
    pairs = [socket.socketpair() for _ in setups]
    theirs = [end for _, end in pairs]
    with contextlib.ExitStack() as stack:
        for end in theirs:
            stack.enter_context(end)
        try:
            descriptors = [end.fileno() for end in theirs]
            start = Forked if fork and may_fork() else start_program
            program = start(_EXAMINER, list(map(str, descriptors)), descriptors)
        except OSError as error:
            for ours, _ in pairs:
                ours.close()
            raise KadaiError(
                Text(
                    f"an examiner process could not be started ({error.strerror})",
                    f"採点プロセスを起動できませんでした（{system_said(error).ja}）",
                )
            ) from None
    examiners = [ExaminerProcess(Channel(ours), program, alone=len(setups) == 1) for ours, _ in pairs]
    for examiner, setup in zip(examiners, setups, strict=True):
        examiner.set_up(setup)
    return examiners


def close(
    examiners: Iterable["ExaminerProcess"],
    programs: Iterable[Program] = (),
    seconds: float = POLITELY,
) -> None:
    """End examiners, and wait for their programs: politely by hanging up, by force what is busy or does not listen.

    Args:
        examiners: to be ended.
        programs: of examiners that were killed before.
        seconds: that they have to end politely.
    """
    examiners = list(examiners)
    for examiner in examiners:
        if examiner.starting or examiner.job is not None:
            examiner.kill()
        examiner.hang_up()
    for program in {*programs, *(examiner.program for examiner in examiners)}:
        try:
            program.wait(seconds)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


class ExaminerProcess:
    """One examiner. Give it a job, wait until it is readable, take the reply.

    Args:
        channel: to the process.
        program: from which it is forked.
        alone: whether no other examiner is.

    Attributes:
        job: what it holds.
        ready: what it found out at its start, once it has said so.
    """

    def __init__(self, channel: Channel, program: Program, *, alone: bool) -> None:
        self.program = program
        self._channel = channel
        self._alone = alone
        self._watch: int | None = None
        self.job: Job | None = None
        self.ready: Ready | None = None

    def set_up(self, setup: Setup) -> None:
        """Say what it is to examine."""
        with contextlib.suppress(ChannelClosed):  # it has died: `hear` will say so
            self._channel.send(setup)

    def fileno(self) -> int:
        """Readable when a reply is there."""
        return self._channel.fileno()

    @property
    def starting(self) -> bool:
        """Whether it has not said yet that it is ready."""
        return self.ready is None

    def give(self, job: Job) -> None:
        """Start grading `job`. Raises: ChannelClosed."""
        assert self.job is None, "one job at a time"
        self.job = job
        self._channel.send(job)

    def hear(self) -> Ready | Apart | Answer:
        """What it says first; then that it is working, and the reply to its job.

        Raises:
            UsageError: if the course's files are wrong.
            KadaiError: if the process died.
        """
        try:
            if self.ready is None:
                return self._hear_first()
            reply: Answer = self._channel.receive(Answer)  # type: ignore[arg-type]
        except ChannelClosed:
            where, how = Text("at its start ", "起動時に") if self.ready is None else NOTHING, self._end()
            raise KadaiError(
                Text(
                    f"an examiner process ended {where}({how})",
                    f"採点プロセスが{where.ja}終了しました（{how.ja}）",
                )
            ) from None
        if not isinstance(reply, Working):
            self.job = None
        return reply

    def _hear_first(self) -> Ready | Apart:
        reply: Ready | Apart | Refused = self._channel.receive(Ready | Apart | Refused)  # type: ignore[arg-type]
        if isinstance(reply, Refused):
            raise UsageError(reply.text)
        if isinstance(reply, Ready):
            with contextlib.suppress(OSError):  # it has ended since
                self._watch = os.pidfd_open(reply.pid)
            self.ready = reply
        return reply

    def hang_up(self) -> None:
        """Tell the process that there is no more to do."""
        self._channel.close()
        if self._watch is not None:
            os.close(self._watch)
            self._watch = None

    def kill(self) -> None:
        """End the process now. One that has not said that it is ready is ended with those that start with it."""
        if self.starting:
            self.program.kill()
        elif self._watch is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._watch, signal.SIGKILL)
        self.hang_up()
        if self._alone:
            self._ended()

    def _ended(self) -> int | None:
        """How the program ended, if it has or does within a moment."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.program.wait(POLITELY)
        return None

    def _end(self) -> Text:
        """How the process ended, in words."""
        status = self._ended() if self._alone else self.program.poll()
        if status is None:
            return Text.same("it closed its channel" if self._alone else "how is not known: others go on beside it")
        if status == -signal.SIGKILL:
            return _KILLED
        return Text.same(f"signal {-status}" if status < 0 else f"exit status {status}")
