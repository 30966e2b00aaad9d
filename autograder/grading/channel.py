"""Messages between the grader and its processes, of which all are trusted, so typed frames suffice."""

import socket
import struct
from typing import TypeVar

import msgspec

from autograder.errors import KadaiError
from autograder.grading.deadline import Deadline
from autograder.grading.job import Marked
from autograder.grading.results import CheckInfo, SandboxInfo, SubmissionResult
from autograder.text import NOTHING, Text

_LENGTH = struct.Struct("<I")

M = TypeVar("M")


class ChannelClosed(KadaiError):
    """The other side has gone."""


class Setup(msgspec.Struct, frozen=True):
    """First message to an examiner: what it is to examine."""

    course: str
    assignment: str
    secret: str = ""
    diagnose: bool = True
    mutants: bool = True
    """Whether what no author has described is compared with mutants: validation proves the catalogue without."""
    observe: bool = False
    """For validation: keep what passed checks saw, too (bands, digests of traces)."""
    only: tuple[str, ...] = ()
    """For validation: the checks to be run, with those that they build on; all, if there are none."""
    processor: int | None = None
    """Where it stays, with its worker: they take turns, and on two processors each would wait to be woken."""
    deadline: Deadline | None = None
    """Of the whole run, for the grader's end of the channel."""
    private: tuple[bytes, ...] = ()
    """Files and folders, besides the course's own, that no worker may be able to read; as the disk calls them."""
    lean: bool = False
    """For one hand-in: with as few processes as will do."""


class Collected(msgspec.Struct, frozen=True):
    """Of a collector: the checks of one assignment, or why it has none that could be told."""

    checks: tuple[CheckInfo, ...] = ()
    refusal: Text = NOTHING


class Rehearsed(msgspec.Struct, frozen=True):
    """Of a rehearsal: what public checks say of a file in their student's place, or why they cannot be run there."""

    result: SubmissionResult | None = None
    refusal: Text = NOTHING


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The examiner has collected its checks and its sandbox stands; `reasons` say why its level is not higher."""

    checks: tuple[CheckInfo, ...]
    sandbox: SandboxInfo
    pid: int = 0
    reasons: tuple[Text, ...] = ()
    seconds: float = 600.0
    """On the clock, for which one submission may keep it busy at most: beyond that it does not answer any more."""


class Apart(msgspec.Struct, frozen=True, tag=True):
    """This examiner cannot be forked from the program that others are: start a program for it alone."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The examiner cannot start: the course's files are wrong; `text` says which and how to mend it."""

    text: Text


class Done(msgspec.Struct, frozen=True, tag=True):
    """A graded submission; `alone` asks for another try on an idle machine; after the `last` the examiner ends."""

    marked: Marked
    alone: bool = False
    last: bool = False
    """The examiner ends: the submission has changed it, and it cannot renew itself."""


class Working(msgspec.Struct, frozen=True, tag=True):
    """The examiner goes on with its job, and finds out what is kept for all: that may take longer than a submission."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The examiner met an error of its own while grading `id`."""

    id: str
    text: Text


class Overran(msgspec.Struct, frozen=True, tag=True):
    """The job in hand made the examiner compute beyond every limit, where nothing but an end could break it off."""

    text: Text


Answer = Done | Failed | Overran | Working


class Channel:
    """Length-prefixed msgpack frames over a stream socket."""

    def __init__(self, endpoint: socket.socket) -> None:
        self._socket = endpoint

    def fileno(self) -> int:
        """For selectors."""
        return self._socket.fileno()

    def send(self, message: msgspec.Struct) -> None:
        """Raises: ChannelClosed."""
        frame = msgspec.msgpack.encode(message)
        try:
            self._socket.sendall(_LENGTH.pack(len(frame)) + frame)
        except OSError as error:
            raise ChannelClosed(str(error)) from None

    def receive(self, kind: type[M]) -> M:
        """The next message. Raises: ChannelClosed."""
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        return msgspec.msgpack.decode(self._exactly(length), type=kind)

    def _exactly(self, count: int) -> bytearray:
        buffer = bytearray(count)
        view = memoryview(buffer)
        while view:
            try:
                got = self._socket.recv_into(view)
            except OSError as error:
                raise ChannelClosed(str(error)) from None
            if not got:
                raise ChannelClosed("the other process has ended")
            view = view[got:]
        return buffer

    def close(self) -> None:
        """Tell the other side that there is no more."""
        self._socket.close()
