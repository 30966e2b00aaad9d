"""Values survive the way to the other side: anything that can be encoded comes back equal."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.wire import frames, generators
from autograder.sandbox.wire.decoder import Decoder
from autograder.sandbox.wire.encoder import Encoder, Unencodable
from autograder.sandbox.wire.messages import Return, decode_from_worker
from autograder.sandbox.wire.shared import Table


def no_foreign(obj: Any) -> Any:
    raise Unencodable("foreign", "")


def carry(value: Any, *, share: bool = False) -> Any:
    """Encode, pack, unpack and decode."""
    encoder = Encoder(Table(1), no_foreign)
    root = encoder.value(value, share=share)
    heap, buffers = encoder.finish([], [])
    data = b"".join(frames.pack(Return(1, root, heap), buffers))
    header, payload = frames.unpack_prefix(data[: frames.PREFIX.size])
    body = frames.PREFIX.size + header
    assert len(data) == body + payload
    message = decode_from_worker(data[frames.PREFIX.size : body])
    assert isinstance(message, Return)
    return Decoder(message.heap, memoryview(data)[body:], Table(2), None).value(message.root)  # type: ignore[arg-type]


def same(a: Any, b: Any) -> bool:
    """Equal in type and value, NaN equal to NaN and −0.0 different from 0.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(map(same, a.keys(), b.keys())) and all(map(same, a.values(), b.values()))
    return bool(a == b)


WIRE_DTYPES = st.sampled_from(
    ["?", "i1", "u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"]
).map(np.dtype)
ARRAYS = WIRE_DTYPES.flatmap(lambda d: hnp.arrays(d, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
KEYS = st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 63) - 1) | TEXTS
ATOMS = KEYS | st.integers() | st.floats() | st.complex_numbers() | st.binary(max_size=20) | st.just(...)
VALUES = st.recursive(
    ATOMS | ARRAYS | ARRAYS.filter(lambda a: a.ndim == 0).map(lambda a: a[()]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.sets(KEYS, max_size=4)
        | st.frozensets(KEYS | st.tuples(KEYS, KEYS), max_size=4)
        | st.builds(slice, st.none() | st.integers(), st.integers(), st.none())
    ),
    max_leaves=12,
)


@given(VALUES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_is_encoded_comes_back_equal(value: Any, share: bool) -> None:
    assert same(carry(value, share=share), value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12.0).reshape(3, 4).T,
        np.arange(10)[::-3],
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.broadcast_to(np.float32(3), (2, 5)),
        np.arange(5, dtype=">i4"),
    ],
    ids=["transposed", "backwards", "fortran", "broadcast", "big-endian"],
)
def test_an_array_arrives_with_its_values_however_it_lies_in_memory(array: np.ndarray) -> None:
    arrived = carry(array)
    assert arrived.dtype.newbyteorder("=") == array.dtype.newbyteorder("=")
    assert np.array_equal(arrived, array)
    assert arrived.flags.c_contiguous
    assert arrived.flags.owndata


def test_two_references_to_one_object_stay_one_object() -> None:
    array, inner = np.zeros(3), [1]
    first, second, third = carry([array, {"w": array}, (inner, inner)])
    assert second["w"] is first
    assert third[0] is third[1]


def test_a_read_only_array_stays_read_only() -> None:
    array = np.zeros(3)
    array.flags.writeable = False
    assert not carry(array).flags.writeable
    assert carry(np.zeros(3)).flags.writeable


def test_subclasses_become_their_base_types() -> None:
    from collections import OrderedDict, defaultdict, namedtuple
    from enum import IntEnum

    class Text(str):
        def __str__(self) -> str:
            return "a lie"

    class Grid(np.ndarray):
        pass

    class Colour(IntEnum):
        RED = 7

    pair = namedtuple("pair", "a b")(1, 2)
    values = [Text("x"), np.zeros(2).view(Grid), Colour.RED, OrderedDict(a=1), defaultdict(list, b=[2]), pair]
    assert [type(v) for v in carry(values)] == [str, np.ndarray, int, dict, dict, tuple]
    assert carry(values)[0] == "x"


def test_long_doubles_are_narrowed() -> None:
    assert carry(np.ones(2, np.longdouble)).dtype == np.float64
    assert carry(np.ones(2, np.clongdouble)).dtype == np.complex128


def test_a_lone_surrogate_is_written_out() -> None:
    assert carry("a\ud800b") == "a\\ud800b"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (np.array([[1], [1, 2]], dtype=object), "rows of different length"),
        (np.array(["a"]), "dtype <U1"),
        (np.zeros(1, "M8[s]"), "datetime64"),
        (1 << 40_000, "thousands of digits"),
        (["x" * (5 << 20)], "too large"),
        ([0.0] * (5 << 20), "too large"),
    ],
    ids=["object", "text", "date", "digits", "long text", "long list"],
)
def test_what_cannot_be_encoded_says_why(value: Any, why: str) -> None:
    with pytest.raises(Unencodable, match=why):
        carry(value)


def test_a_value_that_contains_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append([loop])
    with pytest.raises(Unencodable, match="contains itself"):
        carry(loop)


def test_a_value_that_is_nested_too_deeply_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Unencodable, match="nested"):
        carry(deep)


BIT_GENERATORS = ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"]


@pytest.mark.parametrize("name", BIT_GENERATORS)
@pytest.mark.parametrize("outer", [np.random.Generator, np.random.RandomState])
def test_a_generator_goes_on_where_it_was(name: str, outer: Any) -> None:
    source = outer(getattr(np.random, name)(5))
    source.normal(size=3)
    if outer is np.random.Generator:
        source.integers(0, 10, dtype=np.int32)  # leaves half a word over
    arrived = carry(source, share=True)
    assert type(arrived) is outer
    assert np.array_equal(arrived.normal(size=9), source.normal(size=9))
    assert arrived.random() == source.random()


@given(name=st.sampled_from(BIT_GENERATORS), data=st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_a_forged_state_is_refused_or_harmless(name: str, data: bytes) -> None:
    from autograder.sandbox.wire.bounds import ProtocolError

    try:
        source = generators.make(f"Generator:{name}", data)
    except ProtocolError:
        return
    assert source.random(1000).shape == (1000,)


@pytest.mark.parametrize(("name", "position"), [("MT19937", 624 * 4), ("Philox", 80)])
def test_a_position_outside_the_buffer_is_refused(name: str, position: int) -> None:
    from autograder.sandbox.wire.bounds import ProtocolError

    state = bytearray(generators.dump_state(np.random.Generator(getattr(np.random, name)(1))))
    state[position] = state[position + 1 if name == "MT19937" else position] = 0xFF
    with pytest.raises(ProtocolError, match="out of bounds"):
        generators.make(f"Generator:{name}", bytes(state))
