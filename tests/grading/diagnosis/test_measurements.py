"""What a check has measured of random values, and when that is the same."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.grading.examiner.measurements import Measured, measured_by
from autograder.grading.verdicts import judge
from autograder.numerics import assert_close, assert_independent, assert_rate, assert_variance
from autograder.numerics.difference import Mismatch
from autograder.sandbox import CheckTrace

RIGHT = CheckTrace((), "", "", 0.0, 0, None, None)


def measured(check: Callable[..., None], *arguments: Any, **named: Any) -> Measured:
    with pytest.raises(Mismatch) as caught:
        check(*arguments, **named)
    return measured_by(judge(caught.value, RIGHT, ()))


def drawn(seed: int, p: float) -> Any:
    return np.random.default_rng(seed).random(20_000) < p


def samples(seed: int, std: float) -> Any:
    return np.random.default_rng(seed).normal(0, std, (100, 200))


def test_a_rate_is_the_same_whatever_was_drawn() -> None:
    assert measured(assert_rate, drawn(0, 0.7), 0.3).agrees(measured(assert_rate, drawn(1, 0.7), 0.3))
    assert not measured(assert_rate, drawn(0, 0.7), 0.3).agrees(measured(assert_rate, drawn(1, 0.6), 0.3))


def test_a_variance_is_the_same_up_to_its_uncertainty() -> None:
    assert measured(assert_variance, samples(0, 2.0), 1.0).agrees(measured(assert_variance, samples(1, 2.0), 1.0))
    assert not measured(assert_variance, samples(0, 2.0), 1.0).agrees(measured(assert_variance, samples(1, 2.5), 1.0))


def test_a_factor_that_holds_for_a_whole_array_is_the_same() -> None:
    x, other = samples(0, 1.0), samples(1, 1.0)
    doubled = measured(assert_close, 2 * x, x)
    assert doubled.agrees(measured(assert_close, 2 * other, other))
    assert not doubled.agrees(measured(assert_close, 3 * other, other))
    assert not doubled.agrees(measured(assert_close, 2 * other + 1, other))


def test_what_has_no_number_needs_the_same_words() -> None:
    shared = [np.tile(np.random.default_rng(seed).random(200) < 0.3, (64, 1)) for seed in range(2)]
    assert measured(assert_independent, shared[0], 0.3).agrees(measured(assert_independent, shared[1], 0.3))
    assert not measured(assert_independent, shared[0], 0.3).agrees(Measured("The mask is too regular."))
    assert not Measured("Entry 3 is wrong.").agrees(Measured("Entry 4 is wrong."))


def test_words_are_the_same_whatever_the_last_place_of_a_number_is() -> None:
    written = Measured(f"It gave {[0.0, 5 / 0.75]}, in shape (2, 3).")
    assert written.agrees(Measured(f"It gave {[0.0, 5 * (1 / 0.75)]}, in shape (2, 3)."))
    assert not written.agrees(Measured(f"It gave {[0.0, 5 / 0.74]}, in shape (2, 3)."))
    assert not written.agrees(Measured(f"It gave {[0.0, 5 / 0.75]}, in shape (2, 4)."))
