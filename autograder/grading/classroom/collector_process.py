"""Learns which checks assignments have, from a program that imports their tests."""

import contextlib
from collections.abc import Generator, Iterator, Sequence

from autograder.checks import CheckInfo
from autograder.course import Assignment
from autograder.errors import KadaiError, UsageError
from autograder.grading.channel import Channel, ChannelClosed, Collected
from autograder.grading.classroom.programs import talking_program
from autograder.text import Text

SECONDS = 120.0
"""On the clock, for the tests of one assignment: a tenth of a second on an idle machine, after half a one once."""


def collect(assignments: Sequence[Assignment]) -> Iterator[tuple[CheckInfo, ...]]:
    """The checks of some assignments of one course, in their order; none where there is no test file.

    Raises:
        UsageError: in the place of the first assignment whose tests cannot be read.
        KadaiError: if reading them does not come to an end.
    """
    with contextlib.closing(collected(assignments)) as answers:
        for answer in answers:
            if answer.refusal:
                raise UsageError(answer.refusal)
            yield answer.checks


def collected(assignments: Sequence[Assignment]) -> Generator[Collected]:
    """As `collect`, with a refusal as a value.

    Raises:
        KadaiError: if reading the tests of one does not come to an end.
    """
    tested = [a for a in assignments if a.public_tests.is_file() or a.hidden_tests.is_file()]
    with _program(tested) if tested else contextlib.nullcontext() as channel:
        for assignment in assignments:
            if channel is None or assignment not in tested:
                yield Collected()
                continue
            try:
                yield channel.receive(Collected)
            except ChannelClosed:
                raise KadaiError(
                    Text(
                        f"{assignment.folder}: reading the tests came to no end",
                        f"{assignment.folder}: テストの読み込みが終わりません",
                    )
                ) from None


def _program(assignments: Sequence[Assignment]) -> contextlib.AbstractContextManager[Channel]:
    words = [str(assignments[0].course.root), *(a.id for a in assignments)]
    return talking_program("autograder.grading.collector.main", words, SECONDS)
