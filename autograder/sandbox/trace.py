"""What a check saw of the submission."""

from typing import Any, Literal

import msgspec
import numpy as np

from autograder.text import Text

from .proxies import type_name_of

CHANGED = " changed"
"""Ends the label of an event that shows an argument which came back changed."""

_MAX_EVENTS = 20_000
_MAX_BYTES = 64 << 20


class Opaque(str):
    """Stands in a trace for an object that stays in the worker: ``<Type>``."""

    __slots__ = ()


class Event(msgspec.Struct, frozen=True):
    """One thing that came back.

    ``label`` says from where, such as ``Layer().forward()``; ``error`` is the exception's type, or None;
    ``value`` is a copy of what came (`Opaque` for objects that stay in the worker). What a call changed
    in place comes before its result, as ``update() changed``.
    """

    label: str
    value: Any
    error: str | None


class CheckTrace(msgspec.Struct, frozen=True):
    """What happened between ``begin_check`` and ``end_check``.

    Attributes:
        events: what came back, in order; at most 20,000, and 64 MB of values.
        stdout, stderr: what was printed, capped.
        cpu_seconds: used by the submission.
        callbacks: how often it called the examiner's functions, counted in the examiner.
        ended: None, or why the worker is gone: ``timeout`` (CPU), ``wall`` (it slept), ``crashed``; also where the
            test swallowed it.
        reason: the same as a sentence.
    """

    events: tuple[Event, ...]
    stdout: str
    stderr: str
    cpu_seconds: float
    callbacks: int
    ended: Literal["timeout", "wall", "crashed"] | None
    reason: Text | None


class Recorder:
    """Collects events, within bounds."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._bytes = 0

    def value(self, label: str, value: Any) -> None:
        """A value came back."""
        if len(self.events) < _MAX_EVENTS and self._bytes < _MAX_BYTES:
            self.events.append(Event(label, self._copy(value, 0), None))

    def error(self, label: str, type_name: str) -> None:
        """An exception came back."""
        if len(self.events) < _MAX_EVENTS:
            self.events.append(Event(label, None, type_name))

    def _copy(self, value: Any, depth: int) -> Any:
        self._bytes += 64
        if isinstance(value, np.ndarray):
            self._bytes += value.nbytes
            copy = value.copy() if self._bytes < _MAX_BYTES else np.empty(0, value.dtype)
            copy.flags.writeable = False
            return copy
        if isinstance(value, (bool, int, float, complex, np.generic)) or value is None:
            return value
        if isinstance(value, (str, bytes)):
            self._bytes += len(value)
            return value
        if depth > 100 or self._bytes > _MAX_BYTES:
            return "…"
        if isinstance(value, (list, tuple, set, frozenset)):
            kind = type(value)
            return kind(self._copy(item, depth + 1) for item in value)
        if isinstance(value, dict):
            return {self._copy(key, depth + 1): self._copy(item, depth + 1) for key, item in value.items()}
        return Opaque(f"<{type_name_of(value)}>")
