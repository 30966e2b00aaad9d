"""Reads the submissions of a class in the reader, some of them before they are asked for."""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

import msgspec

from autograder.course import Assignment, Unreadable
from autograder.course.handed_in.arrival import Clash, Ignored
from autograder.course.handed_in.finding import How
from autograder.grading.classroom.reader_process import ReaderProcess
from autograder.grading.deadline import Deadline
from autograder.grading.reader.requests import (
    Answer,
    Assemble,
    Found,
    Look,
    Open,
    Opened,
    Question,
    Refused,
    Said,
    There,
    packed,
    unpacked,
)  # fmt: skip
from autograder.grading.results import NOTHING_SAID, About
from autograder.sandbox import Sources
from autograder.text import Text

AHEAD_SECONDS = 0.3
"""For so long answers are collected while the examiners start."""
_COLLECTED = 2**24  # characters of source that are kept before anybody asks for them


class Readable(Protocol):
    """What a class is graded from."""

    id: str
    mates: tuple[str, ...]
    """Whose it is besides: the others of a group."""
    about: About
    """What is to be said of the hand-in: known once it was read, or found unreadable."""

    def read(self) -> tuple[Sources, str]:
        """See `Submission.read`."""


class HandedIn:
    """A submission that the reader has found: see `Submission`."""

    def __init__(self, there: There, reading: "Reading") -> None:
        self.id = there.id
        self.mates: tuple[str, ...] = ()
        self.origin = unpacked(there.origin)
        self.handed_in = there.handed_in
        self.arrival = there.arrival
        self.about = NOTHING_SAID
        self._question = there.read
        self._reading = reading
        self._ticket: int | None = None

    def ask(self) -> None:
        """Have it read, for the next `read`."""
        self._ticket = self._ticket or self._reading.process.ask(self._question)

    def take(self, file: str) -> None:
        """From now on this file of it is read, whatever else is there."""
        self._question = msgspec.structs.replace(self._question, take=packed(file))

    def read(self) -> tuple[Sources, str]:
        """See `Submission.read`."""
        self.ask()
        self._reading.ask_ahead()
        ticket, self._ticket = self._ticket, None
        assert ticket is not None
        answer = self._reading.process.answer(ticket)
        self.about = answer.about if isinstance(answer, Said | Refused) else NOTHING_SAID
        said = _said(answer)
        return said.sources, said.digest


class Class(NamedTuple):
    """All that lies at the paths that were named: see `finding.Found`."""

    hand_ins: list[HandedIn]
    clashes: Sequence[Clash]
    ignored: Sequence[Ignored]
    hints: Sequence[Text]


class Reading:
    """The reader of one assignment's submissions, until the ``with`` block ends.

    Raises:
        DeadlinePassed: in `HandedIn.read`, if that takes longer than until the deadline.
        KadaiError: here and in every method, if no reader can be started.
    """

    def __init__(self, assignment: Assignment, deadline: Deadline | None = None) -> None:
        self.process = ReaderProcess(assignment, deadline)
        self._coming: Iterator[HandedIn] = iter(())

    def find(self, paths: Iterable[str | Path], how: How) -> "Class":
        """See `finding.find`."""
        found = self._ask(Look(tuple(packed(str(Path(path))) for path in paths), how))
        assert isinstance(found, Found)
        return Class([HandedIn(there, self) for there in found.submissions], found.clashes, found.ignored, found.hints)

    def discover(self, paths: Iterable[str | Path]) -> list[HandedIn]:
        """See `course.discover`."""
        return self.find(paths, How()).hand_ins

    def expect(self, submissions: Iterable[HandedIn]) -> None:
        """These are going to be read, in this order: the reader begins, and stays some ahead of who asks."""
        self._coming = iter(submissions)
        self.ask_ahead()

    def ask_ahead(self) -> None:
        """Have the next ones read that are expected, as many as may be on their way."""
        while self.process.has_room and (submission := next(self._coming, None)):
            submission.ask()

    def collect(self, seconds: float = AHEAD_SECONDS) -> None:
        """Take what has been read, for some time, so that the reader goes on: while there is nothing else to do."""
        until, length = time.monotonic() + seconds, 0
        while length < _COLLECTED and (answer := self.process.next_answer(until - time.monotonic())):
            length += sum(map(len, answer.sources.texts())) if isinstance(answer, Said) else 0
            self.ask_ahead()

    def open_notebook(self, folder: Path, name: str | None) -> Opened | Refused:
        """See `restorable.opened`."""
        answer = self._ask(Open(packed(str(folder)), None if name is None else packed(name)))
        assert isinstance(answer, Opened | Refused)
        return answer

    def assemble(self, folder: Path, name: str, restored: bytes) -> Said:
        """See `restorable.assembled`."""
        return _said(self._ask(Assemble(packed(str(folder)), packed(name), restored)))

    def _ask(self, question: Question) -> Answer:
        return self.process.answer(self.process.ask(question))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.process.close()


def _said(answer: Answer) -> Said:
    if isinstance(answer, Refused):
        raise Unreadable(answer.text)
    assert isinstance(answer, Said)
    return answer
