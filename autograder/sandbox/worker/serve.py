"""A worker's conversation with the examiner, once it is restricted."""

import sys
import threading
from typing import Any

from ..wire.bounds import MAX_ARGUMENTS
from ..wire.decoder import Decoder
from ..wire.encoder import Encoder, Unencodable
from ..wire.messages import Act, Answer, AnswerRaised, Ask, CallBack, Heap, Load, Loaded, Raised, Return
from ..wire.nodes import OpaqueNode
from ..wire.shared import Table
from . import faults, files, notebook_cells
from .acts import Acts
from .link import Channel
from .loading import Loader
from .operations import SHARING, Operations
from .seeding import reseed
from .stand_ins import WorkerSide

_EXAMINER_BASES = {
    error.__name__: error
    for error in (
        ArithmeticError, AssertionError, AttributeError, EOFError, Exception, FloatingPointError, ImportError,
        IndexError, KeyError, LookupError, MemoryError, NameError, NotImplementedError, OSError, OverflowError,
        RuntimeError, TypeError, ValueError, ZeroDivisionError,
    )
}  # fmt: skip


class Server:
    """Answers requests until the examiner hangs up. What the submission tries besides is told by `acts`."""

    def __init__(self, channel: Channel, acts: Acts | None = None) -> None:
        self._channel = channel
        self._acts = acts
        self._table = Table(first_key=1)
        self._side = WorkerSide(self._table, self._call_back)
        self._epoch = 0
        self._seq = 0
        self._files: set[str] = set()
        self._operations: Operations | None = None
        self._thread = threading.get_ident()
        self._instances: list[OpaqueNode] = []  # what has come before what the request at hand is about
        self._draws = True  # whether it may use a global random generator
        self._made = False  # whether values of all kinds are handed over

    def run(self) -> None:
        """Load the submission, then serve for ever."""
        message, _ = self._channel.receive()
        assert isinstance(message, Load)
        if message.folder:
            self._prepare(message)
        else:
            self._load(message)
        while True:
            message, payload = self._channel.receive()
            assert isinstance(message, Ask)
            self._serve(message, payload)
            del message, payload

    def _load(self, message: Load) -> None:
        written = files.install(message.sources.files).kept
        loader = Loader(message.sources, dict(message.skip), self._channel.send, written)
        self._draws = any("random" in text for text in message.sources.texts())
        if self._acts is not None:
            self._acts.watch((*message.sources.files, *message.sources.given), loader.files)
        module = loader.load()
        self._operations = Operations(module, message.sources.blocks())
        self._side.definition = self._operations.patches.definition
        self._files = loader.files
        self._flush()
        self._channel.send(Loaded(loader.errors, self._operations.callables(), self._tried()))

    def _prepare(self, message: Load) -> None:
        """For a whole notebook, whose cells are still to come."""
        self._made = True
        self._operations = notebook = notebook_cells.prepare(
            message.folder, message.seconds, files.install_for_notebook()
        )
        self._side.definition = notebook.patches.definition
        self._files = notebook.names
        self._channel.send(Loaded([], []))

    # -- requests -----------------------------------------------------------------------------------------------

    def _serve(self, ask: Ask, payload: memoryview) -> None:
        self._seq = ask.seq
        reply: Return | Raised
        try:
            reply, buffers = self._perform(ask, payload)
        except Unencodable as reason:
            reply, buffers = self._raised(_unsupported(reason))
        except BaseException as error:
            described = faults.describe(error, self._files)
            if described.kind == "missing" and self._operations is not None:
                described.names = [faults.clip(name) for name in self._operations._names()][:200]
            error.__traceback__ = error.__context__ = error.__cause__ = None
            del error
            reply, buffers = self._raised(described)
        reply.seq, reply.acts, reply.made, self._instances = ask.seq, self._tried(), self._instances, []
        if isinstance(self._operations, notebook_cells.Cells):
            reply.written = self._operations.files.changes
        self._flush()
        self._channel.send(reply, buffers)

    def _perform(self, ask: Ask, payload: memoryview) -> tuple[Return, list[bytes]]:
        if ask.epoch != self._epoch:
            self._epoch = ask.epoch
            assert self._operations is not None
            self._operations.undo()
            self._table.clear()
            self._side.clear()
            if self._draws:
                reseed()
        failed = self._make(ask.made)
        for key in ask.heap.dropped:
            self._side.drop(key)
        decoder = Decoder(ask.heap, payload, self._table, self._side, trusted=True, made=self._made)
        operands = decoder.values(ask.operands)
        del decoder, payload
        if failed is not None:
            for _, key in ask.made[len(self._instances) :]:
                self._side.drop(key)
            raise failed
        assert self._operations is not None
        result = self._operations.perform(ask.op, operands, ask.names)
        del operands
        encoder = Encoder(self._table, self._side.handle, made=self._made)
        changes = encoder.changes()
        root = encoder.value(result, share=ask.op in SHARING)
        heap, buffers = encoder.finish(changes, [])
        del encoder, result
        self._forget(heap)
        return Return(ask.seq, root, heap), buffers

    def _make(self, asked: list[tuple[str, int]]) -> BaseException | None:
        """Make some instances, and note them; the exception of the first that cannot be made. After it, nothing is."""
        failed: BaseException | None = None
        for name, key in asked:
            try:
                assert self._operations is not None
                made = None if failed else self._operations.instance(name)
            except BaseException as error:
                made, failed = None, error
            node = self._side.keep(made, key)
            if failed is None:
                self._instances.append(node)
        return failed

    def _raised(self, reply: Raised) -> tuple[Raised, list[bytes]]:
        """An exception's message, with what had been changed before it was raised."""
        try:
            encoder = Encoder(self._table, self._side.handle, made=self._made)
            reply.heap, buffers = encoder.finish(encoder.changes(), [])
            del encoder
            self._forget(reply.heap)
        except BaseException:
            reply.heap, buffers = Heap(), []
        return reply, buffers

    def _forget(self, heap: Heap) -> None:
        """Drop, on both sides, what only the table refers to: it cannot change here any more."""
        for key in self._table.sole_references():
            self._table.drop(key)
            heap.dropped.append(key)

    def _tried(self) -> list[Act]:
        return self._acts.taken() if self._acts is not None else []

    def _flush(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException:  # the submission may have put anything there
                continue

    # -- call-backs ---------------------------------------------------------------------------------------------

    def _call_back(self, key: int, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if threading.get_ident() != self._thread:
            raise RuntimeError("this function can only be called from the main thread")
        if len(args) + len(named) > MAX_ARGUMENTS:
            raise TypeError(f"a function was called with more than {MAX_ARGUMENTS} arguments")
        encoder = Encoder(self._table, self._side.handle, made=self._made)
        changes = encoder.changes()
        try:
            names = [encoder.text(str.__str__(name)) for name in named]
            operands = encoder.values((*args, *named.values()), share=True)
        except Unencodable as reason:
            raise TypeError(f"a function was called with a value {reason.en}") from None
        heap, buffers = encoder.finish(changes, [])
        del encoder
        self._forget(heap)  # else each call of a long loop would look for changes in what all calls before it gave
        seq = self._seq
        self._flush()
        self._channel.send(CallBack(seq, key, operands, names, heap), buffers)
        while True:
            message, payload = self._channel.receive()
            if isinstance(message, Ask):
                self._serve(message, payload)
                self._seq = seq
                continue
            if isinstance(message, AnswerRaised):
                Decoder(message.heap, payload, self._table, self._side, trusted=True, made=self._made)
                raise _callback_error(message)
            assert isinstance(message, Answer)
            decoder = Decoder(message.heap, payload, self._table, self._side, trusted=True, made=self._made)
            return decoder.value(message.root)


def _callback_error(message: AnswerRaised) -> BaseException:
    """An exception that the submission can catch by the builtin type that was raised in the examiner."""
    found = [_EXAMINER_BASES[name] for name in message.bases if name in _EXAMINER_BASES]
    bases: tuple[type[BaseException], ...] = (faults.CallbackFailed, *found[:1])
    error: BaseException = type(message.type_name, bases, {"token": message.token})(message.message)
    return error


def _unsupported(reason: Unencodable) -> Raised:
    return Raised(
        seq=0, kind="unsupported", type_name="TypeError", bases=["TypeError"], message=reason.en,
        message_ja=reason.ja, frames=[], names=[], token=-1, heap=Heap(),
    )  # fmt: skip
