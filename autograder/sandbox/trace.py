"""What a check saw of the submission."""

from typing import Any

import msgspec
import numpy as np

from autograder.errors import Ended
from autograder.text import Text

from .proxies import RemoteObject, type_name_of

CHANGED = " changed"
"""Ends the label of an event that shows an argument which came back changed."""

OF_ITS_OWN = " of its own" + CHANGED
"""Ends it where what has changed is no argument, but what the submission itself had given before."""

_MAX_EVENTS = 20_000
_MAX_BYTES = 16 << 20  # of a check, and of all checks of a submission together, which are held to its end:
MOST_BYTES = 96 << 20


class Opaque(str):
    """Stands in a trace for an object that stays in the worker: ``<Type>``."""

    __slots__ = ()


class Fault(msgspec.Struct, frozen=True):
    """What is known of an exception besides its type.

    Attributes:
        message: its text, shortened.
        within: the functions of the submission that it passed through, outermost first, as in ``Layer.forward``.
        deliberate: whether the submission itself raised it, and no operation of Python's or NumPy's.
        operands: the shapes of what it was computing with, ``?`` where one is not known.
    """

    message: str
    within: tuple[str, ...] = ()
    deliberate: bool = False
    operands: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """One thing that came back.

    ``label`` says from where, such as ``Layer().forward()``; ``error`` is the exception's type, or None;
    ``value`` is a copy of what came (`Opaque` for objects that stay in the worker). What a call changed
    in place comes before its result, as ``update() changed``; ``fault`` says more of an exception.
    """

    label: str
    value: Any
    error: str | None
    fault: Fault | None = None


class CheckTrace(msgspec.Struct, frozen=True):
    """What happened between ``begin_check`` and ``end_check``.

    Attributes:
        events: what came back, in order; at most 20,000, and 16 MB of values (96 MB in all checks together).
        stdout, stderr: what was printed, capped.
        cpu_seconds: used by the submission.
        callbacks: how often it called the examiner's functions, counted in the examiner.
        ended: None, or why the worker is gone: ``timeout`` (CPU), ``wall`` (it slept), ``deadline`` (of the whole
            run), ``crashed``; also where the test swallowed it.
        reason: the same as a sentence.
        received: bytes that came, in the measure of ``Limits.payload_mb``.
        objects: labels at which an object came that stays in the worker, in order: the type of the first one, and the
            label by which that object is known. Those of call-backs are ``fit() calling f``.
        called: labels at which the submission called the examiner's functions with nothing but values.
        lent: what it was lent of the reference, by name.
        unaided: events that came before anything was lent to it, which `events` does not hold.
        unanswered: the label of what the worker was asked when it ended; empty if it was asked nothing.
    """

    events: tuple[Event, ...]
    stdout: str
    stderr: str
    cpu_seconds: float
    callbacks: int
    ended: Ended | None
    reason: Text | None
    received: int = 0
    objects: dict[str, tuple[str, str]] = {}
    called: frozenset[str] = frozenset()
    lent: tuple[str, ...] = ()
    unaided: tuple[Event, ...] = ()
    unanswered: str = ""

    @property
    def of_its_own(self) -> tuple[Event, ...]:
        """What came before anything was lent, and, where the check asked for more then, what came after it as well."""
        aided = tuple(event for event in self.events if event.label not in map(lending, self.lent))
        before = {event.label for event in self.unaided}
        return self.unaided if self.unaided and before.issuperset(e.label for e in aided) else self.unaided + aided


def lending(name: str) -> str:
    """The label of the request with which something is lent."""
    return f"using({name})"


class Recorder:
    """Collects events, within bounds: at most so many bytes of values."""

    def __init__(self, most: int = _MAX_BYTES) -> None:
        self.events: list[Event] = []
        self.objects: dict[str, tuple[str, str]] = {}
        self.called: set[str] = set()
        self.bytes = 0
        self._most = min(most, _MAX_BYTES)

    def value(self, label: str, value: Any) -> None:
        """A value came back."""
        if len(self.events) < _MAX_EVENTS and self.bytes < self._most:
            self.events.append(Event(label, self._copy(value, 0), None))

    def object(self, label: str, found: RemoteObject) -> None:
        """An object came that stays in the worker."""
        if len(self.objects) < _MAX_EVENTS:
            self.objects.setdefault(label, (type_name_of(found), found._kadai_label))

    def arguments(self, label: str, arguments: list[Any]) -> None:
        """The submission calls a function of the examiner."""
        found = _first_object(arguments)
        if found is not None:
            self.object(label, found)
        elif len(self.called) < _MAX_EVENTS:
            self.called.add(label)

    def error(self, label: str, type_name: str, fault: Fault | None = None) -> None:
        """An exception came back."""
        if len(self.events) < _MAX_EVENTS and self.bytes < self._most:
            if fault is not None:
                self.bytes += 64 + len(fault.message) + sum(map(len, (*fault.within, *fault.operands)))
            self.events.append(Event(label, None, type_name, fault))

    def _copy(self, value: Any, depth: int) -> Any:
        self.bytes += 64
        if isinstance(value, np.ndarray):
            self.bytes += value.nbytes
            copy = value.copy() if self.bytes < self._most else np.empty(0, value.dtype)
            copy.flags.writeable = False
            return copy
        if isinstance(value, (bool, int, float, complex, np.generic)) or value is None:
            return value
        if isinstance(value, (str, bytes)):
            self.bytes += len(value)
            return value
        if depth > 100 or self.bytes > self._most:
            return "…"
        if isinstance(value, (list, tuple, set, frozenset)):
            kind = type(value)
            return kind(self._copy(item, depth + 1) for item in value)
        if isinstance(value, dict):
            return {self._copy(key, depth + 1): self._copy(item, depth + 1) for key, item in value.items()}
        return Opaque(f"<{type_name_of(value)}>")


def _first_object(values: Any) -> RemoteObject | None:
    for value in values:
        kind = type(value)
        if kind is RemoteObject:
            return value  # type: ignore[no-any-return]
        if kind in (list, tuple, set, frozenset, dict):
            found = _first_object(value.values() if kind is dict else value)
            if found is not None:
                return found
    return None
