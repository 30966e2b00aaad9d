"""Examiners at work side by side, each at one sitting at a time: some modules graded under one set-up."""

import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

import msgspec

from autograder.errors import KadaiError
from autograder.grading.channel import Setup
from autograder.grading.classroom.processes import LocalExecutor, processors_for
from autograder.grading.job import Job, Marked
from autograder.grading.validation.kept import Kept, digest_of

T = TypeVar("T")

Graded = Callable[[str, bool], None]
"""Called with each job's id, and whether its result was known."""


class Sitting(msgspec.Struct, frozen=True):
    """What is graded under one set-up.

    in_turn: by one examiner, in this order, all or nothing. context: by job, what its result depends on besides.
    """

    setup: Setup
    jobs: tuple[Job, ...]
    in_turn: bool = False
    context: Mapping[str, str] = {}

    def keys(self) -> dict[str, str]:
        """By job, what its result depends on, besides what all results of the assignment do."""
        others = digest_of(self.jobs) if self.in_turn else ""
        return {job.id: digest_of(self.setup, job, others, self.context.get(job.id, "")) for job in self.jobs}


class Sat(NamedTuple):
    """What came of a sitting: what was marked, by job, the keys, and how many were known before."""

    marked: dict[str, Marked]
    keys: dict[str, str]
    known: int


class Stopped(KadaiError):
    """Nobody waits for the results any more."""


class Examiners:
    """Sittings are begun in the order in which they are handed over; those not done at the end are broken off.

    Args:
        number: how many examiners are at work at once; one per processor by default.
    """

    def __init__(self, number: int | None = None) -> None:
        self.number = LocalExecutor(number).processes
        self._pool = ThreadPoolExecutor(self.number, "kadai-sitting")
        self._stopped = threading.Event()
        self._places: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        places: list[int | None] = [*processors_for(self.number)]
        for place in places or [None] * self.number:
            self._places.put(place)

    def hand_over(self, sitting: Sitting, kept: Kept, graded: Graded, several: int = 1) -> "Future[Sat]":
        """Have a sitting held.

        Args:
            sitting: what is to be graded.
            kept: answers for what it knows, and keeps what comes.
            graded: called from a thread.
            several: so many examiners share the jobs.
        """

        def watch(job: str, known: bool) -> None:
            graded(job, known)
            if self._stopped.is_set():
                raise Stopped("the validation was broken off")

        def hold() -> Sat:
            place = self._places.get()  # anywhere, the turns of one assignment took 16 to 23 s in place of 8 to 11
            try:
                return _hold(sitting, kept, watch, several, place)
            finally:
                self._places.put(place)

        return self._pool.submit(hold)

    def besides(self, work: Callable[[], T]) -> "Future[T]":
        """Have something done that is no sitting, in its turn."""
        return self._pool.submit(work)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._pool.shutdown(cancel_futures=True)


def _hold(sitting: Sitting, kept: Kept, graded: Graded, several: int, place: int | None) -> Sat:
    keys = sitting.keys()
    marked = {name: there for name, key in keys.items() if (there := kept.get(key)) is not None}
    if sitting.in_turn and len(marked) < len(keys):
        marked = {}
    known = len(marked)
    for name in marked:
        graded(name, True)
    waiting = [job for job in sitting.jobs if job.id not in marked]
    if waiting:
        with LocalExecutor(several).start(msgspec.structs.replace(sitting.setup, processor=place)) as team:
            for job, there, alone in team.examine(waiting):
                marked[job.id] = there
                if not alone:  # it says something of how busy the machine was
                    kept.put(keys[job.id], there, team.ready)
                graded(job.id, False)
    return Sat(marked, keys, known)
