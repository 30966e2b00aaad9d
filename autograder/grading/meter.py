"""What a submission may cost the examiner: CPU seconds of its own, memory, and time on the clock before the deadline.

The hidden test, the reference and all that looks at values run in the examiner's main thread. So a timer's signal,
which breaks into whatever runs there, bounds decoding, comparing and explaining at once, call-backs as well; the
worker has clocks of its own. Memory has a limit of the kernel's as a last line: ``[0] * len(theirs)`` ends with a
MemoryError, as in any test.
"""

import contextlib
import math
import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from autograder.sandbox import CallTimeout, Limits, TooMuch, reasons
from autograder.text import Text

OF_THE_REFERENCE = 5.0
"""So many times what the reference takes is allowed: right code may call back more often than it does."""

_AGAIN = 1.0  # second after which a clock strikes once more, in case that something has swallowed the first stroke
_SPARE = 512 << 20  # bytes beyond what the examiner holds when all its caches are full
_COPIES = 8  # of what comes: as bytes, as an array, in the table, in the trace, and while it is compared


class OutOfTime(BaseException):
    """The deadline has passed while the examiner did something for itself. Nothing swallows it."""


class Meter:
    """Counts what is done inside ``with meter:`` for one submission, and breaks it off where it gets too much.

    Outside the main thread nothing breaks it off; then only ``over`` tells.

    Args:
        seconds: CPU seconds of this process; ``math.inf`` counts only.
        memory: address space in bytes that may be in use; see `most_memory`.
        deadline: on the clock ``time.monotonic``.

    Raises:
        CallTimeout: inside the block, once the submission has used up what it has.
    """

    def __init__(self, seconds: float = math.inf, memory: float = math.inf, deadline: float = math.inf) -> None:
        self._seconds = seconds
        self._memory = memory
        self.deadline = deadline
        self._used = 0.0
        self._begun = 0.0
        self.struck = False
        """Whether it has broken anything off: at any place, so that something may have been left half done."""

    @property
    def over(self) -> CallTimeout | None:
        """Why nothing more may be done for the submission, if so."""
        if time.monotonic() >= self.deadline:
            return CallTimeout(reasons.deadline_passed(), "deadline")
        return TooMuch(self._text, "timeout") if self._used >= self._seconds else None

    @property
    def _text(self) -> Text:
        return reasons.too_much_work(round(self._seconds, 1))

    def __enter__(self) -> "Meter":
        self._begun = time.process_time()
        _limit_memory(self._memory)
        _ring(signal.SIGPROF, signal.ITIMER_PROF, self._seconds - self._used, self._used_up)
        _ring(signal.SIGALRM, signal.ITIMER_REAL, self.deadline - time.monotonic(), self._too_late)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._used += time.process_time() - self._begun

    def _stop(self) -> None:
        while True:  # a clock may strike on the way here
            try:
                signal.setitimer(signal.ITIMER_PROF, 0)
                signal.setitimer(signal.ITIMER_REAL, 0)
                _limit_memory(math.inf)
                return
            except CallTimeout:
                continue

    def _used_up(self, number: int, frame: FrameType | None) -> None:
        self.struck = True
        raise TooMuch(self._text, "timeout")

    def _too_late(self, number: int, frame: FrameType | None) -> None:
        self.struck = True
        raise CallTimeout(reasons.deadline_passed(), "deadline")


def _ring(number: signal.Signals, timer: int, seconds: float, handler: Any) -> None:
    if seconds < math.inf and threading.current_thread() is threading.main_thread():
        signal.signal(number, handler)
        signal.setitimer(timer, max(seconds, 1e-6), _AGAIN)


@contextlib.contextmanager
def until(deadline: float) -> Iterator[None]:
    """Break off what the examiner does for itself. Raises: OutOfTime."""

    def too_late(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    _ring(signal.SIGALRM, signal.ITIMER_REAL, deadline - time.monotonic(), too_late)
    try:
        yield
    finally:
        with contextlib.suppress(OutOfTime):
            signal.setitimer(signal.ITIMER_REAL, 0)


def allowed_seconds(limits: Limits, reference: float) -> float:
    """CPU seconds of the examiner for one submission, where the reference has taken so many."""
    return max(limits.examiner_seconds, OF_THE_REFERENCE * reference)


def most_memory(most_bytes: float) -> float:
    """The limit for this process from now on, where so many bytes may come in one check."""
    try:
        data = int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return math.inf
    return data + max(_SPARE, _COPIES * most_bytes)


def _limit_memory(most: float) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = hard if most == math.inf else int(most)
    if hard == resource.RLIM_INFINITY or soft <= hard:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
