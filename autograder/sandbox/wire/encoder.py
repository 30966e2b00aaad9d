"""From Python objects to the heap of a message."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from . import generators, kinds
from .arrays import has_too_many_rows, plain, to_bytes, wire_dtype
from .bounds import MAX_BIGINT_BYTES, MAX_DEPTH, MAX_HEADER, MAX_KEY_TUPLE, MAX_NODES, MAX_PAYLOAD
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
    KnownNode,
    LentNode,
    ListNode,
    MadeNode,
    Node,
    ScalarNode,
    SetNode,
    SliceNode,
    TupleNode,
    Value,
)
from .shared import Table, snapshot

_OPEN = -1  # in the memo: a container whose items are being encoded
_INT64 = 1 << 63


class Unencodable(Exception):
    """A value that cannot be handed over; the sentence continues "a value …" in English and in Japanese."""

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(en)
        self.en, self.ja = en, ja


class Recipe(NamedTuple):
    """How the worker is to make an object: see `BuiltNode`."""

    home: str
    name: str
    parts: list[Any]


class Encoder:
    """Encodes the values of one message.

    ``foreign`` makes the node of an object that is not a value: opaque in the worker, a call-back in the examiner. Or
    it tells how the worker is to make it, from parts that are encoded as well.
    Nothing is shared before ``finish``, so a message that cannot be encoded leaves the table as it was.
    With ``made`` values of all `kinds` are handed over, and what is none of them stays where it is.
    """

    def __init__(self, table: Table, foreign: Callable[[Any], Node | Recipe], *, made: bool = False) -> None:
        self._made = made
        self._table = table
        self._foreign = foreign
        self._nodes: list[Node] = []
        self._buffers: list[bytes] = []
        self._memo: dict[int, int] = {}
        self._alive: list[Any] = []  # so that no id in the memo is given twice
        self._shared: list[tuple[int, Any, Any]] = []
        self._size = 0  # of the header, roughly
        self._payload = 0

    def changes(self) -> list[tuple[int, int]]:
        """Encode the new content of every shared object that has changed."""
        changed = self._table.changed()
        return [(entry.key, self._content(entry.obj, entry.state)) for entry in changed]

    def value(self, obj: Any, *, share: bool) -> Value:
        """Encode a value; ``share`` its mutable parts, or send plain copies of them."""
        return self._value(obj, share, 0)

    def values(self, objects: Iterable[Any], *, share: bool) -> list[Value]:
        """Encode several values."""
        return self._items(objects, share, 0)

    def finish(self, changes: list[tuple[int, int]], dropped: list[int]) -> tuple[Heap, list[bytes]]:
        """The heap and its buffers. From here on the new objects are shared."""
        for key, _ in changes:
            entry = self._table.get(key)
            assert entry is not None
            entry.state = snapshot(entry.obj)
        for key, obj, state in self._shared:
            self._table._put(key, obj, state)
        return Heap(self._nodes, changes, dropped), self._buffers

    # -- one object ---------------------------------------------------------------------------------------------

    def _value(self, obj: Any, share: bool, depth: int) -> Value:
        kind = type(obj)
        if obj is None or kind is float or kind is bool:
            return obj  # type: ignore[no-any-return]
        if kind is int:
            return obj if -_INT64 <= obj < _INT64 else self._add(obj, _big_int(obj))
        if kind is str:
            return self.text(obj)
        index = self._memo.get(id(obj))
        if index is not None:
            if index == _OPEN:
                raise Unencodable("that contains itself", "自分自身を含む値")
            return (index,)
        key = self._table.key_of(obj)
        if key is not None:
            return self._add(obj, KnownNode(key))
        if depth > MAX_DEPTH:
            raise Unencodable(f"nested more than {MAX_DEPTH} deep", f"入れ子が {MAX_DEPTH} 段を超える値")
        return self._compound(obj, share, depth)

    def _compound(self, obj: Any, share: bool, depth: int) -> Value:
        if self._made and (found := kinds.dump(obj)) is not None:
            if isinstance(found, kinds.Foreign):
                return self._stays(obj, depth)
            kind, parts = found
            self._memo[id(obj)] = _OPEN
            return self._add(obj, MadeNode(kind, self._items(parts, False, depth + 1)))
        if isinstance(obj, np.ndarray):
            return self._array(obj, share)
        if isinstance(obj, np.generic):
            return self._scalar(obj, share)
        if isinstance(obj, (list, tuple, dict, set, frozenset)):
            return self._container(obj, share, depth + 1)
        if isinstance(obj, (int, float, str)):  # subclasses, such as an IntEnum's members
            return self._value(_exact(obj), share, depth)
        if isinstance(obj, complex):
            return self._add(obj, ComplexNode(complex.real.__get__(obj), complex.imag.__get__(obj)))
        if isinstance(obj, (bytes, bytearray)):
            self._count(len(obj))
            return self._add(obj, BytesNode(bytes(obj)))
        if type(obj) is slice:
            parts = [self._value(part, share, depth + 1) for part in (obj.start, obj.stop, obj.step)]
            return self._add(obj, SliceNode(*parts))
        if obj is Ellipsis:
            return self._add(obj, EllipsisNode())
        if generators.is_random_source(obj):
            return self._generator(obj, share, depth)
        return self._stays(self._table.streams.of_method(obj), depth)

    def _stays(self, obj: Any, depth: int) -> Value:
        node = self._foreign(obj)
        if isinstance(node, Recipe):
            self._memo[id(obj)] = _OPEN
            return self._add(obj, BuiltNode(node.home, node.name, self._items(node.parts, False, depth + 1)))
        if isinstance(node, CallbackNode | LentNode):
            self._shared.append((node.key, obj, None))
        return self._add(obj, node)

    def _generator(self, obj: Any, share: bool, depth: int) -> Value:
        given = self._table.streams.of(obj)
        if given is not obj:
            return self._value(given, share, depth)
        state = generators.dump_state(obj)
        return self._add(obj, GeneratorNode(self._share(obj, state), generators.kind_of(obj), state))

    def _add(self, obj: Any, node: Node) -> Value:
        if len(self._nodes) >= MAX_NODES:
            raise _too_large()
        self._nodes.append(node)
        self._memo[id(obj)] = len(self._nodes) - 1
        self._alive.append(obj)
        return (len(self._nodes) - 1,)

    def _share(self, obj: Any, state: Any) -> int:
        key = self._table.new_key()
        self._shared.append((key, obj, state))
        return key

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > MAX_HEADER - (1 << 16):
            raise _too_large()

    def text(self, text: str) -> str:
        """Encode a text."""
        self._count(len(text))
        if text.isascii():
            return text
        # A lone surrogate is no Unicode: it would break whatever the other side writes it to.
        return text.encode("utf-8", "backslashreplace").decode()

    # -- arrays -------------------------------------------------------------------------------------------------

    def _array(self, obj: Any, share: bool) -> Value:
        array = plain(obj)
        dtype = wire_dtype(array.dtype)
        if dtype is None:
            if share or self._made:
                return self._stays(obj, 0)
            raise _unsupported_dtype(array.dtype)
        if array.nbytes > MAX_PAYLOAD or (not array.size and has_too_many_rows(array.shape)):
            raise _too_large()  # before it is copied: a broadcast view may be larger than the memory
        data = self._buffer(to_bytes(array, dtype))
        key = self._share(obj, (array.shape, array.dtype, data)) if share else 0
        return self._add(obj, ArrayNode(key, dtype.str, list(array.shape), array.flags.writeable))

    def _buffer(self, data: bytes) -> bytes:
        self._buffers.append(data)
        self._payload += len(data)
        if self._payload > MAX_PAYLOAD:
            raise _too_large()
        return data

    def _scalar(self, obj: Any, share: bool) -> Value:
        if isinstance(obj, np.str_):
            return self.text(str.__str__(obj))
        if isinstance(obj, np.bytes_):
            return self._add(obj, BytesNode(bytes(obj)))
        dtype = wire_dtype(obj.dtype)
        if dtype is None:
            if share:
                return self._stays(obj, 0)
            raise _unsupported_dtype(obj.dtype)
        return self._add(obj, ScalarNode(dtype.str, np.asarray(obj).astype(dtype).tobytes()))

    # -- containers ---------------------------------------------------------------------------------------------

    def _container(self, obj: Any, share: bool, depth: int) -> Value:
        if isinstance(obj, (dict, set, frozenset)) and not all(map(self._can_be_key, _members(obj))):
            return self._stays(obj, depth)
        self._memo[id(obj)] = _OPEN
        mutable = isinstance(obj, (list, dict, set))
        key = self._share(obj, snapshot(obj)) if share and mutable else 0
        return self._add(obj, self._container_node(obj, key, share, depth))

    def _can_be_key(self, member: Any) -> bool:
        return _hashable(member) and (not self._made or kinds.can_be_key(member))

    def _container_node(self, obj: Any, key: int, share: bool, depth: int) -> Node:
        if isinstance(obj, tuple):
            return TupleNode(self._items(tuple.__iter__(obj), share, depth))
        if isinstance(obj, list):
            return ListNode(key, self._items(list.__iter__(obj), share, depth))
        if isinstance(obj, dict):
            keys = self._items((_as_key(member) for member in dict.keys(obj)), share, depth)
            return DictNode(key, keys, self._items(dict.values(obj), share, depth))
        base = set if isinstance(obj, set) else frozenset
        members = [_as_key(member) for member in base.__iter__(obj)]
        return SetNode(key, base is frozenset, self._items(members, share, depth))

    def _items(self, items: Iterable[Any], share: bool, depth: int) -> list[Value]:
        encoded = [self._value(item, share, depth) for item in items]
        self._count(len(encoded))
        return encoded

    def _content(self, obj: Any, state: Any) -> int:
        """Add a node with the content of a shared object; its index."""
        if isinstance(obj, np.ndarray):
            if obj.shape != state[0] or obj.dtype != state[1]:
                raise Unencodable(
                    "(an argument) whose shape or dtype was changed in place",
                    "形または dtype がその場で変更された引数",
                )
            dtype = wire_dtype(obj.dtype)
            assert dtype is not None
            self._buffer(to_bytes(obj, dtype))
            node: Node = ArrayNode(0, dtype.str, list(obj.shape), True)
        elif isinstance(obj, (list, dict, set)):
            node = self._container_node(obj, 0, True, 1)
        else:
            node = BytesNode(generators.dump_state(obj))
        self._nodes.append(node)
        return len(self._nodes) - 1


def _members(obj: Any) -> Iterable[Any]:
    if isinstance(obj, dict):
        return dict.keys(obj)
    return set.__iter__(obj) if isinstance(obj, set) else frozenset.__iter__(obj)


def _as_key(member: Any) -> Any:
    """A dict's key or a set's member; NumPy's numbers become Python's, which are equal to them."""
    if isinstance(member, np.generic):
        return member.item()
    return member


def _hashable(member: Any, nested: bool = False) -> bool:
    """Whether a dict's key or a set's member can be handed over: no value whose hashes could be made to collide."""
    if isinstance(member, (bool, float, str, np.number, np.bool_)) or member is None:
        return not isinstance(member, (np.complexfloating, np.longdouble))
    if isinstance(member, int):
        return -_INT64 <= member < _INT64
    if isinstance(member, tuple):
        return not nested and len(member) <= MAX_KEY_TUPLE and all(_hashable(part, True) for part in member)
    return not isinstance(member, (bytes, complex, frozenset))


def _exact(obj: int | float | str) -> int | float | str:
    """The base value of an instance of a subclass of int, float or str, without asking the subclass."""
    if isinstance(obj, int):
        return int.__add__(obj, 0)
    if isinstance(obj, float):
        return float.__add__(obj, 0.0) if obj == obj and obj else float.__pos__(obj)
    return str.__str__(obj)


def _big_int(value: int) -> BigIntNode:
    length = value.bit_length() // 8 + 1
    if length > MAX_BIGINT_BYTES:
        raise Unencodable("that is an integer of thousands of digits", "何千桁もある整数")
    return BigIntNode(value.to_bytes(length, "little", signed=True))


def _too_large() -> Unencodable:
    return Unencodable("too large to hand over", "大きすぎて受け渡せない値")


def _unsupported_dtype(dtype: "np.dtype[np.generic]") -> Unencodable:
    if dtype.kind == "O":
        return Unencodable(
            "that is a NumPy array of dtype object, usually a sign of rows of different length",
            "dtype が object の NumPy 配列（多くの場合、行の長さがそろっていないことが原因）",
        )
    return Unencodable(f"that is a NumPy array of dtype {dtype}", f"dtype が {dtype} の NumPy 配列")
