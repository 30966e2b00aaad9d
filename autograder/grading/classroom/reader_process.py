"""The grader's end of the reader: questions go out, answers come in their order, and who ends is replaced."""

import collections
import contextlib
import math
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from typing import NamedTuple

import msgspec

from autograder.course import Assignment
from autograder.errors import KadaiError, UsageError, system_said
from autograder.grading.channel import Channel, ChannelClosed
from autograder.grading.deadline import Deadline, DeadlinePassed
from autograder.grading.reader.main import serve
from autograder.grading.reader.refusals import is_too_slow, why_ended
from autograder.grading.reader.requests import Answer, Begin, Begun, Look, Question, Refused, Wrong, packed
from autograder.sandbox.tied import start_tied, tie
from autograder.text import Text

IDLE_SECONDS = 10.0
"""A reader that owes an answer and has not computed for so long is stopped, or waits for a disk that is gone."""
ATTEMPTS = 2
"""A reader may also be killed from without, or lack memory for what it read before."""
# On their way at once: so many small questions fit into a socket, so that sending them never waits. The answers to
# them wait there, too: the reader works ahead until it is full (200 kB).
_QUESTIONS, _QUESTION_BYTES = 48, 2**15


class _Open(NamedTuple):
    ticket: int
    question: Question
    size: int
    attempt: int = 1


class ReaderProcess:
    """One reader at a time. What ends it costs nobody but the submission it was at.

    Raises:
        KadaiError: here and in every method, if no reader can be started.
    """

    def __init__(self, assignment: Assignment, deadline: Deadline | None = None) -> None:
        self._deadline = deadline
        self._begin = Begin(packed(str(assignment.course.root)), assignment.id)
        self._open: collections.deque[_Open] = collections.deque()
        self._answers: dict[int, Answer] = {}
        self._tickets = 0
        self._bytes = 0  # of the questions that are open
        # A fork takes a millisecond. It is made only where nothing but this thread would be forked, and nothing
        # has been opened yet: the readers that take the place of this one are programs of their own.
        alone = threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
        self._start(fork=alone and sys.platform == "linux")

    @property
    def has_room(self) -> bool:
        """Whether another question can be asked before the answers to the others have come."""
        return len(self._open) < _QUESTIONS and self._bytes < _QUESTION_BYTES

    def ask(self, question: Question) -> int:
        """A ticket for the answer. Where there is no room, a question may be asked if no other one is open."""
        while self._open and not self.has_room:
            self._receive()
        self._tickets += 1
        size = len(msgspec.msgpack.encode(question))
        self._bytes += size
        self._open.append(_Open(self._tickets, question, size))
        self._send(question)
        return self._tickets

    def answer(self, ticket: int) -> Answer:
        """The answer, when it has come.

        Raises:
            DeadlinePassed: if it has not come by then; to `Look` there is always an answer.
            UsageError: if the answer is that the user made a mistake.
        """
        while ticket not in self._answers:
            self._receive()
        answer = self._answers.pop(ticket)
        if isinstance(answer, Wrong):
            raise UsageError(answer.text)
        return answer

    def next_answer(self, seconds: float) -> Answer | None:
        """The next answer, if one comes in time; it stays there for whoever has its ticket."""
        if not self._open or not self._says_something(seconds):
            return None
        ticket = self._open[0].ticket
        while ticket not in self._answers:
            self._receive()
        return self._answers[ticket]

    def close(self) -> None:
        """End the reader."""
        self._end()

    def _receive(self) -> None:
        """Take the next answer; where the reader ends instead, a fresh one goes on."""
        try:
            self._wait()
            answer: Answer = self._channel.receive(Answer)  # type: ignore[arg-type]
        except ChannelClosed:
            self._bury()
            return
        self._close_first(answer)

    def _close_first(self, answer: Answer) -> None:
        answered = self._open.popleft()
        self._bytes -= answered.size
        self._answers[answered.ticket] = answer

    def _wait(self) -> None:
        """Until something comes. Raises: ChannelClosed, if it is not going to."""
        computed = -1.0
        while not self._says_something(min(IDLE_SECONDS, self._left())):
            if not self._left():
                raise DeadlinePassed("the time was over before a submission was read")
            before, computed = computed, self._computed()
            if computed == before:
                os.kill(self._pid, signal.SIGKILL)
                raise ChannelClosed("the reader does nothing any more")

    def _left(self) -> float:
        """Seconds until the deadline."""
        if self._deadline is None or not self._open or isinstance(self._open[0].question, Look):
            return math.inf
        return self._deadline.left

    def _says_something(self, seconds: float) -> bool:
        """Whether something comes, or the reader ends, in time."""
        poll = select.poll()
        poll.register(self._channel, select.POLLIN)
        return bool(poll.poll(max(seconds, 0.0) * 1000))

    def _computed(self) -> float:
        """The reader's computing time in seconds."""
        with contextlib.suppress(OSError):
            return time.clock_gettime(~self._pid << 3 | 2)  # as clock_getcpuclockid makes it
        return 0.0

    def _bury(self) -> None:
        """The first question that is open has ended the reader: it is tried once more, or given up."""
        status = self._end()
        culprit = self._open[0]
        if culprit.attempt < ATTEMPTS and not is_too_slow(status):
            self._open[0] = culprit._replace(attempt=culprit.attempt + 1)
        elif isinstance(culprit.question, Look):
            self._close_first(
                Wrong(Text("the submissions cannot be listed: ", "提出物の一覧を作れません: ") + why_ended(status))
            )
        else:
            self._close_first(Refused(why_ended(status)))
        self._start(fork=False)
        for waiting in self._open:
            self._send(waiting.question)

    def _send(self, question: Question) -> None:
        with contextlib.suppress(ChannelClosed):  # it has ended: `_receive` will see it
            self._channel.send(question)

    def _start(self, *, fork: bool) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._pid = _forked(ours, theirs) if fork else _started(theirs)
            except OSError as error:
                ours.close()
                raise KadaiError(
                    Text(
                        f"the process that reads submissions could not be started ({error.strerror})",
                        f"提出物を読むプロセスを起動できませんでした（{system_said(error).ja}）",
                    )
                ) from None
        ours.settimeout(IDLE_SECONDS)  # for the rest of a message that has begun
        self._channel = Channel(ours)
        self._greet()

    def _greet(self) -> None:
        """Say what it is about. Raises: KadaiError, if it does not begin; UsageError, if the course is wrong."""
        try:
            self._channel.send(self._begin)
            self._wait()
            answer = self._channel.receive(Begun | Wrong)  # type: ignore[arg-type]
        except ChannelClosed:
            self._end()
            raise KadaiError(
                Text(
                    "the process that reads submissions ended at its start; run the command again",
                    "提出物を読むプロセスが起動時に終了しました。もう一度実行してください",
                )
            ) from None
        if isinstance(answer, Wrong):
            self._end()
            raise UsageError(answer.text)

    def _end(self) -> int:
        """Hang up and wait for the end; the wait status."""
        self._channel.close()
        if not self._pid:
            return 0
        pid, self._pid = self._pid, 0
        try:
            os.kill(pid, signal.SIGKILL)  # one that ends already keeps the reason that it ends for
            return os.waitpid(pid, 0)[1]
        except (ProcessLookupError, ChildProcessError):  # whoever embeds us waits for all children
            return 0


def _forked(ours: socket.socket, theirs: socket.socket) -> int:
    parent = os.getpid()
    with warnings.catch_warnings():  # of threads that are not Python's: they hold no lock that a reader needs
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        try:
            tie(parent)
            ours.close()
            serve(theirs)
        finally:
            os._exit(70)
    return pid


def _started(theirs: socket.socket) -> int:
    environment = {name: value for name, value in os.environ.items() if name != "KADAI_SECRET"}
    environment["PYTHONWARNINGS"] = "ignore"  # what the user wants to hear is the grader's business
    program = start_tied(
        # -P: the current folder may hold submissions, and one called socket.py must not be imported here
        [sys.executable, "-P", "-m", "autograder.grading.reader.main", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the grader, which then closes its reader
    )
    program.returncode = 0  # it is waited for by its number
    return program.pid
