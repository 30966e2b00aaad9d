"""The grader's end of an examiner process."""

import os
import socket
import subprocess
import sys

from autograder.errors import KadaiError, UsageError
from autograder.grading.examiner.channel import Channel, ChannelClosed, Done, Failed, Ready, Refused, Setup
from autograder.grading.job import Job

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class ExaminerProcess:
    """One examiner, for one assignment. Give it a job, wait until it is readable, take the reply.

    Raises:
        UsageError: if the course's files are wrong.
        KadaiError: if the process cannot be started.
    """

    def __init__(self, setup: Setup) -> None:
        ours, theirs = socket.socketpair()
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
        self._channel = Channel(ours)
        # -P: the current folder may hold submissions, and one called socket.py must not be imported here
        command = [sys.executable, "-P", "-m", "autograder.grading.examiner.main", str(theirs.fileno())]
        with theirs:
            try:
                self._process = subprocess.Popen(
                    command,
                    pass_fds=[theirs.fileno()],
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    start_new_session=True,  # Ctrl-C is for the grader, which then closes its examiners
                )
            except OSError as error:
                self._channel.close()
                raise KadaiError(f"an examiner process could not be started ({error.strerror})") from None
        self.job: Job | None = None
        self._ready: Ready | None = None
        self._channel.send(setup)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

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
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process now."""
        self._process.kill()
        self._process.wait()
        self._channel.close()

    def _end(self) -> str:
        """How the process ended, in words."""
        try:
            status = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return "it closed its channel"
        return f"signal {-status}" if status < 0 else f"exit status {status}"
