"""Traces: what agrees with what, for any values that can come back."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.grading.examiner.evidence import Evidence, departures, evidence_in
from autograder.grading.examiner.randomness import Randomness
from autograder.grading.examiner.traces import Sights, agree, digest_of, sights_of
from autograder.sandbox import CheckTrace
from autograder.sandbox.trace import Event

ARRAYS = hnp.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.bool_, np.complex128]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text(max_size=5) | ARRAYS
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3)
        | st.frozensets(st.integers(), max_size=3)
    ),
    max_leaves=8,
)
TRACES = st.lists(st.tuples(st.sampled_from("ab"), VALUES, st.none() | st.just("ValueError")), max_size=3)


def sights(events: list[tuple[str, Any, str | None]]) -> Sights:
    return sights_of([CheckTrace(tuple(Event(*e) for e in events), "", "", 0.0, 0, None, None)])


def one(value: Any) -> Sights:
    return sights([("f()", value, None)])


@settings(max_examples=50)
@given(TRACES)
def test_a_trace_agrees_with_itself(events: list[Any]) -> None:
    assert agree(sights(events), sights(events), 1e-6)
    assert digest_of(sights(events)) == digest_of(sights(events))


@settings(max_examples=50)
@given(TRACES, TRACES, st.sampled_from([1e-6, 1e-4]))
def test_agreement_is_mutual(a: list[Any], b: list[Any], rtol: float) -> None:
    assert agree(sights(a), sights(b), rtol) == agree(sights(b), sights(a), rtol)


@given(VALUES)
def test_nothing_departs_from_itself(value: Any) -> None:
    assert departures(one(value), one(value), 1e-6) == []


@given(hnp.arrays(np.float64, (2, 3), elements=st.floats(0.1, 1e6)), st.floats(1.001, 10))
def test_another_scale_disagrees_and_has_another_digest(x: Any, factor: float) -> None:
    assert not agree(one(x), one(factor * x), 1e-6)
    assert digest_of(one(x)) != digest_of(one(1.1 * x))


@given(hnp.arrays(np.float64, (2, 3), elements=st.floats(0.1, 1e6)))
def test_rounding_to_float32_agrees(x: Any) -> None:
    assert agree(one(x), one(x.astype(np.float32)), 1e-6)


@given(hnp.arrays(np.float64, (2, 3), elements=st.floats(0.1, 10)))
def test_the_order_of_a_dict_and_lists_for_arrays_do_not_matter(x: Any) -> None:
    assert agree(one({"a": x, "b": 1}), one({"b": 1, "a": x}), 0.0)
    assert agree(one(x.tolist()), one(x), 0.0)
    assert digest_of(one({"a": x, "b": 1})) == digest_of(one({"b": 1, "a": x.tolist()}))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.zeros(3), np.zeros((3, 1))),
        (np.array([1.0, np.nan]), np.array([1.0, np.inf])),
        (np.array([1.0, np.inf]), np.array([1.0, -np.inf])),
        (1.0, "1.0"),
        (None, 0.0),
        ([1.0, "a"], [1.0, "b"]),
        ({"a": 1}, {"b": 1}),
        (1.0 + 0j, 1.0),
    ],
)
def test_what_differs_in_kind_disagrees(a: Any, b: Any) -> None:
    assert not agree(one(a), one(b), 1e-4)


def test_where_from_and_which_error_matter() -> None:
    assert not agree(sights([("f()", 1.5, None)]), sights([("g()", 1.5, None)]), 1e-4)
    assert not agree(sights([("f()", None, "ValueError")]), sights([("f()", None, "TypeError")]), 1e-4)
    assert not agree(sights([("f()", 1.5, None)]), sights([("f()", 1.5, None)] * 2), 1e-4)


def test_large_arrays_are_compared_by_a_sample_and_their_sums() -> None:
    x = np.random.default_rng(0).normal(size=100_000)
    changed = x.copy()
    changed[1::7] += 1.0
    moved = np.roll(x, 1)
    assert len(one(x)[0].value.data) < 10_000
    assert not agree(one(x), one(changed), 1e-4)
    assert not agree(one(x), one(moved), 1e-4)


SOMETHING = np.array([0.1237, 4.5671])


def evidence(came: Sights, right: Sights) -> Evidence:
    return evidence_in(departures(came, right, 1e-6), 1e-6)


@pytest.mark.parametrize("value", [np.zeros(2), np.array([0.5, np.nan]), np.full(2, np.inf), 7, -0.5, None, [True]])
def test_one_number_everywhere_and_what_is_none_says_nothing(value: Any) -> None:
    assert evidence(one(value), one(SOMETHING)) is Evidence.NONE


@pytest.mark.parametrize("value", [np.array([0.0, 1.0, -3.0]), np.array([0.1237, 0.0]), 0.85, "x", [1.0, "x"]])
def test_a_pattern_of_simple_numbers_says_something(value: Any) -> None:
    assert evidence(one(value), one(SOMETHING)) is Evidence.SOME


def test_nan_in_a_part_of_an_array_says_nothing() -> None:
    assert evidence(one(np.array([0.1237, np.nan])), one(SOMETHING)) is Evidence.NONE


@pytest.mark.parametrize("value", [{"dW": np.array([0.1139, 4.5671])}, 39_760, np.array([0.1237, 4.5681])])
def test_other_numbers_say_much(value: Any) -> None:
    right = {"dW": SOMETHING} if isinstance(value, dict) else SOMETHING
    assert evidence(one(value), one(right)) is Evidence.MUCH


def test_an_event_more_or_less_says_something_and_moves_no_other() -> None:
    some, more = [("f()", 0.25, None)], [("g() changed", None, None), ("f()", 0.25, None)]
    for came, right in ((some, more), (more, some)):
        found = departures(sights(came), sights(right), 1e-6)
        assert [d.label for d in found] == ["g() changed"]
        assert evidence_in(found, 1e-6) is Evidence.SOME


def drawn(*seeds: int, scale: float = 1.0) -> Sights:
    return sights([("f()", scale * np.random.default_rng(seed).normal(size=20), None) for seed in seeds])


def test_what_is_drawn_at_random_may_be_as_far_apart_as_two_draws() -> None:
    randomness = Randomness(drawn(1, 2), drawn(3, 4))
    assert randomness.labels == {"f()"}
    assert randomness.alike(drawn(5, 6), drawn(7, 8), 1e-6)
    assert not randomness.alike(drawn(5, 6), drawn(7), 1e-6)
    assert not randomness.alike(drawn(5, 6), sights([("f()", np.zeros(3), None)] * 2), 1e-6)


def test_draws_that_are_equal_in_one_trace_are_equal_in_the_other() -> None:
    randomness = Randomness(drawn(1, 2), drawn(3, 4))
    assert not randomness.alike(drawn(5, 5), drawn(7, 8), 1e-6)
    assert randomness.alike(drawn(5, 5), drawn(7, 7), 1e-6)


def test_where_two_draws_are_near_each_other_others_have_to_be() -> None:
    def spread(noise: float, level: float) -> Sights:
        return sights([("f()", level + noise * np.random.default_rng(1).normal(size=20), None)])

    randomness = Randomness(spread(0.01, 1.0), spread(-0.01, 1.0))
    assert randomness.alike(spread(0.02, 3.0), spread(-0.01, 3.0), 1e-6)
    assert not randomness.alike(spread(0.01, 3.0), spread(0.01, 4.0), 1e-6)


def test_what_is_not_drawn_has_to_agree() -> None:
    fixed = [("g()", 0.25, None)]
    randomness = Randomness(drawn(1) + sights(fixed), drawn(2) + sights(fixed))
    assert randomness.labels == {"f()"}
    assert randomness.alike(drawn(3) + sights(fixed), drawn(4) + sights(fixed), 1e-6)
    assert not randomness.alike(drawn(3) + sights(fixed), drawn(4) + sights([("g()", 0.26, None)]), 1e-6)


def test_writing_into_an_array_given_before_is_like_making_a_new_one() -> None:
    told = [("backward()", 0.25, None), ("backward()", 0.5, None)]
    in_place = [told[0], ("backward() of its own changed", 0.5, None), told[1]]
    argument = [told[0], ("backward() changed", 0.5, None), told[1]]
    assert agree(sights(told), sights(in_place), 0.0)
    assert not agree(sights(told), sights(argument), 0.0)
