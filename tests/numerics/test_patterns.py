"""Each pattern is recognised where it holds, and none where it does not: a wrong one is worse than none."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.numerics import compare
from autograder.numerics.patterns import find_pattern
from autograder.numerics.quantities import name_factor

SIZES = {"N": 5, "K": 4, "D": 7}
E = np.random.default_rng(0).standard_normal((5, 4))
SQUARE = np.random.default_rng(1).standard_normal((4, 4))
POSITIVE = np.abs(E) + 0.1
KNOWN_FACTORS = {
    5.0: "N",
    4.0: "K",
    0.2: "1/N",
    0.25: "1/K",
    1 / 7: "1/D",
    2.0: "2",
    0.5: "1/2",
    -1.0: "-1",
    25.0: "N²",
    1 / 25: "1/N²",
    5**0.5: "√N",
    20.0: "N*K",
    1 / 20: "1/(N*K)",
    0.8: "K/N",
    10.0: "2*N",
    0.1: "1/(2*N)",
    -5.0: "-N",
    1 / np.log(2): "1/ln 2",
}


@pytest.mark.parametrize(("factor", "name"), KNOWN_FACTORS.items())
def test_a_constant_ratio_is_named(factor, name):
    pattern = find_pattern(factor * E, E, known=SIZES)
    assert (pattern.name, pattern.quantity) == ("ratio", name)
    assert pattern.factor == pytest.approx(factor)


@pytest.mark.parametrize(("factor", "name"), KNOWN_FACTORS.items())
def test_a_single_number_has_a_ratio_where_it_is_known(factor, name):
    assert find_pattern(factor * 0.7, 0.7, known=SIZES).quantity == name
    assert find_pattern(1.37 * 0.7, 0.7, known=SIZES) is None


def test_equal_sizes_cannot_be_told_apart_and_are_both_named():
    quantity = name_factor(4.0, {"N": 4, "K": 4}, 1e-9)
    assert quantity.name == "N or K"
    assert name_factor(2.0, {"N": 2}, 1e-9).text.en == ""


@pytest.mark.parametrize(
    ("factor", "en", "ja"),
    [
        (
            5,
            "Every entry is 5 times too large, and 5 is N, the number of samples.",
            "5 は N（サンプル数）と一致します。",
        ),
        (
            0.2,
            "Every entry is 0.2 times what is expected, and 0.2 is 1/N (N = 5, the number of samples).",
            "0.2 は 1/N（N = 5、サンプル数）と一致します。",
        ),
        (2, "Every entry is 2 times too large.", "すべての要素が期待値の 2 倍です。"),
        (0.5, "Every entry is half of what is expected.", "すべての要素が期待値の半分です。"),
        (-1, "Every entry has the wrong sign.", "すべての要素の符号が逆です。"),
        (1.37, "Every entry is 1.37 times too large.", "すべての要素が期待値の 1.37 倍です。"),
        (1.000001, "Every entry is 1.000001 times too large.", "すべての要素が期待値の 1.000001 倍です。"),
    ],
)
def test_a_ratio_in_words(factor, en, ja):
    text = find_pattern(factor * E, E, known=SIZES, rtol=1e-9).text
    assert text.en == en
    assert text.ja.endswith(ja)


CASES = {
    "zeros": (0 * E, E),
    "transpose": (SQUARE.T, SQUARE),
    "reversed": (E[::-1], E),
    "permutation": (E[:, [1, 0, 3, 2]], E),
    "mask_missing": (E, np.where(E > 0, E, 0)),
    "too_many_zeros": (np.where(E > 0, E, 0), np.where(E > -1, E, 3.0)),
    "absolute": (np.abs(E), E),
    "square": (E**2, E),
    "root": (np.sqrt(POSITIVE), POSITIVE),
    "reciprocal": (1 / E, E),
    "exponential": (np.exp(E), E),
    "logarithm": (np.log(POSITIVE), POSITIVE),
    "complement": (1 - E, E),
    "truncated": (np.trunc(10 * E), 10 * E),
    "rounded": (np.round(E, 3), E),
    "float16": (E.astype(np.float16).astype(float), E),
    "offset": (E + 3, E),
    "row_offset": (E + np.arange(5)[:, None], E),
    "column_offset": (E + np.arange(4), E),
    "row_ratio": (E * np.arange(1, 6)[:, None], E),
    "column_ratio": (E * np.arange(1, 5), E),
    "some_rows": (np.where(np.arange(5)[:, None] == 2, 7 * E**3, E), E),
    "some_columns": (np.where(np.arange(4) == 1, 7 * E**3, E), E),
    "some_entries": (np.where(np.arange(9) == 4, 9.0, np.arange(9.0) ** 1.5), np.arange(9.0) ** 1.5),
}


@pytest.mark.parametrize("name", CASES)
def test_a_pattern_is_recognised(name):
    actual, expected = CASES[name]
    pattern = find_pattern(actual, expected)
    assert pattern is not None
    assert pattern.name == name
    assert pattern.text.en
    assert pattern.text.ja
    assert pattern.text.en in compare(actual, expected).text.en or name in ("float16",)


@pytest.mark.parametrize("name", CASES)
def test_a_pattern_must_hold_everywhere(name):
    """One entry that does not fit, and the pattern is not told."""
    actual, expected = (np.array(array, float) for array in CASES[name])
    actual.flat[6] += 0.37 * np.abs(expected).max()
    actual.flat[3] -= 0.29 * np.abs(expected).max()
    pattern = find_pattern(actual, expected)
    if name.startswith("some_"):
        assert pattern is None or pattern.text != find_pattern(*CASES[name]).text
    else:
        assert pattern is None or pattern.name != name


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([0, 1, 2, 3, 4], "Only column 1 is wrong."),
        ([0, 3], "All that is wrong is in column 1."),
        ([3], None),  # the message has its index
    ],
)
def test_a_line_is_called_wrong_where_all_of_it_is(rows, said):
    actual = E.copy()
    actual[rows, 1] = 7 * E[rows, 1] ** 3
    pattern = find_pattern(actual, E)
    assert (pattern and pattern.text.en) == said


def test_candidates_are_named():
    mean, variance = E.mean(0) + 0 * E, E * E.var(0)
    full = E - mean - variance
    names = {"the mean term": mean, "the variance term": variance, "dout": E}
    assert find_pattern(E, full, candidates=names).quantity == "dout"
    missing = find_pattern(full - variance, full, candidates=names)
    assert (missing.name, missing.quantity) == ("missing_term", "the variance term")
    extra = find_pattern(full + mean, full, candidates=names)
    assert (extra.name, extra.quantity) == ("extra_term", "the mean term")


@given(st.integers(0, 2**32 - 1), hnp.array_shapes(min_dims=0, max_dims=2, max_side=6))
def test_unrelated_arrays_have_no_pattern(seed, shape):
    actual, expected = np.random.default_rng(seed).standard_normal((2, *shape))
    pattern = find_pattern(actual, expected, known=SIZES | {"lr": 0.01, "p": 0.3})
    assert pattern is None


@given(st.integers(0, 2**32 - 1), st.integers(3, 6), st.integers(3, 6))
def test_a_disturbed_array_has_no_simple_pattern(seed, rows, columns):
    """Right up to independent noise of a thousandth: no ratio, no offset, no function."""
    rng = np.random.default_rng(seed)
    expected = rng.standard_normal((rows, columns))
    actual = expected + 1e-3 * rng.standard_normal((rows, columns))
    assert find_pattern(actual, expected, known=SIZES) is None


@given(
    hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=5), elements=st.sampled_from([0.0, 1.0, 2.0, -1.0]))
)
def test_degenerate_arrays_break_nothing(array):
    """Few distinct values, many zeros: whatever is told, it is true."""
    other = np.roll(array, 1, axis=-1)
    assume(not np.array_equal(array, other))
    pattern = find_pattern(other, array)
    if pattern is not None and pattern.name == "ratio":
        assert np.allclose(other, pattern.factor * array)
    if pattern is not None and pattern.name == "offset":
        assert np.allclose(other, array + pattern.factor)


def test_differences_in_the_last_bit_are_no_ratio():
    pattern = find_pattern(np.nextafter(E, 100), E, rtol=1e-16)
    assert pattern is None or pattern.name != "ratio"


@pytest.mark.parametrize("actual", [np.full(4, np.nan), np.full(4, np.inf), np.full(4, 1j), np.ones(3), np.empty(0)])
def test_what_cannot_be_compared_has_no_pattern(actual):
    assert find_pattern(actual, np.arange(4.0)) is None


@given(
    st.lists(st.integers(-50, 50), min_size=3, max_size=12, unique=True),
    st.sampled_from([0.5, 0.25, -0.3, 0.75]),
    st.sampled_from([np.float64, np.float32, np.int64]),
)
def test_a_forgotten_constant_is_never_told_as_lost_fractions(whole, constant, dtype):
    came = np.array(whole, dtype)
    pattern = find_pattern(came, np.array(whole) + constant)
    assert pattern is None or pattern.name not in ("truncated", "floored", "rounded", "float16")


def test_an_array_of_integers_is_blamed_only_where_one_came():
    right = np.array([9.5, 19.7, -29.1, 3.2])
    assert "integer array" in find_pattern(np.trunc(right).astype(int), right).text.en
    for came in (np.trunc(right), np.floor(right), np.rint(right)):
        pattern = find_pattern(came, right)
        assert pattern.name in ("truncated", "floored", "rounded")
        assert "integer array" not in pattern.text.en
        assert "整数型" not in pattern.text.ja


@pytest.mark.parametrize(
    ("came", "right", "en", "ja"),
    [
        ("xyx", "zyx", "r is 'xyx', expected 'zyx'.", "r が 'xyx' です（期待値は 'zyx'）。"),
        (True, False, "r is True, expected False.", "r が True です（期待値は False）。"),
        ({1, 2}, {1, 3}, "r is {1, 2}, expected {1, 3}.", "r が {1, 2} です（期待値は {1, 3}）。"),
        (b"a", b"b", "r is b'a', expected b'b'.", "r が b'a' です（期待値は b'b'）。"),
        ([1], {1}, "r is of type list, where a set is expected.", "r の型が list です（集合（set）が必要です）。"),
        ("a", None, "r is of type str, where None is expected.", "r の型が str です（None が必要です）。"),
    ],
)
def test_what_is_no_number_is_compared_as_what_it_is(came, right, en, ja):
    difference = compare(came, right, what="r")
    assert difference is not None
    assert (difference.text.en, difference.text.ja) == (en, ja)
    assert repr(right) not in (difference.told or difference.text).en or right is None
    assert compare(right, right) is None


def test_sets_are_equal_whatever_their_kind_and_order():
    assert compare(frozenset({3, 1, 2}), {1, 2, 3}) is None
    assert compare({"a": {1}}, {"a": {2}}, what="d").text.en == "d['a'] is {1}, expected {2}."
