"""Examiners at work side by side, each at one sitting at a time: some modules graded under one set-up."""

import contextlib
import itertools
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
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

Graded = Callable[[str, Marked, bool], None]
"""Called from a thread with each job's id, what came of it, and whether that was known."""

WORTH_JOINING = 8
"""Where so many jobs are left, one more examiner is of use, though it takes seconds until that is ready."""


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
    """What came of a sitting: what was marked, by job, the keys, and which of them were known before."""

    marked: dict[str, Marked]
    keys: dict[str, str]
    known: frozenset[str]


class Stopped(KadaiError):
    """Nobody waits for the results any more."""


class Examiners:
    """What is handed over is begun turn by turn; what is not done at the end is broken off.

    Args:
        number: how many examiners are at work at once; one per processor by default.
    """

    def __init__(self, number: int | None = None) -> None:
        self._number = LocalExecutor(number).processes
        self._pool = ThreadPoolExecutor(self._number, "kadai-sitting")
        self._stopped = threading.Event()
        self._places: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        places: list[int | None] = [*processors_for(self._number)]
        for place in places or [None] * self._number:
            self._places.put(place)
        self._waiting: queue.PriorityQueue[tuple[int, int, Callable[[], None]]] = queue.PriorityQueue()
        self._count = itertools.count()
        self._tables: list[_Table] = []

    def hand_over(self, sitting: Sitting, kept: Kept, graded: Graded, turn: int) -> "Future[Sat]":
        """Have a sitting held.

        Args:
            sitting: what is to be graded.
            kept: answers for what it knows, and keeps what comes.
            graded: called from a thread.
            turn: what has a smaller one is begun before.
        """
        table = _Table(sitting, kept, graded, self._stopped)
        self._tables.append(table)
        self._begin(lambda: self._sit_at(table), turn)
        return table.sat

    def besides(self, work: Callable[[], T], turn: int) -> "Future[T]":
        """Have something done that is no sitting."""
        done: Future[T] = Future()

        def do() -> None:
            try:
                done.set_result(work())
            except BaseException as error:
                done.set_exception(error)

        self._begin(do, turn)
        return done

    def join(self) -> None:
        """Nothing more is handed over: whoever has nothing to do joins the sitting of which most is left."""
        for _ in range(self._number):
            self._pool.submit(self._join)

    def _begin(self, work: Callable[[], None], turn: int) -> None:
        self._waiting.put((turn, next(self._count), work))
        self._pool.submit(lambda: self._waiting.get()[-1]())

    def _join(self) -> None:
        while self._tables and not self._stopped.is_set():
            table = max(self._tables, key=lambda table: table.left)
            if table.left < WORTH_JOINING:
                return
            self._sit_at(table)

    def _sit_at(self, table: "_Table") -> None:
        place = self._places.get()  # anywhere, the turns of one assignment took 16 to 23 s in place of 8 to 11
        try:
            table.sit(place)
        finally:
            self._places.put(place)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._pool.shutdown(cancel_futures=True)


class _Table:
    """A sitting while it is held: each examiner at it takes one job after the other; the last that goes has done."""

    def __init__(self, sitting: Sitting, kept: Kept, graded: Graded, stopped: threading.Event) -> None:
        self.sat: Future[Sat] = Future()
        self._sitting, self._kept, self._graded, self._stopped = sitting, kept, graded, stopped
        self._keys = sitting.keys()
        self._marked: dict[str, Marked] = {}
        self._known: frozenset[str] | None = None
        self._waiting: deque[Job] = deque()
        self._examiners = 0
        self._lock = threading.Lock()

    @property
    def left(self) -> int:
        """How many jobs another examiner might begin."""
        return 0 if self._sitting.in_turn else len(self._waiting)

    def sit(self, place: int | None) -> None:
        """Have an examiner at this processor do what is left."""
        with self._lock:
            if self._known is None:
                self._look_up()
            self._examiners += 1
        try:
            if self._waiting:
                self._examine(place)
        except BaseException as error:
            self._waiting.clear()
            self._end(error)
        else:
            self._end(None)

    def _look_up(self) -> None:
        found = {name: there for name, key in self._keys.items() if (there := self._kept.get(key)) is not None}
        if not self._sitting.in_turn or len(found) == len(self._keys):
            self._marked |= found
        self._known = frozenset(self._marked)
        for name, there in self._marked.items():
            self._graded(name, there, True)
        self._waiting.extend(job for job in self._sitting.jobs if job.id not in self._marked)

    def _examine(self, place: int | None) -> None:
        with LocalExecutor(1).start(msgspec.structs.replace(self._sitting.setup, processor=place)) as team:
            for job, there, alone in team.examine(self._jobs()):
                self._marked[job.id] = there
                if not alone:  # it says something of how busy the machine was
                    self._kept.put(self._keys[job.id], there, team.ready)
                self._graded(job.id, there, False)
                if self._stopped.is_set():
                    raise Stopped("the validation was broken off")

    def _jobs(self) -> Iterator[Job]:
        with contextlib.suppress(IndexError):  # somebody else has taken the last one
            while True:
                yield self._waiting.popleft()

    def _end(self, error: BaseException | None) -> None:
        with self._lock:
            self._examiners -= 1
            if self.sat.done():
                return
            if error is not None:
                self.sat.set_exception(error)
            elif not self._examiners and not self._waiting:
                self.sat.set_result(Sat(self._marked, self._keys, self._known or frozenset()))
