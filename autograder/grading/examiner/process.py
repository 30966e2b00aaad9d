"""The grader's end of the examiner processes."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence

from autograder.errors import KadaiError, UsageError
from autograder.grading.examiner.channel import Channel, ChannelClosed, Done, Failed, Ready, Refused, Setup
from autograder.grading.job import Job
from autograder.sandbox.tied import start_tied

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_SECONDS = 5.0  # to end politely


def start_examiners(setups: Sequence[Setup]) -> list["ExaminerProcess"]:
    """One examiner for each setup, of one assignment.

    Only the first is a new program: it reads the tests, and the others are forked from it when it has, which costs
    a hundredth of starting them. It is the one that says what is wrong with the course's files.

    Raises:
        KadaiError: if the process cannot be started.
    """
    pairs = [socket.socketpair() for _ in setups]
    theirs = [end for _, end in pairs]
    with contextlib.ExitStack() as stack:
        for end in theirs:
            stack.enter_context(end)
        try:
            first = start([end.fileno() for end in theirs])
        except OSError as error:
            for ours, _ in pairs:
                ours.close()
            raise KadaiError(f"an examiner process could not be started ({error.strerror})") from None
    examiners = [ExaminerProcess(Channel(ours), first if not n else None) for n, (ours, _) in enumerate(pairs)]
    for examiner, setup in zip(examiners, setups, strict=True):
        examiner.set_up(setup)
    return examiners


def start(descriptors: Sequence[int]) -> "subprocess.Popen[bytes]":
    """The program, serving at the other ends of these descriptors. Raises: OSError."""
    environment = {
        **os.environ,
        **dict.fromkeys(_THREADS, "1"),  # the reference runs here: one thread each, N processes
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # nothing of a verdict may hang on the order of a set
        "PYTHONWARNINGS": "ignore",
    }
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        environment.pop(name, None)
    return start_tied(
        # -P: the current folder may hold submissions, and one called socket.py must not be imported here
        [sys.executable, "-P", "-m", "autograder.grading.examiner.main", *map(str, descriptors)],
        pass_fds=descriptors,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the grader, which then closes its examiners
    )


class ExaminerProcess:
    """One examiner. Give it a job, wait until it is readable, take the reply.

    Args:
        channel: to the process.
        program: the process, if it is a child of this one; otherwise it is known from when it is ready.
    """

    def __init__(self, channel: Channel, program: "subprocess.Popen[bytes] | None") -> None:
        self._channel = channel
        self._program = program
        self._watch: int | None = None
        self.job: Job | None = None
        self._ready: Ready | None = None

    def set_up(self, setup: Setup) -> None:
        """Say what it is to examine."""
        with contextlib.suppress(ChannelClosed):  # it has died: `ready` will say so
            self._channel.send(setup)

    def fileno(self) -> int:
        """Readable when a reply is there."""
        return self._channel.fileno()

    @property
    def starting(self) -> bool:
        """Whether `ready` has not been received yet."""
        return self._ready is None

    @property
    def ready(self) -> Ready:
        """What the examiner found out at its start: waits for it the first time.

        Raises:
            UsageError: if the course's files are wrong.
            KadaiError: if the process died.
        """
        if self._ready is None:
            try:
                reply = self._channel.receive(Ready | Refused)  # type: ignore[arg-type]
            except ChannelClosed:
                raise KadaiError(f"an examiner process ended at its start ({self._end()})") from None
            if isinstance(reply, Refused):
                self.close()
                raise UsageError(reply.text)
            assert isinstance(reply, Ready)
            with contextlib.suppress(OSError):  # it has ended since
                self._watch = os.pidfd_open(reply.pid)
            self._ready = reply
        return self._ready

    def give(self, job: Job) -> None:
        """Start grading `job`. Raises: ChannelClosed."""
        assert self.job is None, "one job at a time"
        self.job = job
        self._channel.send(job)

    def take(self) -> Done | Failed:
        """The reply to the job given last. Raises: KadaiError if the process died."""
        try:
            reply: Done | Failed = self._channel.receive(Done | Failed)  # type: ignore[arg-type]
        except ChannelClosed:
            raise KadaiError(f"the examiner process ended ({self._end()})") from None
        self.job = None
        return reply

    def hang_up(self) -> None:
        """Tell the process that there is no more to do."""
        self._channel.close()

    def close(self) -> None:
        """End the process: politely by hanging up, by force when it does not listen."""
        self.hang_up()
        if not self._has_ended():
            self.kill()
        self._forget()

    def kill(self) -> None:
        """End the process now."""
        if self._program is not None:
            self._program.kill()
            self._program.wait()
        elif self._watch is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._watch, signal.SIGKILL)
            self._has_ended()
        self._channel.close()
        self._forget()

    def _has_ended(self) -> bool:
        """Whether the process is gone, or goes within a moment."""
        if self._program is not None:
            try:
                self._program.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                return False
        elif self._watch is not None:
            return bool(select.select([self._watch], [], [], _SECONDS)[0])
        return True

    def _forget(self) -> None:
        if self._watch is not None:
            os.close(self._watch)
            self._watch = None

    def _end(self) -> str:
        """How the process ended, in words."""
        if self._program is None:
            return "how is not known: it was forked from another one"
        if not self._has_ended():
            return "it closed its channel"
        status = self._program.wait()
        return f"signal {-status}" if status < 0 else f"exit status {status}"
