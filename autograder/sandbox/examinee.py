"""One submission under examination: its worker, and a fresh one whenever that has ended."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from autograder.errors import Ended
from autograder.text import Text

from . import reasons
from .call_seconds import CallSeconds
from .conversation import Conversation
from .errors import CallTimeout, TooMuch, WorkerEnded
from .lending import lent
from .limits import Limits
from .proxies import NO_KEYWORDS, SubmissionModule
from .sandbox import Sandbox
from .trace import MOST_BYTES, CheckTrace, Event, Recorder, lending
from .wire.bounds import MAX_ACTS
from .wire.generators import Streams
from .wire.messages import Act, Load, Loaded, LoadError, Progress
from .wire.sources import Blank, Sources
from .worker_process import Budget, WorkerProcess

if TYPE_CHECKING:
    from numpy.random import Generator

_MAX_SKIPPED = 3
_JUST_NOW = 0.01  # seconds on the clock: nothing beside a call's CPU seconds


class Examinee:
    """A submission that can be asked.

    ``submission`` is its module. A check begins with ``begin_check`` and ends with ``end_check``; objects of the
    submission live as long as the check, the module's state as long as the worker. When a call takes too long or
    the worker dies, every further call in the check raises the same, and the next check gets a fresh worker.

    Args:
        sandbox: where its workers come from.
        sources: its text.
        limits: of what it may use.
        restore: whether arguments that it changes come back changed.
        resampled: whether the generators that it is given draw otherwise than those of the check.
    """

    def __init__(
        self, sandbox: Sandbox, sources: Sources, limits: Limits | None = None, *, restore: bool = True,
        resampled: bool = False,
    ) -> None:  # fmt: skip
        self._restore = restore
        self.submission = SubmissionModule(self, sources.module)
        self.load_output = ""
        self._acts: dict[tuple[str, str], Act] = {}
        self._sandbox = sandbox
        self.sources = sources
        self._limits = limits or Limits()
        self._streams = Streams(resampled=resampled)
        self._process: WorkerProcess | None = None
        self._conversation: Conversation | None = None
        self._aside: tuple[WorkerProcess, Conversation] | None = None  # stopped, while another one has been lent to
        self._errors: tuple[LoadError, ...] = ()
        self._loaded = False
        self._defined: frozenset[str] = frozenset()
        self._lent: list[str] = []
        self._unaided: tuple[Event, ...] = ()
        self._callables: set[str] = set()  # of those defined, the ones that the check has not replaced
        self._skip: dict[int, str] = {}
        self._spent = 0.0  # CPU seconds of the workers before this one
        self._spent_before_check = 0.0
        self._granted: tuple[Budget, float] | None = None  # for the last call, and when
        self._calls, self._label = CallSeconds(self._limits.call_seconds), ""  # of the last call
        self._slept = 0.0  # seconds on the clock, of the workers before this one
        self._trace_left = MOST_BYTES
        self._received = 0  # in this check, by the workers before this one
        self._most_bytes = math.inf
        self.deadline = math.inf
        self._disturbed = False
        self._ended: WorkerEnded | None = None
        self._unanswered = ""
        self._unloadable: WorkerEnded | None = None

    def __enter__(self) -> "Examinee":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End its workers."""
        self._end_worker()
        self._resume()
        self._end_worker()

    def _end_worker(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._disturbed |= self._process.disturbed
            self._spent += self._process.cpu_seconds()
            self._slept += self._process.idle_seconds()
            self._received += self._process.received
        if self._conversation is not None:
            self._conversation.close()
        self._process = self._conversation = self._granted = None

    def _put_aside(self) -> None:
        """Have the worker stopped until `_resume`; end it where that cannot be."""
        process, conversation = self._process, self._conversation
        if process is None or conversation is None or conversation.is_busy or not process.stop():
            self._end_worker()
            return
        conversation.begin_epoch()
        self._received += process.received
        self._aside, self._process, self._conversation, self._granted = (process, conversation), None, None, None

    def _resume(self) -> None:
        """Go on with the worker that was put aside, if one was; there is no other one."""
        if self._aside is not None:
            (self._process, self._conversation), self._aside, self._granted = self._aside, None, None
            self._process.go_on()

    @property
    def _workers(self) -> "list[WorkerProcess]":
        aside = [] if self._aside is None else [self._aside[0]]
        return aside if self._process is None else [self._process, *aside]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What the submission leaves unwritten."""
        return self.sources.blanks

    @property
    def cpu_seconds(self) -> float:
        """What the submission has used so far."""
        return self._spent + sum(worker.cpu_seconds() for worker in self._workers)

    @property
    def disturbed(self) -> bool:
        """Whether one of its workers was: see `WorkerProcess`."""
        return self._disturbed or any(worker.disturbed for worker in self._workers)

    def load(self) -> tuple[LoadError, ...]:
        """Have the submission loaded, if it never was; the statements of its top level that failed.

        Raises:
            WorkerEnded: it cannot be loaded.
        """
        if not self._loaded:
            self._worker()
        return self._errors

    @property
    def load_errors(self) -> tuple[Text, ...]:
        """`load`'s statements as sentences; empty before the submission is loaded."""
        return tuple(map(reasons.load_error, self._errors))

    @property
    def acts(self) -> tuple[Act, ...]:
        """What it says to have tried outside its own folder, the first of it: never to be trusted, see `Act`."""
        return tuple(self._acts.values())

    def _note(self, acts: Sequence[Act]) -> None:
        for act in acts:
            if len(self._acts) < MAX_ACTS:
                self._acts.setdefault((act.kind, act.subject), act)

    # -- checks -------------------------------------------------------------------------------------------------

    def begin_check(self, most_bytes: float = math.inf, usual: float = 0.0) -> None:
        """Forget the objects and the output of the check before. So many bytes may come; see `CallSeconds.usual`."""
        self._ended, self._unanswered, self._granted, self._calls.usual = None, "", None, usual
        if self._process is not None:
            try:
                self._process.settle()
            except WorkerEnded:  # it ended, or made noise, between two checks: neither of them is to blame
                self._end_worker()
        self._spent_before_check = self.cpu_seconds
        self._most_bytes, self._received = most_bytes, 0
        if self._conversation is not None and self._process is not None:
            self._conversation.begin_epoch()
            self._conversation.recorder = Recorder(self._trace_left)
            self._process.stdout.take()
            self._process.stderr.take()
            self._process.most_bytes, self._process.received = most_bytes, 0

    def hand_over(self, source: "Generator", make: "Callable[[], Generator]") -> None:
        """Until the check ends, give the submission what `make` returns where it is to have the generator `source`.

        So it neither knows nor moves what the check draws.
        """
        self._streams.put(source, make)

    def lend(self, things: Mapping[str, Any]) -> None:
        """Until the check ends, have the submission use these of the reference, in a worker of its own.

        That worker has seen no other check and sees none later: it can neither answer a check of what it was lent with
        that, nor use it on what it was shown elsewhere. What the check has asked before was asked of the worker that
        all other checks have; it is stopped meanwhile.

        Raises:
            TypeError: see `SubmissionModule.using`.
        """
        if not self._lent:
            self._keep_events()
            self._put_aside()
        for name, thing in things.items():
            op, operands = lent(name, thing)
            self._lent.append(name)
            self._tell(op, operands, lending(name))
            self._callables.discard(name)

    def _keep_events(self) -> None:
        """Keep what has come in this check so far."""
        if self._conversation is not None:
            self._unaided = tuple(self._conversation.recorder.events)
            self._trace_left -= self._conversation.recorder.bytes

    def end_check(self) -> CheckTrace:
        """What the check saw."""
        process, conversation = self._process, self._conversation
        if process is not None and process.alive:
            try:
                process.settle()
            except WorkerEnded as error:
                self._ended = self._ended or error
        trace = CheckTrace(
            events=tuple(conversation.recorder.events) if conversation is not None else (),
            stdout=process.stdout.take() if process is not None else "",
            stderr=process.stderr.take() if process is not None else "",
            cpu_seconds=self.cpu_seconds - self._spent_before_check,
            callbacks=conversation.callbacks if conversation is not None else 0,
            ended=self._ended.ended if self._ended is not None else None,
            reason=self._ended.text if self._ended is not None else None,
            received=self._received + (process.received if process is not None else 0),
            objects=conversation.recorder.objects if conversation is not None else {},
            called=frozenset(conversation.recorder.called if conversation is not None else ()),
            lent=tuple(self._lent),
            unaided=self._unaided,
            unanswered=self._unanswered,
        )
        self._streams.clear()
        self._unaided = ()
        self._callables = set(self._defined)
        if conversation is not None:
            self._trace_left -= conversation.recorder.bytes
            conversation.begin_epoch()
        if self._lent:
            self._lent.clear()
            self._end_worker()
            self._resume()
        return trace

    # -- requests -----------------------------------------------------------------------------------------------

    def ask(self, op: str, *operands: Any, label: str, named: Mapping[str, Any] = NO_KEYWORDS) -> Any:
        """Pass a request on to the worker."""
        if self._lent and op == "global" and operands[0] in self._lent:
            raise TypeError(f"submission.{operands[0]} is the reference's in this check: submission.using(…) lends it")
        return self._tell(op, operands, label, named)

    def _tell(self, op: str, operands: tuple[Any, ...], label: str, named: Mapping[str, Any] = NO_KEYWORDS) -> Any:
        conversation, self._label = self._worker(), label
        try:
            return conversation.ask(op, operands, named, label)
        except WorkerEnded as error:
            if type(error) is CallTimeout and error.ended == "timeout":
                self._calls.ran_out(label)
            if self._ended is None:
                self._ended, self._unanswered = error, label
            raise

    def settle(self) -> None:
        """Have everything made that the check was promised: its last request may have been `pending`.

        Raises:
            As `ask`.
        """
        if self._conversation is not None and self._ended is None:
            try:
                self._conversation.settle()
            except WorkerEnded as error:
                self._ended = error
                raise

    def give_up(self, text: Text, ended: Ended = "timeout") -> TooMuch:
        """End this check's worker: it costs too much, and why; what is to be raised."""
        error = TooMuch(text, ended)
        self._ended = self._ended or error
        if self._process is not None:
            self._process.kill()
        return error

    def callables(self) -> set[str]:
        """Names of the submission's functions and classes.

        Raises:
            WorkerEnded: it cannot be loaded.
        """
        self._worker()
        return self._callables

    def _worker(self) -> Conversation:
        if self._ended is not None:
            raise type(self._ended)(self._ended.text, self._ended.ended)
        if self._unloadable is not None:
            self._ended = self._unloadable
            raise type(self._unloadable)(self._unloadable.text, self._unloadable.ended)
        if self._conversation is None or self._process is None or not self._process.alive:
            self._end_worker()
            try:
                self._start()
            except WorkerEnded as error:
                self._ended = self._unloadable = error
                raise
        assert self._conversation is not None
        return self._conversation

    def _left(self) -> float:
        """CPU seconds that the submission may still use."""
        left = self._limits.submission_seconds - self.cpu_seconds
        if left <= 0:
            self._ended = CallTimeout(reasons.used_up(self._limits.submission_seconds), "timeout")
            raise self._ended
        if self._may_sleep() <= 0:
            self._ended = CallTimeout(reasons.slept(self._limits.idle_seconds), "wall")
            raise self._ended
        if time.monotonic() >= self.deadline:
            self._ended = CallTimeout(reasons.deadline_passed(), "deadline")
            raise self._ended
        return left

    def _may_sleep(self) -> float:
        """Seconds on the clock that the submission may still be waited for without computing."""
        left = self._limits.idle_seconds - self._slept
        if self._process is not None and self._process.idle_seconds() >= left:
            self._process.see_queue()
        return left - sum(worker.idle_seconds() for worker in self._workers)

    def _budget(self) -> Budget:
        """For a call. One that has just been made holds for the next call as well: reading the clocks costs more."""
        now, seconds = time.monotonic(), self._calls.of(self._label)
        if self._granted is not None:
            budget, then = self._granted
            if now - then < _JUST_NOW and budget.deadline == self.deadline and budget.asked == seconds:
                budget.begun = False
                return budget
        budget = self._budget_of(seconds)
        budget.before = self._calls.limit if seconds < self._calls.limit else 0.0
        self._granted = budget, now
        return budget

    def _budget_of(self, seconds: float) -> Budget:
        """For so many CPU seconds."""
        assert self._process is not None
        return self._process.budget(seconds, self._left(), self._may_sleep(), self.deadline)

    # -- loading ------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        """Get a worker and have it load the submission; leave out statements that never end or end the worker."""
        while True:
            self._left()
            self._process = self._sandbox.start_worker(self._limits, self.sources.given)
            last: Progress | None = None
            try:
                self._process.most_bytes = self._most_bytes - self._received
                self._process.received = 0
                budget = self._budget_of(self._limits.load_seconds)
                self._process.send(Load(self.sources, list(self._skip.items())), [], budget)
                while True:
                    message, payload = self._process.receive(budget)
                    if isinstance(message, Progress) and not payload:
                        last = message
                    elif isinstance(message, Loaded) and not payload:
                        self._process.drain()
                        break
                    else:
                        self._process.reject("it sent something else while it was loading")
            except WorkerEnded as error:
                self._end_worker()
                if last is None or last.statement in self._skip or len(self._skip) >= _MAX_SKIPPED:
                    raise type(error)(reasons.not_loaded(error.text), error.ended) from None
                self._skip[last.statement] = "timeout" if isinstance(error, CallTimeout) else "crash"
                continue
            self._errors, self._loaded = tuple(message.errors), True
            self._note(message.acts)
            self._defined = frozenset(message.callables)
            self._callables = set(self._defined)
            self.load_output = self._process.stdout.take() + self._process.stderr.take()
            self._conversation = Conversation(
                self, self._process, self._budget, self._errors,
                restore=self._restore, streams=self._streams, note=self._note,
            )  # fmt: skip
            self._conversation.recorder = Recorder(self._trace_left)
            return
