"""The interface of an executor."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from autograder.grading.channel import Ready, Setup
from autograder.grading.job import Job, Marked
from autograder.grading.results import SubmissionResult


class Graded(NamedTuple):
    """One job and what came of it; `alone` asks for another try while nothing else runs."""

    job: Job
    marked: Marked
    alone: bool = False

    @property
    def result(self) -> SubmissionResult:
        """The submission's result."""
        return self.marked.result


class Team(Protocol):
    """Examiners that are up and have read the assignment."""

    @property
    def ready(self) -> Ready:
        """The checks and the sandbox."""

    def examine(self, jobs: Iterable[Job]) -> Iterator[Graded]:
        """Grade the jobs in any order; `jobs` is read only as fast as they are graded.

        Ends at the setup's deadline, if there is one, whatever has not been graded by then.
        """


class Executor(Protocol):
    """Starts a team for one assignment.

    ``start`` and ``ready`` raise UsageError where the course's files are wrong, DeadlinePassed where that takes longer
    than the setup's deadline.
    """

    def start(self, setup: Setup) -> AbstractContextManager[Team]:
        """The team, closed at the end of the ``with`` block."""
