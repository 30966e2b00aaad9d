"""Values far larger than what was asked for: told from their shape, without a copy, in time that does not grow.

The arrays are views that would take terabytes if anything touched all their entries.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.grading.examiner.traces import sights_of
from autograder.numerics import Mismatch
from autograder.numerics.closeness import assert_close, compare
from autograder.numerics.gradients import assert_gradient, assert_vjp
from autograder.numerics.patterns import find_pattern
from autograder.numerics.statistics import assert_distinct, assert_mean, assert_rate, assert_variance
from autograder.numerics.trajectories import TrajectoryBand, assert_trajectory
from autograder.numerics.values import NotAnArrayError, as_array
from autograder.numerics.work import factor_of
from autograder.sandbox import CheckTrace
from autograder.sandbox.trace import Event


def huge(*shape: int, dtype: Any = np.float64) -> Any:
    return np.broadcast_to(np.ones((), dtype), shape)


SHAPES = [huge(1 << 40), huge(1 << 20, 1 << 20), huge(1 << 40, dtype=bool), huge(3, 1 << 38), huge(1 << 38, 1, 3)]


@pytest.mark.parametrize("actual", SHAPES, ids=lambda a: str(a.shape))
@pytest.mark.parametrize("expected", [1.0, np.ones(3), np.ones((2, 3))], ids=["number", "vector", "matrix"])
def test_a_wrong_shape_is_told_without_a_look_at_the_entries(actual: Any, expected: Any) -> None:
    difference = compare(actual, expected)
    assert difference is not None
    assert difference.kind == "shape"
    assert difference.shapes[0] == actual.shape


BAND = TrajectoryBand(expected=np.linspace(2, 1, 5), float64=np.full(5, 1e-9), float32=np.full(5, 1e-5), steps=5)
ASSERTIONS: dict[str, Callable[[Any], None]] = {
    "close": lambda a: assert_close({"w": a}, {"w": np.ones(3)}),
    "vjp": lambda a: assert_vjp(a, lambda x: 2 * x, np.ones(3)),
    "factor": lambda a: assert_close(a, np.ones(3), or_close_to=(factor_of(a, np.ones(3)) * np.ones(3),)),
    "gradient": lambda a: assert_gradient(a, of=lambda x: float(np.sum(x**2)), at=np.ones((2, 3))),
    "trajectory": lambda a: assert_trajectory(a, BAND),
    "rate": lambda a: assert_rate(a, 0.3),
    "variance": lambda a: assert_variance(a, 1.0),
    "mean": lambda a: assert_mean(a, 0.0, 1.0),
    "distinct": lambda a: assert_distinct([a, a]),
}


@pytest.mark.parametrize("name", ASSERTIONS)
@pytest.mark.parametrize("actual", SHAPES[:3], ids=lambda a: f"{a.shape}{a.dtype}")
def test_every_assertion_refuses_it(name: str, actual: Any) -> None:
    with pytest.raises(Mismatch):
        ASSERTIONS[name](actual)


def test_a_list_that_holds_one_list_again_and_again_is_refused() -> None:
    value: Any = [0.0] * 1000
    for _ in range(20):
        value = [value] * 1000
    with pytest.raises(NotAnArrayError, match="too many"):
        as_array(value)
    with pytest.raises(NotAnArrayError, match="too many"):
        as_array([np.ones(1000)] * 100_000)


def test_texts_of_different_length_make_no_array() -> None:
    """NumPy would make each of them as long as the longest."""
    with pytest.raises(NotAnArrayError):
        as_array(["x" * 1_000_000] + ["y"] * 1_000_000)


VALUES = [
    ["x" * 1_000_000] + ["y"] * 10_000,
    [["x" * 1_000_000]] + [["y"]] * 10_000,
    1 << 100_000,
    [1 << 100_000] * 1000,
    {1 << 60: 1 << 100_000},
    frozenset({"x" * 100_000, 1.5}),
    [[1.0], [1.0, 2.0]] * 10_000,
    b"x" * 1_000_000,
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_trace_of_any_value_can_be_compared(value: Any) -> None:
    (sight,) = sights_of([CheckTrace((Event("f()", value, None),), "", "", 0.0, 0, None, None)])
    assert sight.label == "f()"


def test_patterns_are_looked_for_in_arrays_of_bounded_size() -> None:
    small, large = np.linspace(1, 2, 1000), np.linspace(1, 2, 1_000_000)
    assert find_pattern(2 * small, small) is not None
    assert find_pattern(2 * large, large) is None
    difference = compare(2 * large, large)
    assert difference is not None
    assert difference.kind == "values"


def test_thousands_of_draws_are_told_apart() -> None:
    rng = np.random.default_rng(0)
    draws = rng.normal(size=(20_000, 3))
    assert_distinct(draws)
    draws[19_999] = draws[7]
    with pytest.raises(Mismatch, match="7 and 19999"):
        assert_distinct(draws)
