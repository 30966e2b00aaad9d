"""What a classroom keeps results in: the journal, or nothing."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from autograder.grading.job import Marked


class Keeping(AbstractContextManager["Keeping"], Protocol):
    """See `Journal`."""

    def get(self, key: str) -> Marked | None:
        """What is kept under `key`."""

    def put(self, key: str, assignment: str, marked: Marked) -> None:
        """Keep a result and its words."""

    def tell(self, key: str, submission: str) -> None:
        """What is kept under `key` is the result of this submission, too."""


class KeepingNothing(AbstractContextManager[Keeping]):
    """For one hand-in that is answered where it arrived."""

    def get(self, key: str) -> Marked | None:
        """Nothing."""
        return None

    def put(self, key: str, assignment: str, marked: Marked) -> None:
        """Forget it."""

    def tell(self, key: str, submission: str) -> None:
        """Forget it."""

    def __exit__(self, *_: object) -> None:
        pass


def opened(place: Path | None) -> Keeping:
    """The journal at this place; without one, nothing is kept.

    Raises:
        UsageError: if a file is there that is no journal.
    """
    if place is None:
        return KeepingNothing()
    from autograder.grading.classroom.journal import Journal  # with SQLite, which an answer for one hand-in needs not

    return Journal(place)
