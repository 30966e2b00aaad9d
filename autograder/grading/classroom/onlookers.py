"""Whoever watches a class being graded."""

from typing import Protocol

from autograder.grading.results import SubmissionResult


class Progress(Protocol):
    """Is told of what happens, as it happens."""

    def begin(self, total: int) -> None:
        """So many submissions there are."""

    def started(self, id: str) -> None:
        """One more is handed out to be graded."""

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """One more is done; `remembered` if the journal had it."""

    def end(self) -> None:
        """No more will come."""


class Silent:
    """Nobody watches."""

    def begin(self, total: int) -> None:
        """See `Progress`."""

    def started(self, id: str) -> None:
        """See `Progress`."""

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """See `Progress`."""

    def end(self) -> None:
        """See `Progress`."""
