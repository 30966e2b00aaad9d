"""Bands over seeds: one more draw of the reference passes, a worse distribution does not."""

import json
import math

import numpy as np
import pytest

from autograder.numerics import EnsembleBand, Mismatch, assert_in_ensemble
from autograder.numerics.tails import student_at_least
from autograder.text import Text


def accuracy(seed: int) -> float:
    return 0.95 + 0.005 * float(np.random.default_rng([seed, 0]).standard_normal())


def loss(seed: int) -> float:
    return math.exp(-3 + 0.2 * float(np.random.default_rng([seed, 1]).standard_normal()))


BAND = EnsembleBand.from_reference(accuracy)
LOSSES = EnsembleBand.from_reference(loss, range(40), log=True)


def test_further_draws_pass():
    for seed in range(1000, 1300):
        assert_in_ensemble(accuracy(seed), BAND)
        assert_in_ensemble(loss(seed), LOSSES)
    assert_in_ensemble([accuracy(seed) for seed in range(1000, 1010)], BAND)


def test_the_interval_is_students():
    """P(|T| ≥ t) = 1e-6 with 31 degrees of freedom, at the edge of the interval."""
    low, high = BAND.interval()
    t = (high - BAND.mean) / (BAND.std * math.sqrt(1 + 1 / 32))
    assert 2 * student_at_least(t, 31) == pytest.approx(1e-6, rel=1e-6)
    assert low == pytest.approx(2 * BAND.mean - high)


def test_several_runs_tell_more_than_one():
    one, ten = BAND.interval(1), BAND.interval(10)
    assert ten[0] > one[0]
    assert ten[1] < one[1]
    assert BAND.interval(1, margin=0.01)[0] == pytest.approx(one[0] - 0.01)


def test_a_worse_run_is_rejected_and_a_better_one_may_pass():
    with pytest.raises(Mismatch) as caught:
        assert_in_ensemble(0.80, BAND, side="at least", what=Text("the accuracy", "正解率"))
    assert caught.value.text.en.startswith("The accuracy is 0.8: at least 0.9")
    assert caught.value.text.ja.startswith("正解率が 0.8 です（0.9")
    assert_in_ensemble(1.0, BAND, side="at least")
    assert_in_ensemble(1e-9, LOSSES, side="at most")
    for metric, band in ((1.0, BAND), (1e-9, LOSSES), (1.0, LOSSES)):
        with pytest.raises(Mismatch, match="is accepted"):
            assert_in_ensemble(metric, band)


@pytest.mark.parametrize("metric", [np.nan, np.inf, -np.inf, None, "good", [0.95, np.nan]])
def test_what_is_no_metric_is_rejected(metric):
    for side in ("both", "at least", "at most"):
        if (side == "at least" and metric == np.inf) or (side == "at most" and metric == -np.inf):
            continue
        with pytest.raises(Mismatch) as caught:
            assert_in_ensemble(metric, BAND, side=side)
        json.dumps(caught.value.to_dict(), allow_nan=False)


def test_too_few_or_unusable_runs_are_the_authors_mistake():
    with pytest.raises(ValueError, match="fewer than 8 seeds"):
        EnsembleBand.from_reference(accuracy, 5)
    with pytest.raises(ValueError, match="not finite"):
        EnsembleBand.from_reference(lambda seed: float("nan"))
