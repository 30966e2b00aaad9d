"""Hostile bytes: whatever comes, it decodes or raises the one ProtocolError, within bounds of time and memory."""

import tracemalloc
from contextlib import suppress
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.wire import frames
from autograder.sandbox.wire.bounds import MAX_HEADER, MAX_PAYLOAD, ProtocolError
from autograder.sandbox.wire.decoder import Decoder
from autograder.sandbox.wire.messages import decode_from_worker
from autograder.sandbox.wire.nodes import BuiltNode, CallbackNode, GlobalNode, LentNode, OpaqueNode
from autograder.sandbox.wire.shared import Entry, Table, snapshot


class Examiner:
    """The trusted side, reduced to what decoding needs."""

    def opaque(self, node: OpaqueNode) -> Any:
        return object()

    def callback(self, node: CallbackNode) -> Any:
        raise ProtocolError("not from a worker")

    def lent(self, node: LentNode) -> Any:
        raise ProtocolError("not from a worker")

    def built(self, node: BuiltNode, parts: list[Any]) -> Any:
        raise ProtocolError("not from a worker")

    def top_level(self, node: GlobalNode) -> Any:
        raise ProtocolError("not from a worker")

    def known(self, key: int) -> Any:
        raise ProtocolError("unknown")

    def handed_back(self, entry: Entry) -> None:
        pass


def decode(nodes: Any, payload: bytes = b"", root: Any = (0,), changes: Any = (), table: Table | None = None) -> Any:
    """Decode a header made of plain lists, as a hostile worker could write it."""
    header = msgspec.msgpack.encode([14, 1, root, [nodes, changes, []]])
    try:
        message = decode_from_worker(header)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ProtocolError(str(error)) from None
    return Decoder(message.heap, memoryview(payload), table or Table(2), Examiner()).value(message.root)


def test_the_helper_decodes_what_is_right() -> None:
    assert decode([[1, 0, [1, "a"]]]) == [1, "a"]
    assert np.array_equal(decode([[5, 0, "<f8", [2], True]], np.arange(2.0).tobytes()), [0, 1])


EIGHT = b"\0" * 8
HOSTILE = {
    "reference to itself": ([[1, 0, [[0]]]], b""),
    "reference ahead": ([[1, 0, [[1]]], [1, 0, []]], b""),
    "negative reference": ([[1, 0, [[-1]]]], b""),
    "root leads nowhere": ([], b""),
    "unknown tag": ([[99, 0]], b""),
    "a node that is no list": (["x"], b""),
    "object dtype": ([[5, 0, "|O", [1], True]], EIGHT),
    "text dtype": ([[5, 0, "<U536870912", [1], True]], EIGHT),
    "record dtype": ([[5, 0, "f8,O", [1], True]], EIGHT * 2),
    "pickle by name": ([[5, 0, "c__builtin__\neval", [1], True]], EIGHT),
    "negative dimension": ([[5, 0, "<f8", [-1], True]], EIGHT),
    "dimension is true": ([[5, 0, "<f8", [True], True]], EIGHT),
    "dimension is a float": ([[5, 0, "<f8", [1.5], True]], EIGHT),
    "product overflows": ([[5, 0, "<f8", [1 << 31] * 3, True]], EIGHT),
    "zero times huge": ([[5, 0, "<f8", [0, 1 << 62, 1 << 62], True]], b""),
    "zero times large": ([[5, 0, "<f8", [0, 1 << 40, 1 << 40], True]], b""),
    "33 dimensions": ([[5, 0, "|u1", [1] * 33, True]], b"\0"),
    "bool that is 2": ([[5, 0, "|b1", [2], True]], b"\1\2"),
    "short payload": ([[5, 0, "<f8", [3], True]], EIGHT),
    "long payload": ([[5, 0, "<f8", [1], True]], EIGHT * 2),
    "payload of nothing": ([[1, 0, []]], b"junk"),
    "scalar too short": ([[6, "<f8", b"\0"]], b""),
    "scalar too long": ([[6, "<f8", EIGHT * 2]], b""),
    "huge integer": ([[9, b"\x7f" * 100_000]], b""),
    "more keys than values": ([[3, 0, ["a", "b"], [1]]], b""),
    "list as a key": ([[1, 0, []], [3, 0, [[0]], [1]]], b""),
    "array as a key": ([[5, 0, "<f8", [1], True], [3, 0, [[0]], [1]]], EIGHT),
    "numpy scalar as a key": ([[6, "<c16", EIGHT * 2], [3, 0, [[0]], [1]]], b""),
    "complex as a member": ([[7, 1.0, 2.0], [4, 0, False, [[0]]]], b""),
    "long tuple as a key": ([[2, [-1, -2] * 10], [3, 0, [[0]], [1]]], b""),
    "nested tuple as a key": ([[2, [1]], [2, [[0]]], [3, 0, [[1]], [1]]], b""),
    "even key from the worker": ([[1, 4, []]], b""),
    "one key twice": ([[1, 3, []], [1, 3, []]], b""),
    "key beyond bounds": ([[1, 1 << 62, []]], b""),
    "unshared generator": ([[12, 0, "Generator:PCG64", b"\0" * 37]], b""),
    "generator of another kind": ([[12, 1, "Generator:os.system", b""]], b""),
    "generator without a state": ([[12, 1, "Generator:PCG64", b""]], b""),
    "known by no one": ([[13, 7]], b""),
    "function of the examiner": ([[15, 7, "f"]], b""),
    "not UTF-8": (msgspec.Raw(b"\x91\x93\x01\x00\x91\xa2\xff\xfe"), b""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_refused(name: str) -> None:
    nodes, payload = HOSTILE[name]
    with pytest.raises(ProtocolError):
        decode(nodes, payload, root=(len(nodes) - 1,) if isinstance(nodes, list) and nodes else (0,))


def test_nesting_is_bounded() -> None:
    chain = [[1, 0, []], *([1, 0, [[index]]] for index in range(1000))]
    with pytest.raises(ProtocolError, match="deeply"):
        decode(chain, root=(1000,))


def test_a_value_that_unfolds_to_more_than_there_is_memory_is_refused() -> None:
    """Forty lists, each of which holds the one before it twice."""
    bomb = [[1, 0, []], *([1, 0, [[index], [index]]] for index in range(40))]
    with pytest.raises(ProtocolError, match="unfolds"):
        decode(bomb, root=(40,))


def test_one_large_array_many_times_is_refused() -> None:
    with pytest.raises(ProtocolError, match="unfolds"):
        decode([[5, 0, "|u1", [10 << 20], True], [1, 0, [[0]] * 1000]], bytes(10 << 20), root=(1,))


def test_announced_sizes_do_not_allocate() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ProtocolError):
            decode([[5, 0, "<f8", [1 << 28], True]], EIGHT)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_too_many_nodes_are_refused_before_they_are_made() -> None:
    with pytest.raises(ProtocolError):
        decode([[11]] * 1_000_000)


def shared_list() -> tuple[Table, list[Any]]:
    table, target = Table(2), [1, 2]
    table.add(target, tuple(target))
    return table, target


def test_a_change_reaches_the_same_object() -> None:
    table, target = shared_list()
    assert decode([[13, 2], [1, 0, [3]]], changes=[(2, 1)], table=table) is target
    assert target == [3]


@pytest.mark.parametrize(
    ("nodes", "changes"),
    [
        ([[13, 2], [3, 0, [], []]], [(2, 1)]),
        ([[13, 2], [5, 0, "<f8", [0], True]], [(2, 1)]),
        ([[13, 2], [1, 0, [[0]]]], [(2, 1)]),
        ([[13, 2], [1, 0, []]], [(4, 1)]),
        ([[13, 2]], [(2, 7)]),
    ],
    ids=["a list becomes a dict", "a list becomes an array", "a list contains itself", "no such key", "no such node"],
)
def test_hostile_changes_are_refused_and_change_nothing(nodes: Any, changes: Any) -> None:
    table, target = shared_list()
    with pytest.raises(ProtocolError):
        decode(nodes, changes=changes, table=table)
    assert target == [1, 2]


def test_of_several_changes_none_is_made_where_one_is_refused() -> None:
    table, target = shared_list()
    other, rng = {"a": 1}, np.random.default_rng(1)
    table.add(other, snapshot(other))
    table.add(rng, snapshot(rng))
    nodes = [[1, 0, [3]], [4, 0, False, [7]]]
    with pytest.raises(ProtocolError):
        decode(nodes, changes=[(2, 0), (4, 1)], table=table, root=None)
    with pytest.raises(ProtocolError):  # bytes, but no state of a generator: known only when it is tried
        decode([*nodes, [8, b"short"]], changes=[(2, 0), (6, 2)], table=table, root=None)
    assert (target, other) == ([1, 2], {"a": 1})


def test_a_shared_array_keeps_shape_and_dtype() -> None:
    for other in (np.zeros(4), np.zeros(3, np.float32)):
        table, target = Table(2), np.ones(3)
        table.add(target, (target.shape, target.dtype, target.tobytes()))
        node = [5, 0, other.dtype.str, list(other.shape), True]
        with pytest.raises(ProtocolError):
            decode([[13, 2], node], other.tobytes(), changes=[(2, 1)], table=table)
        assert np.array_equal(target, np.ones(3))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 64) - 1) | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)
NODES = st.lists(st.tuples(st.integers(0, 16), JUNK, JUNK, JUNK, JUNK).map(list) | JUNK, max_size=6)


@given(nodes=NODES, payload=st.binary(max_size=64), changes=st.lists(st.tuples(JUNK, JUNK), max_size=2))
@settings(max_examples=100, deadline=None)
def test_junk_decodes_or_is_refused(nodes: Any, payload: bytes, changes: Any) -> None:
    with suppress(ProtocolError):
        decode(nodes, payload, changes=changes)


@given(st.binary(max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    with suppress(ProtocolError):
        frames.unpack_prefix(data[: frames.PREFIX.size].ljust(frames.PREFIX.size, b"\0"))
    with suppress(msgspec.MsgspecError, UnicodeError):
        decode_from_worker(data)


@pytest.mark.parametrize(
    ("header", "payload"), [(MAX_HEADER + 1, 0), (0xFFFFFFFF, 0), (1, MAX_PAYLOAD + 1), (1, 1 << 63)]
)
def test_lengths_beyond_bounds_are_refused(header: int, payload: int) -> None:
    with pytest.raises(ProtocolError, match="too long"):
        frames.unpack_prefix(frames.PREFIX.pack(b"kdi1", header, payload))


def call_back(operands: Any, nodes: Any = (), names: Any = ()) -> list[Any]:
    """Decode the arguments of a call-back, as a hostile worker could write them."""
    header = msgspec.msgpack.encode([16, 1, 2, operands, names, [nodes, [], []]])
    try:
        message = decode_from_worker(header)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ProtocolError(str(error)) from None
    return Decoder(message.heap, memoryview(b""), Table(2), Examiner()).values(message.operands)


@pytest.mark.parametrize(
    ("operands", "nodes"),
    [
        ([(0,)], []),
        ([(-1,)], [[1, 0, []]]),
        ([[1, 2]], []),
        (5, []),
        ([1] * 20_000, []),
        # each is small enough, all together are not
        ([(13,)] * 1000, [[1, 0, []], *([1, 0, [[number], [number]]] for number in range(13))]),
    ],
    ids=["leads nowhere", "negative", "no value", "no list", "too many", "unfold to too much"],
)
def test_hostile_arguments_of_a_call_back_raise_the_protocol_error(operands: Any, nodes: Any) -> None:
    assert call_back([1, (0,), "x"], [[1, 0, [2]]]) == [1, [2], "x"]
    with pytest.raises(ProtocolError):
        call_back(operands, nodes)
