"""A notebook in a worker: its cells run there one after the other, and between them whoever holds it may ask.

Names, objects and files last from the first cell to the last. Where a cell ends the worker, or takes too long and
cannot be interrupted, a fresh one runs the cells before it again, and the notebook goes on without it.
"""

import math
import threading
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from autograder.text import Text

from . import reasons
from .conversation import Conversation
from .errors import SubmissionError, UnsupportedValue, WorkerCrashed, WorkerEnded
from .limits import Limits
from .notebook_errors import no_such_name, notebook_error
from .notebook_objects import VERDICTS, NotebookObject, no_value
from .proxies import NO_KEYWORDS, RemoteObject
from .sandbox import Sandbox
from .trace import Recorder
from .wire.kinds.frame_kinds import CALLS, is_frame, put_back
from .wire.messages import Load, Loaded, Raised, Return
from .wire.nodes import OpaqueNode
from .wire.sources import Sources
from .worker_process import Budget, WorkerProcess

_SPARE_SECONDS = 2.0  # after which a worker that cannot be interrupted is ended
_MOST_WORKERS = 4


class CellRun(NamedTuple):
    """What became of a cell: names bound and deleted, its result as text, its pictures as PNG, its error.

    An error is the type, the message and the lines of the cell that it passed through, each with its text.
    """

    bound: frozenset[str]
    deleted: frozenset[str]
    printed: str
    result: str | None
    pictures: tuple[bytes, ...]
    error: tuple[str, str, tuple[tuple[int, str], ...]] | None


class Companion:
    """A worker with a notebook in it, and a fresh one where that has ended.

    Args:
        sandbox: where its workers come from.
        limits: of the whole notebook; ``call_seconds`` are for one cell.
        folder: where its cells run; workers may read it.
        printed: told what is printed there, as it comes.
        wrote: told what files were written: path, and content, or None where one was removed.
        poses: whether objects may be asked something that could be a verdict: see `NotebookObject`.
    """

    def __init__(
        self, sandbox: Sandbox, limits: Limits, folder: str, printed: Callable[[str], object],
        wrote: Callable[[str, bytes | None], object], poses: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self._sandbox, self._limits, self._folder = sandbox, limits, folder
        self._printed, self._wrote, self.may_pose = printed, wrote, poses
        self._process: WorkerProcess | None = None
        self._conversation: Conversation | None = None
        self._history: list[tuple[str, tuple[Any, ...]]] = []
        self._workers = 0
        self._spent = 0.0
        self._written = 0
        self._taking = False
        self._gone: WorkerEnded | None = None  # in the cell that runs now
        self._turn = threading.RLock()  # a test may have threads: one asks after the other
        self.modules: Collection[str] = ()
        """The instructor's own, by name: what their classes make may be handed to the notebook's code."""
        self.before: Callable[[], object] = lambda: None
        """Called before the worker is asked for anything."""

    # -- cells --------------------------------------------------------------------------------------------------

    def run_cell(self, name: str, text: str) -> CellRun:
        """Run a cell of the notebook's.

        Raises:
            WorkerEnded: the cell has ended its worker; it is left out from now on.
        """
        self.begin()
        shown = self._remembered("run_cell", name, text)
        match shown:
            case {"bound": [*bound], "deleted": [*deleted], "result": None | str() as result,
                  "pictures": [*pictures], "error": error}:  # fmt: skip
                pass
            case _:
                return CellRun(frozenset(), frozenset(), "", None, (), ("RuntimeError", "no answer", ()))
        return CellRun(
            frozenset(n for n in bound if type(n) is str), frozenset(n for n in deleted if type(n) is str), "",
            result, tuple(p for p in pictures if type(p) is bytes), _error(error),
        )  # fmt: skip

    def begin(self) -> None:
        """A cell begins, here or there: whatever ended the worker before, it may be asked again."""
        self._gone = None

    def tell(self, op: str, *operands: Any) -> Any:
        """Ask for something that lasts: a fresh worker is told it again."""
        return self._remembered(op, *operands)

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self._process.kill()
            self._spent += self._process.cpu_seconds()
            self._print()
        if self._conversation is not None:
            self._conversation.close()
        self._process = self._conversation = None

    # -- requests -----------------------------------------------------------------------------------------------

    def ask(self, op: str, *operands: Any, label: str, named: Mapping[str, Any] = NO_KEYWORDS) -> Any:
        """Pass a request on to the worker; see `NotebookObject`."""
        if op in VERDICTS and not self.may_pose(op):
            raise no_value(next(operand for operand in operands if isinstance(operand, NotebookObject)))
        with self._turn:
            conversation = self._worker()
            self.before()
            frames = [v for v in (*operands, *named.values()) if is_frame(v)]
            try:
                return conversation.ask(op, operands, named, label)
            except WorkerEnded as error:
                self._gone = error
                raise
            finally:
                if frames and op in CALLS and self._gone is None and not conversation.is_busy:
                    for frame, content in zip(frames, self.ask("changed_frames", label="frames"), strict=False):
                        put_back(frame, content)
                self.take_files()

    @property
    def alive(self) -> bool:
        """Whether there is a worker that can be asked."""
        return self._gone is None and self._process is not None and self._process.alive

    def callables(self) -> set[str]:
        """None is known in advance."""
        return set()

    def lend(self, things: Mapping[str, Any]) -> None:
        """Nothing is lent to notebooks."""
        raise TypeError("nothing can be lent to a notebook")

    def give_up(self, text: Text) -> BaseException:
        """End the worker, and why; what is to be raised."""
        if self._process is not None:
            self._process.kill()
        self._gone = WorkerCrashed(text, "crashed")
        return self._gone

    def _remembered(self, op: str, *operands: Any) -> Any:
        self._worker()  # a fresh one repeats what is in the history: this is not yet
        self._history.append((op, operands))
        try:
            return self.ask(op, *operands, label=op)
        except (WorkerEnded, TypeError):
            self._history.pop()
            raise

    # -- what a conversation about a notebook does in its own way -------------------------------------------------

    def stand_in(self, epoch: int, node: OpaqueNode, label: str) -> RemoteObject:
        """See `conversation.Whole`."""
        return NotebookObject(self, epoch, node.key, node.type_name, node.name or label)

    def error(self, message: Raised) -> BaseException:
        """See `conversation.Whole`."""
        if message.kind == "missing":
            return no_such_name(message.message)
        if message.kind in ("unsupported", "stale"):
            text = reasons.unsupported("the notebook", message.message, message.message_ja)
            return UnsupportedValue("TypeError", text.en, (), text)
        error = notebook_error(message)
        error._kadai_attribute = lambda name: self.ask(  # type: ignore[attr-defined]
            "raised", message.type_name, message.message, name, label=name
        )
        return error

    def is_own_class(self, kind: type) -> bool:
        """See `conversation.Whole`."""
        return kind.__module__ in ("__main__", *self.modules)

    def answered(self, message: Return | Raised) -> None:
        """See `conversation.Whole`."""
        self._print()
        if message.written != self._written:
            self._written = message.written
            self._taking = True

    def take_files(self) -> None:
        """Have what was written there known here."""
        if not self._taking or self._gone is not None:
            return
        self._taking = False
        for entry in self.ask("take_files", label="files"):
            match entry:
                case [str() as path, None | bytes() as content]:
                    self._wrote(path, content)

    def _print(self) -> None:
        if self._process is None:
            return
        if self._process.alive:
            self._process.drain()
        text = self._process.stdout.take()
        self._process.stderr.take()
        if text:
            self._printed(text)

    # -- workers ------------------------------------------------------------------------------------------------

    def _worker(self) -> Conversation:
        if self._gone is not None:
            raise type(self._gone)(self._gone.text, self._gone.ended)
        if self._process is None or not self._process.alive or self._conversation is None:
            self.close()
            self._start()
        assert self._conversation is not None
        return self._conversation

    def _start(self) -> None:
        """A fresh worker, in which everything that has lasted so far is done again, without what ends it."""
        history, self._history = self._history, []
        printed, self._printed = self._printed, lambda text: None
        try:
            while True:
                self._workers += 1
                if self._workers > _MOST_WORKERS:
                    self._gone = WorkerCrashed(reasons.ended_by(None), "crashed")
                    raise self._gone
                self._begin_worker()
                done = self._repeat(history)
                if done == len(history):
                    self._history = history + self._history
                    return
                del history[done]
                self.close()
        finally:
            self._printed = printed

    def _repeat(self, history: list[tuple[str, tuple[Any, ...]]]) -> int:
        """Do it all again; the number of what has been done when the worker ended."""
        assert self._conversation is not None
        for number, (op, operands) in enumerate(history):
            if any(isinstance(operand, RemoteObject) for operand in operands):
                continue  # an object of a worker that is gone
            try:
                self._conversation.ask(op, operands, NO_KEYWORDS, op)
            except (SubmissionError, TypeError, NameError):
                continue
            except WorkerEnded:
                return number
            except Exception:  # what the notebook raises, under whatever name
                continue
        return len(history)

    def _begin_worker(self) -> None:
        self._process = process = self._sandbox.start_worker(self._limits)
        budget = self._budget()
        load = Load(Sources(module="__main__", main="", cells=()), [], self._folder, self._limits.call_seconds)
        process.send(load, [], budget)
        message, payload = process.receive(budget)
        if not isinstance(message, Loaded) or payload:
            process.reject("it sent something else while it was prepared")
        self._written, self._taking = 0, False
        self._conversation = Conversation(self, process, self._budget, (), note=lambda acts: None, whole=self)
        self._conversation.recorder = Recorder(0)

    def _budget(self) -> Budget:
        assert self._process is not None
        spent = self._spent + self._process.cpu_seconds()
        left = self._limits.submission_seconds - spent
        idle = self._limits.idle_seconds - self._process.idle_seconds()
        return self._process.budget(self._limits.call_seconds + _SPARE_SECONDS, max(left, 0.0), idle, math.inf)


def _error(said: Any) -> tuple[str, str, tuple[tuple[int, str], ...]] | None:
    match said:
        case None:
            return None
        case [str() as name, str() as message, [*lines]]:
            whole = [(n, text) for n, text in (line for line in lines if isinstance(line, list) and len(line) == 2)
                     if type(n) is int and type(text) is str]  # fmt: skip
            return name, message, tuple(whole)
    return "RuntimeError", "", ()
