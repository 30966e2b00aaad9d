"""Right up to a constant factor: what the factor is, and whether any work was done."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.numerics import Mismatch, assert_at_work, assert_mostly_at_work, factor_of

RIGHT = np.array([[1.5, -2.0, 0.7], [-0.3, 1.1, 2.4]])


def rejected(got: Any, right: Any = RIGHT) -> bool:
    try:
        assert_at_work(got, right, what="f(x)")
    except Mismatch:
        return True
    return False


@given(st.floats(0.01, 100), st.sampled_from([-1, 1]), st.sampled_from([np.float64, np.float32]))
def test_a_factor_and_a_little_noise_are_work(size: float, sign: int, kind: Any) -> None:
    noise = 1 + 1e-3 * np.sin(np.arange(6.0).reshape(2, 3))
    assert not rejected((sign * size * noise * RIGHT).astype(kind))


@pytest.mark.parametrize(
    "got",
    [
        np.ones((2, 3)),
        np.full((2, 3), 0.5),
        np.resize([1.0, -1.0], (2, 3)),
        np.random.default_rng(0).normal(size=(2, 3)),
        np.zeros((2, 3)),
        np.full((2, 3), np.nan),
        np.full((2, 3), np.inf),
        np.full((2, 3), 1e300),
        1e9 * RIGHT,
        np.sign(RIGHT),
        np.abs(RIGHT),
        np.ones((2, 3), dtype=bool),
        RIGHT[None],
        RIGHT[0],
        RIGHT.ravel(),
        RIGHT + 0j,
        1.0,
        None,
        "0",
        [],
        {},
        object(),
        [[1.0], [2.0, 3.0]],
    ],
)
def test_anything_else_is_none(got: Any) -> None:
    assert rejected(got)


def test_a_single_number_has_no_factor() -> None:
    assert not rejected(2.001, 2.0)
    assert not rejected(np.array(2.0), 2.0)
    assert rejected(1.0, 2.0)
    assert rejected(True, 1.0)


def test_parts_share_their_factor() -> None:
    assert not rejected([2 * RIGHT, 2.0], (RIGHT, 1.0))
    assert rejected([2 * RIGHT, 1.0], (RIGHT, 1.0))
    assert rejected([RIGHT], (RIGHT, 1.0))


def test_lists_may_stand_for_arrays() -> None:
    assert not rejected(RIGHT.tolist())
    assert not rejected([RIGHT.tolist(), [2.0, 3.0]], (RIGHT, np.array([2.0, 3.0])))
    assert not rejected(np.array([[1.0, 2.0], [3.0, 4.0]]), [np.array([1.0, 2.0]), np.array([3.0, 4.0])])


def test_of_several_functions_more_than_half_must_work() -> None:
    assert_mostly_at_work({"f": (RIGHT, RIGHT), "g": (None, RIGHT), "h": (2.0, 2.0)})
    with pytest.raises(Mismatch, match="these are not: g, h"):
        assert_mostly_at_work({"f": (RIGHT, RIGHT), "g": (None, RIGHT), "h": (1.0, 2.0), "i": (1, 1)})
    with pytest.raises(Mismatch):
        assert_mostly_at_work({})


def test_it_says_what_must_be_right_first() -> None:
    with pytest.raises(Mismatch, match=r"^f\(x\) must first be right, to about 1% and up to a constant factor"):
        assert_at_work(None, RIGHT, what="f(x)")


@given(st.floats(1e-5, 1e5), st.sampled_from([-1, 1]), st.sampled_from([np.float64, np.float32]))
def test_the_factor_is_found_whatever_its_sign(size: float, sign: int, kind: Any) -> None:
    for right in (RIGHT, 0.3, np.array(0.3), np.array([0.3]), [RIGHT, 0.3]):
        got = [sign * size * part for part in right] if isinstance(right, list) else sign * size * right
        assert factor_of(got, right) == pytest.approx(sign * size)
    assert factor_of((sign * size * RIGHT).astype(kind), RIGHT) == pytest.approx(sign * size, rel=1e-5)


@pytest.mark.parametrize(
    "got",
    [RIGHT + 1e-2, RIGHT.T, RIGHT[0], np.zeros((2, 3)), np.full((2, 3), np.nan), 1e9 * RIGHT, None, "5", object(), {}],
)
def test_without_a_factor_it_is_1(got: Any) -> None:
    assert factor_of(got, RIGHT) == 1.0


@pytest.mark.parametrize("got", [0.0, np.nan, np.inf, True, [0.3], np.array([0.3, 0.3]), "0.3", 1e300, 1e-300])
def test_a_number_without_a_factor_has_1(got: Any) -> None:
    assert factor_of(got, 0.3) == 1.0
