"""The examiner's side of the conversation with one worker."""

import contextlib
import itertools
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import FunctionType
from typing import Any

import numpy as np

from .errors import SubmissionError, WorkerEnded
from .lending import is_lent
from .lent_objects import asked, lent_node
from .never_sent import NeverSent
from .pending import Pending, Waiting, paired
from .proxies import NO_KEYWORDS, Asker, Heir, RemoteGlobal, RemoteObject
from .raised import error_of, fault_of
from .recipes import recipe_of
from .trace import CHANGED, OF_ITS_OWN, Recorder
from .whole import Whole
from .wire.bounds import ProtocolError
from .wire.decoder import Decoder
from .wire.encoder import Encoder, Recipe, Unencodable
from .wire.generators import Streams
from .wire.messages import Act, Answer, AnswerRaised, Ask, CallBack, FromWorker, Heap, LoadError, Raised, Return
from .wire.nodes import CallbackNode, GlobalNode, KnownNode, Node, OpaqueNode, Value
from .wire.shared import Entry, Table, differs
from .worker_process import Budget, WorkerProcess

_MAX_CALLBACKS = 1_000_000  # per check
_epochs = itertools.count(1)  # of all conversations, so that no stand-in of one is taken for one of another
_MAX_NESTING = 20  # of calls inside call-backs
_MAX_LABEL = 300  # characters: what hangs on what hangs on … would grow with every step


def raised_in_a_call_back(error: BaseException) -> bool:
    """Whether an exception was raised by a function of the examiner's own that the submission has called."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code is Conversation._call_back.__code__:
            return True
        trace = trace.tb_next
    return False


class Conversation(NeverSent):
    """Requests and answers, call-backs and what they share.

    Args:
        asker: to whom the objects of the submission address themselves.
        process: the worker, with the submission loaded.
        budget: makes the time for one request.
        errors: what failed while the submission was loaded, to explain a missing name.
        restore: whether arguments that the submission changes come back changed.
        streams: generators that are not handed over themselves.
        note: takes note of what the submission says to have tried.
        whole: for a conversation about a whole notebook, what that does in its own way.
    """

    def __init__(
        self, asker: Asker, process: WorkerProcess, budget: Callable[[], Budget], errors: tuple[LoadError, ...], *,
        restore: bool = True, streams: Streams | None = None, note: Callable[[Sequence[Act]], None],
        whole: Whole | None = None,
    ) -> None:  # fmt: skip
        self._whole = whole
        self._restore = restore
        self.recorder = Recorder()
        self.callbacks = 0
        self._asker = asker
        self._process = process
        self._make_budget = budget
        self._errors = errors
        self._note = note
        self._table = Table(first_key=2, streams=streams)
        self._lent: set[int] = set()  # keys of objects that are asked, not called
        self._stand_ins: dict[int, weakref.ref[RemoteObject]] = {}
        self._released: set[int] = set()
        self._pending = Pending()
        self._twins: list[RemoteObject] = []  # stand-ins that others now speak for
        self._epoch = next(_epochs)
        self._seq = 0
        self._budget: Budget | None = None
        self._depth = 0
        self._raised: list[BaseException] = []
        self._label = ""
        self._before: dict[int, Entry] = {}  # what this call has changed so far, as it was
        self._called_with: dict[int, Any] = {}  # the worker's own objects that it has handed to call-backs

    @property
    def is_busy(self) -> bool:
        """Whether the worker has been asked something, and has not answered yet."""
        return self._depth > 0

    def close(self) -> None:
        """Forget all objects. What the worker wrote into those of the examiner is taken back."""
        self._table.clear()

    def begin_epoch(self) -> None:
        """Forget all objects, as with `close`; the worker does when it is next asked."""
        self._epoch = next(_epochs)
        self.close()
        self._stand_ins.clear()
        self._released.clear()
        self._pending.clear()
        self._twins.clear()
        self.recorder = Recorder()
        self.callbacks = 0

    def ask(self, op: str, operands: tuple[Any, ...], named: Mapping[str, Any], label: str) -> Any:
        """Have the worker do something, an instance perhaps later (`pending`); `named` are a call's keyword arguments.

        Raises:
            SubmissionError: the submission raised.
            WorkerEnded: the worker is gone.
            TypeError: an operand cannot be handed over: a mistake of the hidden test.
        """
        if op != "call_global" or len(operands) > 1 or named or self._whole is not None or self._depth:
            return self._ask(op, operands, named, label)
        (name,) = operands
        node = self._pending.promise(name, self._table.new_key(), label)
        if node is None:
            told = self.callbacks
            made = self._ask(op, operands, named, label)
            self._pending.learn(name, made, silent=self.callbacks == told)
        else:
            made = self._stand_in(node, label)
            self._record(made, label)
        return made

    def settle(self) -> None:
        """Have everything made that has been promised.

        Raises:
            As `ask`.
        """
        if self._pending:
            self._ask("nothing", (), NO_KEYWORDS, "")

    def _ask(self, op: str, operands: tuple[Any, ...], named: Mapping[str, Any], label: str) -> Any:
        values, heap, buffers = self._encode((*operands, *named.values()), share=True)
        self._seq += 1
        waiting = self._pending.taken()
        made = [(promised.name, promised.key) for promised in waiting]
        request = Ask(self._seq, self._epoch, op, values, list(named), heap, made)
        outermost = self._budget is None
        if outermost:
            self._budget = self._make_budget()
        raised_before = len(self._raised)
        outer, self._before = self._before, {}
        self._depth += 1
        try:
            return self._exchange(request, buffers, label, waiting)
        except ProtocolError as error:
            return self._process.reject(str(error))
        except SubmissionError:
            raise
        except WorkerEnded:
            self._process.kill()  # the clock may have struck in the middle of an exchange
            raise
        except BaseException as error:
            if (
                error not in self._raised
            ):  # something broke into the exchange, such as Ctrl-C: the worker is out of step
                self._process.kill()
            raise
        finally:
            self._depth -= 1
            self._before = outer
            del self._raised[raised_before:]
            if outermost:
                self._budget = None
                self._called_with.clear()

    def _exchange(self, request: Ask, buffers: list[bytes], label: str, waiting: list[Waiting]) -> Any:
        seq, budget = request.seq, self._budget
        assert budget is not None
        self._process.send(request, buffers, budget)
        while True:
            message, payload = self._process.receive(budget)
            if getattr(message, "seq", None) != seq:
                raise ProtocolError("an answer to another question")
            self._label = label
            if isinstance(message, CallBack):
                self._call_back(message, payload, budget)
                continue
            return self._conclude(message, payload, label, waiting)

    def _conclude(self, message: FromWorker, payload: memoryview, label: str, waiting: list[Waiting]) -> Any:
        if not isinstance(message, (Return, Raised)):
            raise ProtocolError("an answer of the wrong kind")
        self._note(message.acts)
        if waiting or message.made:
            self._come(paired(waiting, message.made, failed=isinstance(message, Raised)))
            if len(message.made) < len(waiting):
                label = waiting[len(message.made)].label
        decoder = self._decoder(message, payload)
        value = decoder.value(message.root) if isinstance(message, Return) else None
        self._interrupted()
        self._record_changes(decoder, label)
        if self._whole is not None:
            self._whole.answered(message)
        if isinstance(message, Raised):
            type_name = "MissingName" if message.kind == "missing" else message.type_name
            self.recorder.error(label, type_name, fault_of(message))
            raise self._error(message, label)
        if label:
            self._record(value, label)
        return value

    def _record(self, value: Any, label: str) -> None:
        if isinstance(value, RemoteObject):
            self.recorder.object(label, value)
        if not isinstance(value, RemoteObject) or label.endswith("()"):
            self.recorder.value(label, value)

    def _come(self, made: list[tuple[Waiting, OpaqueNode]]) -> None:
        """What was promised is there: each may be an object that is known already, or have other methods."""
        for promised, node in made:
            reference = self._stand_ins.get(promised.key)
            stand_in = reference() if reference is not None else None
            if stand_in is None:
                continue
            if node.key != promised.key:
                self._twins.append(self.opaque(node))
                object.__setattr__(stand_in, "_kadai_key", node.key)
            object.__setattr__(stand_in, "_kadai_methods", node.methods)

    def _record_changes(self, decoder: Decoder, label: str) -> None:
        """An argument that comes back changed is part of what the check saw; not one that was moved and put back."""
        self._keep_what_was(decoder)
        for key, entry in self._before.items():
            if key not in self._called_with and differs(entry):
                self.recorder.value(label + (OF_ITS_OWN if self._table.is_theirs(entry.obj) else CHANGED), entry.obj)

    def _keep_what_was(self, decoder: Decoder) -> None:
        for entry in decoder.changed:
            if isinstance(entry.obj, (np.ndarray, list, dict, set)):
                self._before.setdefault(id(entry.obj), entry)

    def _interrupted(self) -> None:
        """What is no Exception, such as pytest's own outcomes, cannot be swallowed by the submission."""
        for error in self._raised:
            if not isinstance(error, Exception):
                raise error

    # -- values -------------------------------------------------------------------------------------------------

    def _encode(self, operands: Sequence[Any], *, share: bool) -> tuple[list[Value], Heap, list[bytes]]:
        encoder = Encoder(self._table, self._foreign, made=self._whole is not None)
        try:
            # handed over by value, an argument goes on as it is while the submission calls back
            changes = encoder.changes() if self._restore or not self._depth else []
            values = encoder.values(operands, share=share)
        except Unencodable as reason:
            raise TypeError(f"A hidden test hands over a value {reason.en}") from None
        released = [key for key in self._released if key not in self._stand_ins]
        heap, buffers = encoder.finish(changes, released)
        self._released.clear()
        del encoder
        if self._whole is not None:
            self._forget(heap)
        return values, heap, buffers

    def _forget(self, heap: Heap) -> None:
        """Drop, on both sides, what came from the worker and nobody here has any more: no change need be told."""
        for key in self._table.sole_references():
            if key % 2:
                self._table.drop(key)
                heap.dropped.append(key)

    def _decoder(self, message: Any, payload: memoryview) -> Decoder:
        made = self._whole is not None
        return Decoder(message.heap, payload, self._table, self, restore=self._restore, made=made)

    def _foreign(self, obj: Any) -> Node | Recipe:
        obj = obj._kadai_there if isinstance(obj, Heir) else obj
        if isinstance(obj, RemoteObject):
            if obj._kadai_epoch != self._epoch or self._stand_ins.get(obj._kadai_key) is None:
                raise TypeError(
                    f"{RemoteObject.__repr__(obj)} belongs to an earlier check, or to a worker that is gone"
                )
            return KnownNode(obj._kadai_key)
        if isinstance(obj, RemoteGlobal):
            return GlobalNode(obj._kadai_name)
        if self._whole is not None:
            node = lent_node(obj, self._table.new_key(), self._whole.is_own_class)
            if node is not None:
                self._lent.add(node.key)
                return node
        recipe = recipe_of(obj) if self._whole is not None else None
        if recipe is not None:
            return recipe
        if callable(obj) and (not isinstance(obj, type) or (self._whole is not None and self._whole.is_own_class(obj))):
            self._table.keep_owner(obj)
            name = str(getattr(obj, "__name__", "function"))
            doc = obj.__doc__ if self._whole is not None and type(obj) is FunctionType else None
            return CallbackNode(self._table.new_key(), name, binds=type(obj) is FunctionType, doc=doc)
        raise TypeError(
            f"A hidden test hands over a {type(obj).__name__}: only values (numbers, text, arrays, lists, dicts …), "
            "random generators, functions, and objects of the submission itself can be handed over"
        )

    def opaque(self, node: OpaqueNode) -> RemoteObject:
        """The stand-in for an object of the worker; the same one as long as it is in use."""
        reference = self._stand_ins.get(node.key)
        stand_in = reference() if reference is not None else None
        if stand_in is None:
            if node.key % 2 == 0 and node.key not in self._pending:
                raise ProtocolError("a key of the wrong side")
            stand_in = self._stand_in(node, (self._label or node.name)[-_MAX_LABEL:])
        return stand_in

    def _stand_in(self, node: OpaqueNode, label: str) -> RemoteObject:
        key = node.key
        if self._whole is not None:
            stand_in = self._whole.stand_in(self._epoch, node, label)
        else:
            stand_in = RemoteObject(self._asker, self._epoch, key, node.type_name, label, node.methods)
        self._stand_ins[key] = weakref.ref(stand_in, lambda reference: self._release(key, reference))
        return stand_in

    def handed_back(self, entry: Entry) -> None:
        """The check may write to it, taking it for the submission's."""
        self._table.keep(entry)

    def _release(self, key: int, reference: "weakref.ref[RemoteObject]") -> None:
        if self._stand_ins.get(key) is reference:
            del self._stand_ins[key]
            self._released.add(key)

    # -- call-backs ---------------------------------------------------------------------------------------------

    def _call_back(self, message: CallBack, payload: memoryview, budget: Budget) -> None:
        self.callbacks += 1
        if self.callbacks > _MAX_CALLBACKS or self._depth > _MAX_NESTING:
            raise ProtocolError("it calls the grader's functions too often, or too deeply")
        decoder = self._decoder(message, payload)
        arguments = decoder.values(message.operands)
        self._keep_what_was(decoder)
        if self._whole is None:
            self._called_with.update((id(given), given) for given in arguments if self._table.is_theirs(given))
        entry = self._table.get(message.key)
        if entry is None or entry.state is not None:
            raise ProtocolError("it calls what is no function")
        function = entry.obj
        if entry.key in self._lent:
            assert self._whole is not None
            function = partial(asked, entry.obj, self._whole.is_own_class(type(entry.obj)))
        elif not callable(function):
            raise ProtocolError("it calls what is no function")
        self.recorder.arguments(f"{self._label} calling {getattr(entry.obj, '__name__', 'a function')}", arguments)
        positional = len(arguments) - len(message.names)
        if positional < 0:
            raise ProtocolError("it calls a function in the wrong way")
        named = dict(zip(message.names, arguments[positional:], strict=True))
        begun = time.monotonic() - self._process.waited
        try:
            with self._unseen() if is_lent(entry.obj) else contextlib.nullcontext():
                result = function(*arguments[:positional], **named)
            if (
                type(result) is float and self._whole is None
            ):  # whose author has NumPy's in mind: f(x).copy() and f(x).item() are right
                result = np.float64(result)
            (root,), heap, buffers = self._encode([result], share=False)
            answer: Any = Answer(message.seq, root, heap)
        except BaseException as error:
            if not self._process.alive or isinstance(error, WorkerEnded):
                raise
            answer, buffers = self._answer_raised(message.seq, error)
        budget.extend(time.monotonic() - self._process.waited - begun)
        self._process.send(answer, buffers, budget)

    @contextlib.contextmanager
    def _unseen(self) -> Iterator[None]:
        """What is lent asks the submission's objects for much, at every step of a training, and the check sees none."""
        seen, self.recorder = self.recorder, Recorder(0)
        try:
            yield
        finally:
            self.recorder = seen

    def _answer_raised(self, seq: int, error: BaseException) -> tuple[AnswerRaised, list[bytes]]:
        self._raised.append(error)
        _, heap, buffers = self._encode([], share=False)
        bases = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
        answer = AnswerRaised(seq, len(self._raised) - 1, type(error).__name__, bases, str(error)[:1000], heap)
        return answer, buffers

    # -- errors -------------------------------------------------------------------------------------------------

    def _error(self, message: Raised, label: str) -> BaseException:
        if 0 <= message.token < len(self._raised):
            return self._raised[message.token]
        if self._whole is not None:
            return self._whole.error(message)
        return error_of(message, label, self._errors)
