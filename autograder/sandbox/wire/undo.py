"""Takes back what the other side of a conversation has written into objects of this one.

A shared object may have existed before the conversation, and outlive it: a cached array, a list at the top of a test
file. Before the other side writes into one for the first time, its content is copied here; in the end the copies are
written back, the last one first, so that arrays which share memory come back exactly.
"""

import sys
import weakref
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import numpy as np

from .arrays import Array, plain

_FEW = 64  # objects in the log, below which it is not looked through for dead ones
_LITTLE = 16 << 20  # bytes of copies, likewise


class UndoLog:
    """The content that objects had before they were written to, each kept once, in the order of the writing."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Any, Any]] = {}  # id → the object, or a weak reference, and its content then
        self._bytes = 0
        self._next_sweep = (_FEW, _LITTLE)

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, obj: Any) -> None:
        """Remember an object's content, unless it is remembered already. What is no mutable value is left alone."""
        key = id(obj)
        if key in self._kept:
            return
        content = content_of(obj)
        if content is None:
            return
        owner = isinstance(obj, np.ndarray) and obj.base is None  # what it holds ends with it
        self._kept[key] = (weakref.ref(obj, lambda _: self._drop(key)) if owner else obj, content)
        self._bytes += _size(content)
        if len(self._kept) > self._next_sweep[0] or self._bytes > self._next_sweep[1]:
            self._sweep()

    def undo(self) -> None:
        """Give every object its content back, and forget them."""
        while self._kept:  # one by one: whatever breaks in, what is left to do is still known
            key = next(reversed(self._kept))
            held, content = self._kept[key]
            obj = held() if isinstance(held, weakref.ref) else held
            if obj is not None:
                put_back(obj, content)
            self._drop(key)
        self._bytes, self._next_sweep = 0, (_FEW, _LITTLE)

    def _drop(self, key: int) -> None:
        _, content = self._kept.pop(key, (None, None))
        self._bytes -= _size(content)

    def _sweep(self) -> None:
        """Drop objects that nobody but this log refers to: a check may have a new list changed a million times."""
        for key, references, base_references in _references(self._kept):
            if references <= _ALONE and base_references <= _ALONE_BASE:
                self._drop(key)
        self._next_sweep = (2 * len(self._kept) + _FEW, 2 * self._bytes + _LITTLE)


def _size(content: Any) -> int:
    return content.nbytes if isinstance(content, np.ndarray) else 0


def content_of(obj: Any) -> Any:
    """A copy of the content of a mutable value, children by identity; None for anything else."""
    if isinstance(obj, np.ndarray):
        return plain(obj).copy(order="K")
    if isinstance(obj, list):
        return list.copy(obj)
    if isinstance(obj, dict):
        base = _base(obj)
        return list(zip(base.keys(obj), base.values(obj), strict=True))
    if isinstance(obj, set):
        return set.copy(obj)
    if isinstance(obj, np.random.RandomState):
        return obj.get_state(legacy=False)
    if isinstance(obj, np.random.Generator):
        return obj.bit_generator.state
    return None


def put_back(obj: Any, content: Any) -> None:
    """Give an object the content that `content_of` copied."""
    if isinstance(obj, np.ndarray):
        _put_back_array(plain(obj), content)
    elif isinstance(obj, list):
        list.__setitem__(obj, slice(None), content)
    elif isinstance(obj, dict):
        refill(obj, content)
    elif isinstance(obj, set):
        set.clear(obj)
        set.update(obj, content)
    elif isinstance(obj, np.random.RandomState):
        obj.set_state(content)
    else:
        obj.bit_generator.state = content


def refill(obj: Any, content: Any) -> None:
    """Give a dict new items; its own class is not asked."""
    base = _base(obj)
    base.clear(obj)
    for key, value in content.items() if isinstance(content, dict) else content:
        base.__setitem__(obj, key, value)


def _base(obj: Any) -> Any:
    """The class whose methods see all of a dict: an ``OrderedDict`` keeps its order in a place of its own."""
    return OrderedDict if isinstance(obj, OrderedDict) else dict


def _put_back_array(array: Array, content: Array) -> None:
    if array.dtype != content.dtype or array.size != content.size:
        return  # the check itself has made another array of it
    if array.shape != content.shape:
        content = content.reshape(array.shape)
    closed: list[Array] = []  # what the check has made read-only since, to be opened for a moment
    owner: Any = array
    while isinstance(owner, np.ndarray) and not owner.flags.writeable:
        closed.append(owner)
        owner = owner.base
    for one in reversed(closed):
        one.flags.writeable = True
    try:
        array[...] = content
    finally:
        for one in closed:
            one.flags.writeable = False


def _references(kept: dict[int, tuple[Any, Any]]) -> Iterator[tuple[int, int, int]]:
    """For each object that a log holds: its key, the references to it, and those to the memory that it shows."""
    for key, (obj, _content) in list(kept.items()):
        if isinstance(obj, weakref.ref):
            continue
        base = obj.base if isinstance(obj, np.ndarray) else None
        alone = isinstance(base, np.ndarray) and base.base is None
        yield key, sys.getrefcount(obj), 0 if base is None else sys.getrefcount(base) if alone else sys.maxsize


((_, _ALONE, _ALONE_BASE),) = _references({0: (np.zeros(2)[:1], None)})
