"""Values of a notebook's kinds cross whole, and nothing hostile is made of them."""

import contextlib
import datetime
import math
import typing
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.wire import kinds
from autograder.sandbox.wire.bounds import ProtocolError
from autograder.sandbox.wire.decoder import Decoder
from autograder.sandbox.wire.encoder import Encoder
from autograder.sandbox.wire.messages import Heap
from autograder.sandbox.wire.nodes import MadeNode
from autograder.sandbox.wire.shared import Table

ZONE = datetime.timezone(datetime.timedelta(hours=9))
VALUES = [
    range(3, 30, 4), Decimal("1.50"), Fraction(-3, 7), datetime.date(2026, 2, 28), datetime.time(1, 2, 3, 4),
    datetime.datetime(2026, 2, 28, 12, tzinfo=ZONE), datetime.timedelta(3, 4, 5), OrderedDict(b=1, a=2), Counter("aab"),
    deque([1, 2], 5), Path("a/b.txt"), int, np.float64, ValueError, np.dtype("<f8"), np.datetime64("2026-01-02"),
    NotImplemented, list[int], int | None, typing.Sequence[float], typing.Any, typing.Mapping,
    typing.Callable[[int, str], None], Callable[..., int], tuple[int, ...], typing.Literal["a", 2],
    dict[str, int | list[str]], type(None), datetime.date,
]  # fmt: skip
ARRAYS = [
    np.array(["a", "bcd"]), np.array([b"x", b"yz"]), np.array(["2026-01-02"], "M8[D]"),
    np.array([1, "x", None], object),
    np.array([(1, 2.5), (3, 4.5)], [("n", "i4"), ("x", "f8")]),
    np.array([[1.0, 2.0]]).view(np.matrix), np.array([], "U3"),
]  # fmt: skip


def crossed(value: Any) -> Any:
    """What arrives of a value."""
    encoder = Encoder(Table(first_key=1), lambda obj: pytest.fail(f"{obj!r} stays"), made=True)
    root = encoder.value(value, share=False)
    heap, buffers = encoder.finish([], [])
    return Decoder(heap, memoryview(b"".join(buffers)), Table(first_key=2), None, made=True).value(root)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_arrives_as_it_was(value: Any) -> None:
    arrived = crossed([value])[0]
    assert type(arrived) is type(value)
    assert arrived == value


@pytest.mark.parametrize("array", ARRAYS, ids=lambda a: str(a.dtype))
def test_an_array_arrives_as_it_was(array: Any) -> None:
    arrived = crossed(array)
    assert type(arrived) is type(array)
    assert arrived.dtype == array.dtype
    assert arrived.shape == array.shape
    assert arrived.tolist() == array.tolist()


def test_a_default_dict_keeps_its_default() -> None:
    arrived = crossed(defaultdict(list, {"a": [1]}))
    assert arrived == {"a": [1]}
    assert arrived["b"] == []


def test_a_class_of_the_notebook_stays_there_whatever_it_inherits() -> None:
    own = type("Stack", (list,), {"__module__": "__main__"})
    assert isinstance(kinds.dump(own([1])), kinds.Foreign)


def test_frames_and_series_arrive_column_by_column() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(
        {"n": [1, 2], "x": [0.5, math.nan], "t": ["a", None], "c": pd.Categorical(["u", "v"]),
         "d": pd.to_datetime(["2026-01-02", "2026-01-03"])},
        index=pd.Index([3, 5], name="key"),
    )  # fmt: skip
    pd.testing.assert_frame_equal(crossed(frame), frame)
    pd.testing.assert_series_equal(crossed(frame["x"]), frame["x"])
    grouped = frame.set_index(["n", "t"])
    pd.testing.assert_frame_equal(crossed(grouped), grouped)
    monthly = pd.Series([1, 2, 3], index=pd.date_range("2026-01-01", periods=3, freq="MS"))
    pd.testing.assert_series_equal(crossed(monthly), monthly)
    assert crossed(monthly.index).freqstr == "MS"
    assert crossed(monthly.index[[0, 2]]).freq is None
    business = pd.date_range("2026-01-01", periods=3, freq=pd.offsets.CDay(holidays=["2026-01-02"]))
    assert list(crossed(business)) == list(business)


def test_sparse_matrices_arrive_in_their_format() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    matrix = sparse.csr_matrix([[0, 2.0], [1.0, 0]])
    assert crossed(matrix).format == "csr"
    assert crossed(matrix).toarray().tolist() == [[0, 2], [1, 0]]


def test_expressions_arrive_without_a_parser() -> None:
    sympy = pytest.importorskip("sympy")
    x = sympy.Symbol("x", positive=True)
    expression = sympy.sin(x) ** 2 + sympy.Rational(1, 3) * sympy.exp(-x) + sympy.pi
    assert crossed(expression) == expression


HOSTILE = [
    ("no such kind", []), ("range", [0, 1, 0]), ("range", ["0", 1, 1]), ("fraction", [1, 0]), ("fraction", [1.5, 2]),
    ("decimal", ["9" * 6000]), ("decimal", ["__import__('os')"]), ("type", ["os.system"]), ("type", ["builtins.eval"]),
    ("texts", ["<U999999", [2], ["a", "b"]]), ("texts", ["O", [1], ["a"]]), ("texts", ["<U1", [2], ["a"]]),
    ("texts", ["<U1", [-1], []]), ("objects", [[1 << 40], []]), ("records", [["a"], [1]]), ("dtype", ["O8,O8"]),
    ("times", ["<f8", np.zeros(2)]), ("datetime", [2026, 13, 1, 0, 0, 0, 0, None]), ("deque", [[1], "x"]),
    ("path", ["x" * 5000]), ("default dict", [{}, "os.system"]), ("picture", ["RGB", 1 << 20, 1 << 20, b""]),
    ("picture", ["RGB", 2, 2, b"x"]), ("symbols", [["system", ["integer", 1]]]), ("symbols", [["symbol", "x()", {}]]),
    ("sparse", ["csr", False, [2, 2], np.ones(1), np.array([5]), np.array([0])]),
    ("sparse", ["csr", False, [1 << 60, 2], np.ones(1), np.array([0]), np.array([0])]),
    ("frame", [[["O", 1]], ["values", ["", np.zeros(1)], None, None], ["range", 0, 1, 1, None]]),
    ("index", ["levels", [], [], []]),
    ("missing", ["__class__"]), ("single", ["Ellipsis"]), ("counter", [[1]]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts"), HOSTILE, ids=lambda part: part if isinstance(part, str) else "")
def test_nonsense_is_refused(kind: str, parts: list[Any]) -> None:
    with pytest.raises(ProtocolError):
        kinds.make(kind, parts)


ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(np.zeros(2))
PARTS = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner))


@given(kind=st.sampled_from(sorted(kinds.KINDS)), parts=st.lists(PARTS, max_size=6))
def test_whatever_comes_is_made_or_refused(kind: str, parts: list[Any]) -> None:
    with contextlib.suppress(ProtocolError):
        kinds.make(kind, parts)


def test_where_nobody_asked_for_kinds_none_may_come() -> None:
    with pytest.raises(ProtocolError):
        Decoder(Heap([MadeNode("range", [0, 1, 1])]), memoryview(b""), Table(first_key=2), None)  # type: ignore[arg-type]
