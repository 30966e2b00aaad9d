"""From the heap of a message to Python objects, in one pass, with everything checked."""

from collections.abc import Callable
from typing import Any, Protocol

from . import generators, kinds
from .arrays import CODES, from_bytes
from .bounds import MAX_KEY_TUPLE, ProtocolError
from .messages import Heap
from .nodes import (
    ArrayNode,
    BigIntNode,
    BuiltNode,
    BytesNode,
    CallbackNode,
    ComplexNode,
    DictNode,
    EllipsisNode,
    GeneratorNode,
    GlobalNode,
    KnownNode,
    LentNode,
    ListNode,
    MadeNode,
    Node,
    OpaqueNode,
    ScalarNode,
    SetNode,
    SliceNode,
    TupleNode,
    Value,
)
from .shared import Entry, Table, check_content, replace, snapshot
from .sizes import Sizes, refuse, weight


class Side(Protocol):
    """What one side does with objects that are not values."""

    def opaque(self, node: OpaqueNode) -> Any:
        """The stand-in for an object that stays in the worker."""

    def callback(self, node: CallbackNode) -> Any:
        """The stand-in for a function that stays in the examiner."""

    def lent(self, node: LentNode) -> Any:
        """The stand-in for an object that stays in the examiner."""

    def built(self, node: BuiltNode, parts: list[Any]) -> Any:
        """An object that the examiner has described."""

    def top_level(self, node: GlobalNode) -> Any:
        """The function or class of that name in the submission's module."""

    def known(self, key: int) -> Any:
        """The object of a key; ProtocolError (or what the side prefers) if there is none."""

    def handed_back(self, entry: Entry) -> None:
        """A shared object comes back by its key."""


class Decoder:
    """Decodes one message: what became of shared objects first, then any number of ``value``.

    Without ``restore`` what this side has handed over keeps its content here, and the other side gets it back with the
    next message; what it has from the other side, such as a parameter that is trained there, changes with it.
    The work and what it leaves behind are bounded by the message's length: an object counts with its full size
    wherever it is referred to, also one that both sides know already. ``trusted`` messages may hold more of those.
    ``made``: values of all `kinds` may come.

    Raises:
        ProtocolError: and nothing else, whatever the bytes are.
    """

    def __init__(
        self, heap: Heap, payload: memoryview, table: Table, side: Side, *, restore: bool = True, trusted: bool = False,
        made: bool = False,
    ) -> None:  # fmt: skip
        self._made = made
        self._trusted = trusted
        self._by_value = {} if restore else {key: index for key, index in heap.changes if table.is_handed_over(key)}
        self._payload = payload
        self._offset = 0
        self._table = table
        self._side = side
        self._objects: list[Any] = []
        self._depths: list[int] = []
        self._sizes: list[int] = []
        self._depth = 0  # of the node being built, and its size
        self._size = 1
        self._known_sizes = Sizes()
        self._grown: Sizes | None = None  # sizes after containers have got new content
        self.changed: list[Entry] = []  # of the shared objects that this message has given new content: as they were
        try:
            for node in heap.nodes:
                self._depth, self._size = 0, 1
                self._objects.append(_BUILDERS[type(node)](self, node))
                self._depths.append(self._depth)
                self._sizes.append(self._size)
        except (IndexError, OverflowError, MemoryError, RecursionError) as error:
            raise ProtocolError(f"a value: {type(error).__name__}") from None
        if self._offset != len(payload):
            raise ProtocolError("the payload is longer than its arrays")
        self._apply(heap.changes)
        for key in heap.dropped:
            table.drop(key)

    def value(self, value: Value) -> Any:
        """The object of an atom or a reference."""
        if type(value) is not tuple:
            return value
        try:
            obj = self._objects[value[0]]
        except IndexError:
            raise ProtocolError("a reference leads nowhere") from None
        if self._grown is not None:
            self._grown.of(obj)
        return obj

    def values(self, values: list[Value]) -> list[Any]:
        """The objects of several atoms or references, which together must not unfold to too much either."""
        self._depth, self._size = 0, 1
        try:
            items = self._items(values)
        except IndexError:
            raise ProtocolError("a reference leads nowhere") from None
        if self._grown is not None:
            refuse(sum(self._grown.of(item)[0] for item in items), 0)
        return items

    def _apply(self, changes: list[tuple[int, int]]) -> None:
        """Give the shared objects their new content: all of them, or none. The work on all together is bounded."""
        contents: list[tuple[Entry, Any]] = []
        size, keys = 0, set()
        for key, index in changes:
            entry = self._table.get(key)
            if entry is None or entry.state is None or key in keys:
                raise ProtocolError(f"key {key} is not shared")
            keys.add(key)
            content = self.value((index,))
            check_content(entry.obj, content)
            size += self._sizes[index]
            refuse(0 if self._trusted else size, 0)
            if key in self._by_value:
                entry.state = snapshot(content)
            else:
                contents.append((entry, content))
        try:
            self._write(contents)
        except ProtocolError:
            self._table.take_back()  # whoever wrote this is not spoken to again
            raise

    def _write(self, contents: list[tuple[Entry, Any]]) -> None:
        for entry, content in contents:
            self._table.keep(entry)
            self.changed.append(Entry(entry.key, entry.obj, entry.state))
            replace(entry.obj, content)
        for entry, _ in contents:
            entry.state = snapshot(entry.obj)
        if not self._trusted and any(isinstance(entry.obj, (list, dict)) for entry, _ in contents):
            self._grown = Sizes()  # what holds a container that has grown has grown as well
            for obj in self._table.containers():
                self._grown.of(obj)

    # -- building one node --------------------------------------------------------------------------------------

    def _items(self, values: list[Value]) -> list[Any]:
        """The objects of a container's items; they are one level deeper than the container."""
        objects, depths, sizes = self._objects, self._depths, self._sizes
        depth, size = 0, len(values)
        items = []
        for value in values:
            if type(value) is tuple:
                items.append(objects[value[0]])
                depth = max(depth, depths[value[0]])
                size += sizes[value[0]]
            else:
                items.append(value)
        self._depth = max(self._depth, depth + 1)
        self._size += size
        refuse(self._size, depth)
        return items

    def _keys(self, values: list[Value]) -> list[Any]:
        items = self._items(values)
        for item in items:
            _check_hashable(item)
        return items

    def _learn(self, key: int, obj: Any, state: Any = None) -> Any:
        if key:
            self._table.learn(key, obj, snapshot(obj) if state is None else state)
        return obj

    def _list(self, node: ListNode) -> Any:
        return self._learn(node.key, self._items(node.items))

    def _tuple(self, node: TupleNode) -> Any:
        return tuple(self._items(node.items))

    def _dict(self, node: DictNode) -> Any:
        if len(node.keys) != len(node.values):
            raise ProtocolError("a dict has not as many keys as values")
        return self._learn(node.key, dict(zip(self._keys(node.keys), self._items(node.values), strict=True)))

    def _set(self, node: SetNode) -> Any:
        items = self._keys(node.items)
        return frozenset(items) if node.frozen else self._learn(node.key, set(items))

    def _array(self, node: ArrayNode) -> Any:
        start = self._offset
        array, self._offset = from_bytes(node.dtype, node.shape, self._payload, start)
        self._size += weight(array)
        if not node.writable:
            array.flags.writeable = False
        if node.key:
            state = (array.shape, array.dtype, bytes(self._payload[start : self._offset]))
            self._learn(node.key, array, state)
        return array

    def _scalar(self, node: ScalarNode) -> Any:
        array, end = from_bytes(node.dtype, [], memoryview(node.data), 0)
        if end != len(node.data):
            raise ProtocolError("a scalar of the wrong length")
        return array[()]

    def _complex(self, node: ComplexNode) -> Any:
        return complex(node.real, node.imag)

    def _bytes(self, node: BytesNode) -> Any:
        self._size += weight(node.data)
        return node.data

    def _big_int(self, node: BigIntNode) -> Any:
        return int.from_bytes(node.data, "little", signed=True)

    def _slice(self, node: SliceNode) -> Any:
        return slice(*self._items([node.start, node.stop, node.step]))

    def _ellipsis(self, node: EllipsisNode) -> Any:
        return ...

    def _generator(self, node: GeneratorNode) -> Any:
        if not node.key:
            raise ProtocolError("a generator is always shared")
        source = generators.make(node.kind, node.state)
        return self._learn(node.key, source, node.state)

    def _known(self, node: KnownNode) -> Any:
        entry = self._table.get(node.key)
        content = self._by_value.get(node.key)
        if content is not None and content < len(self._objects):
            self._size, self._depth = self._sizes[content], self._depths[content]
            return self._objects[content]  # an argument that is the result as well: its content as a copy
        if entry is None:
            return self._side.known(node.key)
        self._side.handed_back(entry)
        if not self._trusted:
            self._size, self._depth = self._known_sizes.of(entry.obj)
        return entry.obj

    def _opaque(self, node: OpaqueNode) -> Any:
        return self._side.opaque(node)

    def _callback(self, node: CallbackNode) -> Any:
        return self._side.callback(node)

    def _lent(self, node: LentNode) -> Any:
        return self._side.lent(node)

    def _built(self, node: BuiltNode) -> Any:
        return self._side.built(node, self._items(node.parts))

    def _global(self, node: GlobalNode) -> Any:
        return self._side.top_level(node)

    def _make(self, node: MadeNode) -> Any:
        if not self._made:
            raise ProtocolError("a kind of value that nobody asked for")
        return kinds.make(node.kind, self._items(node.parts))


_BUILDERS: dict[type[Node], Callable[[Decoder, Any], Any]] = {
    ListNode: Decoder._list,
    TupleNode: Decoder._tuple,
    DictNode: Decoder._dict,
    SetNode: Decoder._set,
    ArrayNode: Decoder._array,
    ScalarNode: Decoder._scalar,
    ComplexNode: Decoder._complex,
    BytesNode: Decoder._bytes,
    BigIntNode: Decoder._big_int,
    SliceNode: Decoder._slice,
    EllipsisNode: Decoder._ellipsis,
    GeneratorNode: Decoder._generator,
    KnownNode: Decoder._known,
    OpaqueNode: Decoder._opaque,
    CallbackNode: Decoder._callback,
    GlobalNode: Decoder._global,
    MadeNode: Decoder._make,
    LentNode: Decoder._lent,
    BuiltNode: Decoder._built,
}
_UNHASHABLE = tuple({list, dict, set, frozenset, bytes, complex, slice} | {dtype.type for dtype in CODES.values()})


def _check_hashable(item: Any, nested: bool = False) -> None:
    """Refuse keys that cannot be hashed, or whose hashes could be made to collide by the thousand."""
    if type(item) is tuple:
        if nested or len(item) > MAX_KEY_TUPLE:
            raise ProtocolError("a dict's key or a set's member is too long")
        for part in item:
            _check_hashable(part, True)
    elif type(item) is int:
        if not -(1 << 63) <= item < 1 << 63:
            raise ProtocolError("a dict's key is too large")
    elif not kinds.can_be_key(item):
        raise ProtocolError("a dict's key or a set's member of a kind that cannot be one")
    elif isinstance(item, _UNHASHABLE) or type(item).__hash__ is None:
        raise ProtocolError("a dict's key or a set's member cannot be hashed")
