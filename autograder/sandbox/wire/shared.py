"""Objects that examiner and worker share: changed on one side, they change on the other.

Each side keeps a table of them, with the content as it was when both sides last agreed. Every message, in either
direction, first carries the content of what has changed since. So a call behaves as a local one: arrays, lists,
dicts and random generators that a function changes come back changed, and what it stores stays tied to the
caller's object.

Without this, the worker's table would only grow; but an object that nothing else in the worker refers to any more
cannot change there, and is dropped on both sides. ``sole_references`` tells which. What the other side has written
into an object of this one is taken back when the table is cleared: see ``undo``.
"""

import operator
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from . import generators
from .arrays import Array, plain, to_bytes, wire_dtype
from .bounds import MAX_SHARED, ProtocolError
from .undo import UndoLog, refill


class Entry:
    """One shared object; ``state`` is its content when both sides last agreed (None: it cannot change)."""

    __slots__ = ("key", "obj", "state")

    def __init__(self, key: int, obj: Any, state: Any) -> None:
        self.key, self.obj, self.state = key, obj, state


class Table:
    """The shared objects by key and by identity. The examiner gives even keys, the worker odd ones."""

    def __init__(self, first_key: int, streams: "generators.Streams | None" = None) -> None:
        self.streams = streams or generators.Streams()
        self._next = first_key
        self._parity = first_key % 2
        self._entries: dict[int, Entry] = {}
        self._keys: dict[int, int] = {}
        self._written = UndoLog()

    def __len__(self) -> int:
        return len(self._entries)

    def clear(self) -> None:
        """Forget everything, and take back what was written. Keys are not given twice."""
        self._written.undo()
        self._entries.clear()
        self._keys.clear()

    def new_key(self) -> int:
        """A key that this side has not given yet."""
        self._next += 2
        return self._next - 2

    def add(self, obj: Any, state: Any) -> int:
        """Share an object of this side; its key."""
        key = self.new_key()
        self._put(key, obj, state)
        return key

    def learn(self, key: int, obj: Any, state: Any) -> None:
        """Share an object that the other side introduced."""
        if key % 2 == self._parity or key in self._entries:
            raise ProtocolError(f"key {key} is taken")
        if len(self._entries) >= MAX_SHARED:
            raise ProtocolError("too many shared objects")
        self._put(key, obj, state)

    def _put(self, key: int, obj: Any, state: Any) -> None:
        self._entries[key] = Entry(key, obj, state)
        self._keys[id(obj)] = key

    def keep(self, entry: Entry) -> None:
        """Remember the content of an object of this side, which is about to change: `clear` gives it back."""
        if entry.key % 2 == self._parity:
            self._written.keep(entry.obj)

    def keep_owner(self, function: Any) -> None:
        """The same for the object whose method it is: the other side will call it."""
        self._written.keep(getattr(function, "__self__", None))

    def take_back(self) -> None:
        """Give all objects back the content that they had before the other side wrote into them."""
        self._written.undo()

    def key_of(self, obj: Any) -> int | None:
        """The key of an object, if it is shared."""
        return self._keys.get(id(obj))

    def is_theirs(self, obj: Any) -> bool:
        """Whether an object is shared that the other side introduced."""
        key = self.key_of(obj)
        return key is not None and key % 2 != self._parity

    def is_handed_over(self, key: int) -> bool:
        """Whether a key is that of an array or a container of this side."""
        entry = self._entries.get(key) if key % 2 == self._parity else None
        return entry is not None and isinstance(entry.obj, np.ndarray | list | dict | set)

    def get(self, key: int) -> Entry | None:
        """The entry of a key."""
        return self._entries.get(key)

    def drop(self, key: int) -> None:
        """Forget one object."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._keys.pop(id(entry.obj), None)

    def containers(self) -> list[Any]:
        """The shared objects that hold others."""
        return [entry.obj for entry in self._entries.values() if isinstance(entry.obj, (list, dict))]

    def changed(self) -> list[Entry]:
        """The entries whose objects differ from what both sides last agreed on."""
        return [entry for entry in self._entries.values() if entry.state is not None and differs(entry)]

    def sole_references(self) -> Iterator[int]:
        """The keys of objects that nothing but this table refers to."""
        for key, entry in list(self._entries.items()):
            if sys.getrefcount(entry.obj) <= _ALONE:
                yield key


def _count_alone() -> int:
    """What ``getrefcount`` says inside ``sole_references`` about an object that only the table holds."""
    probe = Table(0)
    probe.add([], ())
    for entry in list(probe._entries.values()):
        return sys.getrefcount(entry.obj)
    raise AssertionError("the loop above returns")


_ALONE = _count_alone()


def snapshot(obj: Any) -> Any:
    """The content of a mutable object, to compare with later. Children count by identity."""
    if isinstance(obj, np.ndarray):
        return array_state(obj)
    if isinstance(obj, list):
        return tuple(list.__iter__(obj))
    if isinstance(obj, dict):
        return tuple(dict.keys(obj)), tuple(dict.values(obj))
    if isinstance(obj, set):
        return frozenset(set.__iter__(obj))
    return generators.dump_state(obj)


def array_state(array: Array) -> tuple[tuple[int, ...], np.dtype[np.generic], bytes]:
    """Shape, dtype, and the content as it travels."""
    dtype = wire_dtype(array.dtype)
    assert dtype is not None
    return array.shape, array.dtype, to_bytes(array, dtype)


def differs(entry: Entry) -> bool:
    """Whether an object's content is no longer its entry's state."""
    obj: Any = entry.obj
    state: Any = entry.state
    if isinstance(obj, np.ndarray):
        return bool(obj.shape != state[0] or obj.dtype != state[1] or array_state(obj) != state)
    if isinstance(obj, list):
        return list.__len__(obj) != len(state) or not all(map(operator.is_, list.__iter__(obj), state))
    if isinstance(obj, dict):
        keys, values = state
        return (
            dict.__len__(obj) != len(keys)
            or not all(map(operator.is_, dict.values(obj), values))
            or not all(map(operator.is_, dict.keys(obj), keys))
        )
    if isinstance(obj, set):
        return bool(frozenset(set.__iter__(obj)) != state)
    return bool(generators.dump_state(obj) != state)


def check_content(obj: Any, content: Any) -> None:
    """Check that a shared object can be given this content.

    Raises:
        ProtocolError: where the content is of another type, shape or dtype.
    """
    if isinstance(obj, np.ndarray):
        if not (isinstance(content, np.ndarray) and _alike(obj, content)):
            raise ProtocolError("a shared array changed its shape or dtype")
    elif not (
        (isinstance(obj, list) and type(content) is list)
        or (isinstance(obj, dict) and type(content) is dict)
        or (isinstance(obj, set) and type(content) is set)
        or (generators.is_random_source(obj) and type(content) is bytes)
    ):
        raise ProtocolError("a shared object changed its type")


def replace(obj: Any, content: Any) -> None:
    """Give a shared object new content, in place, which `check_content` has found possible.

    Raises:
        ProtocolError: where bytes are not the state of a generator.
    """
    if isinstance(obj, np.ndarray):
        if obj.flags.writeable:
            plain(obj)[...] = content
    elif isinstance(obj, list):
        list.__setitem__(obj, slice(None), content)
    elif isinstance(obj, dict):
        refill(obj, content)
    elif isinstance(obj, set):
        set.clear(obj)
        set.update(obj, content)
    else:
        generators.load_state(obj, content)


def _alike(array: Array, content: Array) -> bool:
    return content.shape == array.shape and content.dtype == wire_dtype(array.dtype)
