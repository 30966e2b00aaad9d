"""The draws keep what they promise, for every size and seed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from autograder.numerics import away_from_kinks, distinct_sizes, logits, one_hot, upstream

seeds = st.integers(0, 2**32 - 1).map(np.random.default_rng)
sizes = st.integers(2, 12)


@given(seeds, sizes, sizes)
def test_targets_hold_every_class_there_is_room_for(rng, n, k):
    t = one_hot(rng, n, k)
    assert t.shape == (n, k)
    assert t.dtype == np.float64
    assert np.array_equal(t.sum(1), np.ones(n))
    assert np.count_nonzero(t.sum(0)) == min(n, k)


@given(seeds, sizes)
def test_rows_of_logits_are_far_apart_but_order_one_within(rng, n):
    x = logits(rng, n, 5)
    assert x.shape == (n, 5)
    assert np.all(np.abs(x) < 400)
    assert np.all(np.ptp(x, axis=1) < 12)


@given(seeds, st.tuples(sizes, sizes))
def test_nothing_is_near_a_kink_and_both_signs_occur(rng, shape):
    x = away_from_kinks(rng, shape, margin=0.2, most=2.0)
    assert x.shape == shape
    assert np.all((np.abs(x) >= 0.2) & (np.abs(x) <= 2.0))
    assert abs(np.sum(np.sign(x))) <= 1


def test_a_single_number_is_of_either_sign():
    draws = {float(np.sign(away_from_kinks(np.random.default_rng(seed)))) for seed in range(20)}
    assert draws == {-1.0, 1.0}


@given(seeds)
def test_sizes_and_upstream_gradients_never_coincide(rng):
    assert len(set(distinct_sizes(rng, 4))) == 4
    assert len(np.unique(upstream(rng, (4, 5)))) == 20


def test_a_seed_gives_the_same_draw_again():
    draws = [logits(np.random.default_rng(3), 4, 5) for _ in range(2)]
    assert np.array_equal(*draws)
