"""Generators that draw otherwise than those that a check hands over."""

from typing import Any

import numpy as np
import pytest

from autograder.sandbox.wire.generators import Streams


def generators() -> list[Any]:
    return [np.random.default_rng(1), np.random.RandomState(1), np.random.Generator(np.random.MT19937(1))]


@pytest.mark.parametrize("source", generators(), ids=["pcg", "legacy", "mt"])
def test_what_is_handed_over_draws_otherwise_and_leaves_the_source_alone(source: Any) -> None:
    given = Streams(resampled=True).of(source)
    assert type(given) is type(source)
    drawn = given.normal(size=3)
    twin = next(g for g in generators() if Streams(resampled=True).of(g).normal(size=3).tolist() == drawn.tolist())
    assert type(twin) is type(source)
    assert source.normal(size=3).tolist() == twin.normal(size=3).tolist() != drawn.tolist()


def test_one_generator_stays_one_generator() -> None:
    streams, source = Streams(resampled=True), np.random.default_rng(1)
    given = streams.of(source)
    assert streams.of(source) is given
    assert streams.of(given) is given
    assert streams.of_method(source.normal).__self__ is given


def test_generators_in_one_state_stay_alike_and_others_do_not() -> None:
    streams = Streams(resampled=True)
    one, same, other = (streams.of(np.random.default_rng(seed)).random() for seed in (1, 1, 2))
    assert one == same != other


def test_nothing_is_changed_where_it_is_not_asked_for() -> None:
    source = np.random.default_rng(1)
    assert Streams().of(source) is source
