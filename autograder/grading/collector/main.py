"""The program that reads the tests of some assignments, each in a fork of its own: their modules may share names.

Started by `collect` as ``python -m autograder.grading.collector.main FD COURSE ID…``.
"""

import collections
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

import autograder.numerics  # noqa: F401 — what every test imports is there before the first fork
from autograder.course import Assignment, Course
from autograder.errors import KadaiError
from autograder.grading.channel import Channel, Collected
from autograder.grading.collection import collected_by
from autograder.grading.examiner.chance import Chance
from autograder.grading.seeds import seed_for
from autograder.sandbox.tied import tie
from autograder.text import Text


class _Fork(NamedTuple):
    assignment: Assignment
    pid: int
    answer: int
    """A descriptor to read from."""


def main(descriptor: int, root: str, ids: Sequence[str]) -> None:
    """Tell whoever holds the descriptor's other end which checks each assignment has, in this order."""
    sys.dont_write_bytecode = True
    channel, course = Channel(socket.socket(fileno=descriptor)), Course(Path(root))
    for collected in _side_by_side([course.assignment(id) for id in ids]):
        channel.send(collected)


def _side_by_side(assignments: Sequence[Assignment]) -> Iterator[Collected]:
    running: collections.deque[_Fork] = collections.deque()
    for assignment in assignments:
        running.append(_fork(assignment))
        if len(running) >= (os.cpu_count() or 1):
            yield _answer(running.popleft())
    while running:
        yield _answer(running.popleft())


def _fork(assignment: Assignment) -> _Fork:
    ours, theirs = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            if sys.platform == "linux":
                tie(parent)
            os.close(ours)
            with os.fdopen(theirs, "wb") as answer:
                answer.write(msgspec.msgpack.encode(_read(assignment)))
        finally:
            os._exit(0)
    os.close(theirs)
    return _Fork(assignment, pid, ours)


def _read(assignment: Assignment) -> Collected:
    try:
        secret = assignment.course.secret
        chance = Chance(seed_for(assignment.id, "", secret), assignment.course.root)
        chance.install()
        return Collected(collected_by(assignment))
    except KadaiError as error:
        return Collected(refusal=error.text)


def _answer(fork: _Fork) -> Collected:
    with os.fdopen(fork.answer, "rb") as answer:
        content = answer.read()
    _, status = os.waitpid(fork.pid, 0)
    if content:
        return msgspec.msgpack.decode(content, type=Collected)
    how = os.waitstatus_to_exitcode(status)
    ends = Text("the tests end the process that reads them", "テストが、テストを読むプロセスを終わらせます")
    return Collected(refusal=f"{fork.assignment.folder}: " + ends + Text(f" ({how})", f"（{how}）"))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
