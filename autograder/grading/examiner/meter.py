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
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from autograder.sandbox import CallTimeout, Limits, TooMuch, reasons

OF_THE_REFERENCE = 5.0
"""So many times what the reference takes is allowed: right code may call back more often than it does."""

_TICKS = ~0 << 3  # the clock that the limit looks at: it counts ticks, and may be seconds away from the exact one
_LAST_SECONDS = 2  # of CPU time, after which the kernel ends a process whose clock strikes in vain
_AGAIN = 1.0  # second after which a clock strikes once more, in case that something has swallowed the first stroke
_SPARE = 512 << 20  # bytes beyond what the examiner holds when all its caches are full
_COPIES = 8  # of what comes: as bytes, as an array, in the table, in the trace, and while it is compared


class OutOfTime(BaseException):
    """The deadline has passed while the examiner did something for itself. Nothing swallows it."""


class _Alarm:
    """A timer that raises wherever the main thread is, again and again until it is stopped; then it is harmless.

    While it is `quiet` it only notes that its time has come.
    """

    def __init__(self, number: signal.Signals, timer: int, error: Callable[[], BaseException]) -> None:
        self._number = number
        self._timer = timer
        self._error = error
        self._armed = False
        self.quiet = False
        self.rung = False
        self.struck = False

    def ring_in(self, seconds: float) -> None:
        """Strike after so many seconds of the timer; never in another thread than the main one."""
        if seconds < math.inf and threading.current_thread() is threading.main_thread():
            self._armed = True
            signal.signal(self._number, self._strike)
            signal.setitimer(self._timer, max(seconds, 1e-6), _AGAIN)

    def stop(self) -> None:
        """Strike no more."""
        if self._armed:
            self._armed = False
            signal.setitimer(self._timer, 0)

    def _strike(self, number: int, frame: FrameType | None) -> None:
        if self._armed:
            self.rung = True
            if not self.quiet:
                self.struck = True
                raise self._error()


class Meter:
    """Counts what this process does for one submission, and breaks it off where it gets too much.

    Everything counts within ``counting``, of which there is one. Only what is done inside ``with meter:`` is broken
    off, which costs no system call. Outside the main thread nothing counts but the deadline.

    Args:
        seconds: CPU seconds of this process.
        memory: data in bytes that this process may hold; see `most_memory`.
        deadline: on the clock ``time.monotonic``.
        disposable: whether the kernel may end this process where nothing else breaks off what it does.

    Raises:
        CallTimeout: inside the block, once the submission has used up what it has.
    """

    def __init__(
        self,
        seconds: float = math.inf,
        memory: float = math.inf,
        deadline: float = math.inf,
        *,
        disposable: bool = False,
    ) -> None:
        self._seconds = seconds
        self._disposable = disposable
        self._memory = memory
        self.deadline = deadline
        self._work = _Alarm(signal.SIGPROF, signal.ITIMER_PROF, self._too_much)
        self._clock = _Alarm(signal.SIGALRM, signal.ITIMER_REAL, _too_late)
        self._work.quiet = self._clock.quiet = True

    @property
    def struck(self) -> bool:
        """Whether it has broken anything off: at any place, so that something may have been left half done."""
        return self._work.struck or self._clock.struck

    @property
    def over(self) -> CallTimeout | None:
        """Why nothing more may be done for the submission, if so."""
        if self._clock.rung or time.monotonic() >= self.deadline:
            return _too_late()
        return self._too_much() if self._work.rung else None

    @contextlib.contextmanager
    def counting(self) -> Iterator[None]:
        """From the first check to the last."""
        try:
            _limit_memory(self._memory)
            if self._disposable:
                _limit_computing(self._seconds)
            self._work.ring_in(self._seconds)
            self._clock.ring_in(self.deadline - time.monotonic())
            yield
        finally:
            self._work.stop()
            self._clock.stop()
            if self._disposable:
                _limit_computing(math.inf)
            _limit_memory(math.inf)

    def __enter__(self) -> "Meter":
        self._work.quiet = self._clock.quiet = False
        return self

    def __exit__(self, *_: object) -> None:
        self.be_quiet()

    def be_quiet(self) -> None:
        """Break nothing off: for where a clock may strike on the way out of the block."""
        self._work.quiet = self._clock.quiet = True

    def _too_much(self) -> CallTimeout:
        return TooMuch(reasons.too_much_work(round(self._seconds, 1)), "timeout")


def _too_late() -> CallTimeout:
    return CallTimeout(reasons.deadline_passed(), "deadline")


@contextlib.contextmanager
def until(deadline: float) -> Iterator[None]:
    """Break off what the examiner does for itself. Raises: OutOfTime."""
    clock = _Alarm(signal.SIGALRM, signal.ITIMER_REAL, OutOfTime)
    try:
        clock.ring_in(deadline - time.monotonic())
        yield
    finally:
        clock.stop()


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
    _limit(resource.RLIMIT_DATA, most)


def _limit_computing(seconds: float) -> None:
    """Where a timer's signal is of no use, in one call into C that takes for ever, the kernel's is (SIGXCPU)."""
    _limit(resource.RLIMIT_CPU, time.clock_gettime(_TICKS) + seconds + _LAST_SECONDS)


def _limit(what: int, most: float) -> None:
    _, hard = resource.getrlimit(what)
    soft = hard if most == math.inf else int(most)
    if hard == resource.RLIM_INFINITY or soft <= hard:
        resource.setrlimit(what, (soft, hard))
