"""Whatever a worker sends: what it unfolds to in the examiner is bounded, known objects and changes included."""

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.wire.bounds import MAX_DEPTH, MAX_EXPANDED, ProtocolError
from autograder.sandbox.wire.decoder import Decoder
from autograder.sandbox.wire.encoder import Encoder, Unencodable
from autograder.sandbox.wire.messages import decode_from_worker
from autograder.sandbox.wire.nodes import BuiltNode, CallbackNode, GlobalNode, LentNode, Node, OpaqueNode
from autograder.sandbox.wire.shared import Entry, Table
from autograder.sandbox.wire.sizes import Sizes


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
        """Nothing is kept of it."""


def decode(table: Table, nodes: Any, root: Any, changes: Any = (), payload: bytes = b"") -> Any:
    """Decode a header made of plain lists, as a hostile worker could write it."""
    message = decode_from_worker(msgspec.msgpack.encode([14, 1, root, [nodes, list(changes), []]]))
    return Decoder(message.heap, memoryview(payload), table, Examiner()).value(message.root)


def unfolded(value: Any, seen: dict[int, int] | None = None) -> int:
    """The size by the definition, with a memo, for what has no cycle."""
    seen = {} if seen is None else seen
    if not isinstance(value, list | tuple | dict | set | frozenset):
        return 1 + (len(value) if isinstance(value, bytes) else getattr(value, "nbytes", 0)) // 128
    if id(value) not in seen:
        items = [*value, *value.values()] if isinstance(value, dict) else value
        seen[id(value)] = 1 + sum(unfolded(item, seen) for item in items)
    return seen[id(value)]


def test_a_known_object_counts_with_its_full_size() -> None:
    table = Table(2)
    decode(table, [[1, 1, [0.0] * 1000]], (0,))
    decode(table, [[13, 1], [1, 3, [[0]] * 1000]], (1,))
    with pytest.raises(ProtocolError, match="unfolds"):
        decode(table, [[13, 3], [1, 5, [[0]] * 1000]], (1,))


def test_a_known_array_counts_with_its_bytes() -> None:
    table = Table(2)
    decode(table, [[5, 1, "|u1", [1 << 20], True]], (0,), payload=bytes(1 << 20))
    with pytest.raises(ProtocolError, match="unfolds"):
        decode(table, [[13, 1], [1, 0, [[0]] * 1000]], (1,))


def test_what_holds_a_list_grows_with_it() -> None:
    """The outer one is not spoken of when the inner one is filled."""
    table = Table(2)
    decode(table, [[1, 1, []], [1, 3, [[0]] * 3000]], (1,))
    decode(table, [[1, 0, [0.0] * 1000]], None, [(1, 0)])
    with pytest.raises(ProtocolError, match="unfolds"):
        decode(table, [[1, 0, [0.0] * 2000]], None, [(1, 0)])


def test_what_comes_back_counts_after_the_changes() -> None:
    table = Table(2)
    decode(table, [[1, 1, []]], (0,))
    with pytest.raises(ProtocolError, match="unfolds"):
        decode(table, [[13, 1], [2, [[0]] * 3000], [1, 0, [0.0] * 2000]], (1,), [(1, 2)])


def test_one_content_for_many_lists_is_refused() -> None:
    """A few bytes for each, and a copy of the whole."""
    table = Table(2)
    lists = [[1, 2 * i + 1, []] for i in range(1000)]
    decode(table, [*lists, [1, 0, [[i] for i in range(1000)]]], (1000,))
    with pytest.raises(ProtocolError, match="unfolds"):
        decode(table, [[1, 0, [0.0] * 10_000]], None, [(2 * i + 1, 0) for i in range(1000)])


def test_a_list_changed_twice_in_one_message_is_refused() -> None:
    table = Table(2)
    decode(table, [[1, 1, []]], (0,))
    with pytest.raises(ProtocolError):
        decode(table, [[1, 0, [1]]], None, [(1, 0), (1, 0)])


def test_a_list_that_comes_to_contain_itself_is_refused() -> None:
    table = Table(2)
    decode(table, [[1, 1, []], [1, 3, [[0]]]], (1,))
    with pytest.raises(ProtocolError, match="itself"):
        decode(table, [[13, 3], [1, 0, [[0]]]], None, [(1, 1)])


@pytest.mark.parametrize("shape", [(1 << 40, 0), (0, 1 << 40), (3_000, 0, 3_000)])
def test_empty_arrays_have_few_rows(shape: tuple[int, ...]) -> None:
    with pytest.raises(ProtocolError, match="rows"):
        decode(Table(2), [[5, 0, "<f8", list(shape), True]], (0,))
    with pytest.raises(Unencodable, match="too large"):
        Encoder(Table(1), _foreign).value(np.empty(shape), share=False)


def _foreign(obj: Any) -> Node:
    raise AssertionError(obj)


def test_a_view_larger_than_memory_is_refused_before_it_is_copied() -> None:
    with pytest.raises(Unencodable, match="too large"):
        Encoder(Table(1), _foreign).value(np.broadcast_to(np.float64(1), (1 << 20, 1 << 20)), share=False)


INDEX = st.integers(0, 30)
WIDTH = st.sampled_from([0, 1, 2, 40, 400])
NEW_KEY = st.integers(0, 12).map(lambda i: 2 * i + 1) | st.just(0)
OLD_KEY = st.integers(0, 12).map(lambda i: 2 * i + 1)


@st.composite
def nodes(draw: st.DrawFn) -> list[Any]:
    """A heap whose nodes refer to those before them, again and again, and to what is known."""
    heap: list[Any] = []
    for _ in range(draw(st.integers(1, 8))):
        items = [[draw(INDEX) % len(heap)] if heap and draw(st.booleans()) else 1.5] * draw(WIDTH)
        kind = draw(st.sampled_from(["list", "tuple", "dict", "known", "array", "bytes"]))
        match kind:
            case "list":
                heap.append([1, draw(NEW_KEY), items])
            case "tuple":
                heap.append([2, items])
            case "dict":
                heap.append([3, draw(NEW_KEY), list(range(len(items))), items])
            case "known":
                heap.append([13, draw(OLD_KEY)])
            case "array":
                heap.append([5, draw(NEW_KEY), "|u1", [0], True])
            case "bytes":
                heap.append([8, b"x" * 1000])
    return heap


MESSAGES = st.lists(st.tuples(nodes(), st.lists(st.tuples(OLD_KEY, INDEX), max_size=4)), min_size=1, max_size=6)


@settings(max_examples=300)
@given(MESSAGES)
def test_nothing_in_the_examiner_unfolds_to_too_much(messages: list[Any]) -> None:
    """Of whatever sequence of messages: what has come, and all that is shared, also what came earlier."""
    table = Table(2)
    for heap, changes in messages:
        try:
            value = decode(table, heap, (len(heap) - 1,), [(key, index % len(heap)) for key, index in changes])
        except ProtocolError:
            return  # the worker is ended: nothing that came counts any more
        for obj in [value, *table.containers()]:
            size, depth = Sizes().of(obj)
            assert size == unfolded(obj)
            assert size <= MAX_EXPANDED
            assert depth <= MAX_DEPTH + 10
