"""The examiners of an instructor's own cells, as the grader holds them: programs, each with one notebook at a time."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from autograder.errors import KadaiError, UsageError
from autograder.grading.channel import Channel, ChannelClosed
from autograder.grading.classroom.programs import talking_program
from autograder.grading.notebooks.jobs import Examined, Job, Ready, Start
from autograder.text import Text

_MODULE = "autograder.grading.notebooks.main"
_START_SECONDS = 300.0
_SPARE_SECONDS = 120.0
_NEEDED = ("no_new_privs", "rlimits", "seccomp")


class OwnExaminers:
    """Examines notebooks, several at a time. A context manager: its programs end with it.

    Args:
        start: how they are to be.
        jobs: how many.
        allow_weak: whether to go on where code is isolated badly.
    """

    def __init__(self, start: Start, jobs: int, allow_weak: bool = False) -> None:
        self._start, self._jobs, self._allow_weak = start, max(jobs, 1), allow_weak
        self._idle: list[tuple[Channel, contextlib.ExitStack]] = []
        self._lock = threading.Lock()
        self.ready: Ready | None = None

    def __enter__(self) -> "OwnExaminers":
        return self

    def __exit__(self, *_: object) -> None:
        for _channel, ending in self._idle:
            ending.close()
        self._idle.clear()

    def examine(self, job: Job) -> Examined:
        """Examine one notebook. An examiner that has died over it says so; a fresh one takes the next.

        Raises:
            KadaiError: if no examiner can be started, or code would be isolated badly.
        """
        channel, ending = self._taken()
        try:
            channel.send(job)
            done = channel.receive(Examined)
        except ChannelClosed as error:
            ending.close()
            return Examined((), str(error))
        except BaseException:
            ending.close()
            raise
        with self._lock:
            self._idle.append((channel, ending))
        return done

    def examine_all(self, jobs: Iterable[tuple[str, Job]]) -> Iterator[tuple[str, Examined]]:
        """Examine notebooks by name, in any order; no more are made than are being examined."""
        waiting = iter(jobs)
        with ThreadPoolExecutor(self._jobs) as pool:
            running: dict[Future[Examined], str] = {}

            def fill() -> None:
                for name, job in islice(waiting, self._jobs + 1 - len(running)):
                    running[pool.submit(self.examine, job)] = name

            fill()
            while running:
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(done), done.result()
                fill()

    def _taken(self) -> tuple[Channel, contextlib.ExitStack]:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        with contextlib.ExitStack() as opening:
            channel = opening.enter_context(talking_program(_MODULE, [], _START_SECONDS + _SPARE_SECONDS * 20))
            try:
                channel.send(self._start)
                ready = channel.receive(Ready)
            except ChannelClosed:
                raise KadaiError(
                    Text("the examiner of notebooks could not be started", "ノートブックの採点を開始できません")
                ) from None
            self._judge(ready)
            self.ready = ready
            return channel, opening.pop_all()

    def _judge(self, ready: Ready) -> None:
        lacking = [name for name in _NEEDED if name not in ready.confined]
        if not {"landlock", "user"} & set(ready.confined):
            lacking.append("landlock")
        if (ready.level == "weak" or lacking) and not self._allow_weak:
            why = ", ".join(lacking) or ready.level
            raise UsageError(
                Text(
                    f"the sandbox is weak here ({why}), so neither the students' cells nor the instructor's are run; "
                    "`kadai doctor` says what is missing (or --allow-weak-sandbox)",
                    f"ここでは隔離が弱いため（{why}）、セルを実行しません。`kadai doctor` で足りないものを確かめて"
                    "ください（または --allow-weak-sandbox）",
                )
            )
