"""The time that a whole run has on the clock."""

import time
from typing import NamedTuple

from autograder.errors import KadaiError

_REPORTS = 1.0  # seconds at the end, a tenth of the whole at most, for writing the reports
_REPLIES = 0.5  # seconds before that, a twentieth at most, for what examiners say once they have stopped


class DeadlinePassed(KadaiError):
    """The time was over before the examiners were ready."""


class Deadline(NamedTuple):
    """Moments on the clock ``time.monotonic``: when examiners stop by themselves, when the grader waits no longer."""

    examiners: float
    grader: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """The deadline of a run that begins now and has so many seconds, with all that it starts and writes."""
        grader = time.monotonic() + seconds - min(_REPORTS, seconds / 10)
        return cls(grader - min(_REPLIES, seconds / 20), grader)

    @property
    def left(self) -> float:
        """Seconds for which the grader may still wait; 0 when it is over."""
        return max(0.0, self.grader - time.monotonic())
