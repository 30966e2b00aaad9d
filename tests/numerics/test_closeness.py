"""The one comparison: its order, its tolerances, and what it accepts as an array."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.numerics import Mismatch, assert_close, assert_unchanged, compare, fail
from autograder.text import Text

finite = st.floats(-1e6, 1e6, allow_subnormal=False)
matrices = hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, max_side=4), elements=finite)


@pytest.fixture
def expected():
    return np.random.default_rng(0).standard_normal((5, 4))


@given(matrices)
def test_an_array_is_close_to_itself_in_every_guise(array):
    assert compare(array, array) is None
    assert compare(array, array, rtol=0) is None
    if array.size:
        assert compare(array.tolist(), array) is None
        assert compare(array.astype(np.float32), array.astype(np.float32).astype(np.float64)) is None


@given(matrices, st.floats(1e-12, 1e-7), st.integers(0, 2**32 - 1))
def test_errors_below_the_tolerance_pass_and_errors_above_it_do_not(array, error, seed):
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], array.shape)
    scale = np.abs(array).max(initial=0)
    assert compare(array + error * scale * signs, array) is None
    if scale > 1e-3:
        difference = compare(array + 1e-3 * scale * signs, array)
        assert difference is not None
        assert difference.kind == "values"


@given(matrices, matrices)
def test_the_account_of_a_difference_is_true(actual, expected):
    difference = compare(actual, expected)
    if difference is None:
        assert np.allclose(actual, expected, rtol=0, atol=1e-5 * (np.abs(expected).max(initial=0) or 1))
        return
    json.dumps(difference.to_dict(), allow_nan=False)
    assert difference.text.en
    assert difference.text.ja
    if difference.kind == "shape":
        assert actual.shape != expected.shape
        assert difference.shapes == (actual.shape, expected.shape)
        return
    assert difference.got == actual[difference.worst_index]
    assert difference.expected == expected[difference.worst_index]
    assert abs(difference.got - difference.expected) == np.abs(actual - expected).max()
    assert 0 < difference.fraction_wrong <= 1
    assert difference.relative_error > difference.tolerance


def test_shape_comes_before_kind_before_finiteness_before_values(expected):
    assert compare((expected.T + 1j) * np.nan, expected).kind == "shape"
    assert compare((expected + 1j) * np.nan, expected).kind == "dtype"
    assert compare(np.where(expected > 1, np.nan, 7.0), expected).kind == "finiteness"
    assert compare(expected + 7.0, expected).kind == "values"


@pytest.mark.parametrize(
    ("actual", "en", "ja"),
    [
        (None, "dW is None (is a `return` or an assignment missing?).", "dW が None です"),
        (object(), "dW is of type object, where an array or a number is expected.", "dW の型が object です"),
        ("5", "dW is of type str", "dW の型が str です"),
        ([1.0, [2.0, 3.0]], "rows have different lengths", "行の長さがそろっていない"),
        ([1.0, None], "holds something that is not a number (NoneType)", "数値でないもの"),
        (np.array(["a", "b"]), "holds no numbers", "数値ではありません"),
        (np.array([1.0, None]), "holds no numbers", "数値ではありません"),
        ([1 + 2j, 3], "holds complex numbers", "複素数です"),
        ([True, False], "holds True/False values", "真偽値"),
        (np.float16([1, 2]), "is in float16", "float16 です"),
    ],
)
def test_what_is_no_array_of_real_numbers_is_told_so(actual, en, ja):
    difference = compare(actual, np.array([1.0, 2.0]), what="dW")
    assert en in difference.text.en
    assert ja in difference.text.ja
    assert difference.kind in ("type", "dtype")


class Hostile:
    """Stands for a proxy of a student's object: every operation on it would run the student's code."""

    def _refuse(self, *_):
        raise RuntimeError("the comparison called a method of what came back")

    __array__ = __len__ = __iter__ = __getitem__ = __float__ = __eq__ = __bool__ = __repr__ = _refuse
    __hash__ = None
    __class__ = property(_refuse)


@pytest.mark.parametrize(
    "expected", [1.0, np.ones(3), (1.0, 2.0), {"W": np.ones(3)}, [np.ones(2), np.ones(3)], None, "x"]
)
def test_nothing_is_called_on_what_came_back(expected):
    assert compare(Hostile(), expected).kind == "type"
    assert compare([Hostile()], expected).kind == "type"


@pytest.mark.parametrize("number", [2.0, 2, np.float64(2), np.float32(2), np.int8(2), np.array(2.0), np.array(2)])
def test_numbers_and_zero_dimensional_arrays_are_the_same(number):
    for expected in (2.0, 2, np.array(2.0), np.float64(2)):
        assert compare(number, expected) is None


def test_a_huge_integer_is_a_number():
    assert compare(10**30, 1e30) is None
    assert compare([10**400], [1.0]).kind == "type"


def test_true_is_no_number_and_a_number_is_not_true():
    assert compare(np.array([True]), np.array([True])) is None
    assert compare(np.array([1]), np.array([True])).kind == "dtype"
    assert compare(True, 1.0).kind == "dtype"


@pytest.mark.parametrize(
    ("shape", "wanted", "en"),
    [
        ((5, 1), (5,), "A column of shape (5, 1) is not a vector of shape (5,)"),
        ((1, 5), (5,), "A row of shape (1, 5) is not a vector"),
        ((5,), (5, 1), "is keepdims=True missing?"),
        ((4, 5), (5, 4), "The two axes are swapped."),
        ((3,), (), "A single number is expected."),
    ],
)
def test_a_wrong_shape_gets_a_hint(shape, wanted, en):
    rng = np.random.default_rng(1)
    difference = compare(rng.standard_normal(shape), rng.standard_normal(wanted))
    assert difference.kind == "shape"
    assert en in difference.text.en


def test_the_values_explain_a_wrong_shape(expected):
    assert compare(expected.T, expected).pattern.name == "transpose"
    assert compare(expected.sum(0, keepdims=True), expected.sum(0)).pattern.name == "reshape"
    assert compare(expected, expected.sum(0)).text.en.endswith("Its sum over axis 0 is what is expected.")
    assert compare(expected, expected.mean(1)).pattern.name == "mean_missing"
    assert compare(expected.sum(0), expected).pattern.name == "sum_too_many"


def test_infinities_and_nan_must_stand_where_they_are_expected():
    wanted = np.array([1.0, np.inf, -np.inf, np.nan])
    assert compare(wanted, wanted) is None
    for place, wrong in ((0, np.inf), (0, np.nan), (1, -np.inf), (1, 1e308), (2, np.nan), (3, 0.0)):
        actual = wanted.copy()
        actual[place] = wrong
        difference = compare(actual, wanted)
        assert difference.kind == "finiteness"
        assert difference.worst_index == (place,)
    assert compare(np.nan, 2.0, what="loss").text.en == "loss is NaN, expected 2."


def test_float32_is_judged_by_its_precision(expected):
    rough = expected * (1 + 1e-5)
    assert compare(rough, expected) is not None
    assert compare(rough.astype(np.float32), expected) is None
    assert compare(rough.astype(np.float32).astype(np.float64), expected) is None
    assert compare((expected * (1 + 1e-3)).astype(np.float32), expected) is not None


def test_whole_numbers_are_no_evidence_of_float32():
    assert compare(39761, 39760) is not None
    assert compare(39761.0, 39760.5) is not None


def test_whole_numbers_are_right_or_wrong():
    assert compare(10_000_001, 10_000_000) is not None
    assert compare(10_000_001.0, 10_000_000) is not None
    assert compare(10_000_000.0, 10_000_000) is None
    assert compare([3.0, 3.0000001], [3, 3]) is None
    assert compare(10_000_001, 10_000_000, atol=1) is None


def test_tolerance_scales_with_the_whole_array():
    wanted = np.array([1e6, 1e-6])
    assert compare([1e6, 0.5], wanted) is None
    assert compare(([1e6], [0.5]), ([1e6], [1e-6])).what == "result[1]"


def test_an_expected_zero_allows_rounding_only_and_a_scale_allows_more():
    assert compare(np.full(3, 1e-15), np.zeros(3)) is None
    assert compare(np.full(3, 1e-9), np.zeros(3)) is not None
    assert compare(np.full(3, 1e-9), np.zeros(3), scale=1.0) is None
    assert compare(np.full(3, 1e-7, np.float32), np.zeros(3)) is None


def test_exactness_can_be_demanded():
    assert compare(39760, 39760, rtol=0) is None
    assert compare(2**60 + 1, 2**60, rtol=0) is not None
    assert compare(1 + 2e-16, 1, rtol=0) is not None


def test_containers_are_compared_member_by_member(expected):
    assert compare([expected, 2.0], (expected, 2.0)) is None
    assert compare(np.array([1.0, 2.0]), (1.0, 2.0)) is None
    assert compare({"W1": expected, "more": 1}, {"W1": expected}) is None
    assert "has no key 'b1'" in compare({"W1": 1}, {"W1": 1, "b1": 2}).text.en
    assert "is of type list, where a dict is expected" in compare([1], {"W1": 1}).text.en
    assert "has 1 members, expected 2" in compare((1,), (1, 2)).text.en
    assert compare(None, (1, 2), what="backward()").text.en.startswith("backward() is None")
    nested = compare({"a": (1.0, expected + 1)}, {"a": (1.0, expected)}, what="out")
    assert nested.what == "out['a'][1]"


def test_text_and_none_are_compared_exactly():
    assert compare("relu", "relu") is None
    assert compare("tanh", "relu") is not None
    assert compare(None, None) is None
    assert compare(0.0, None) is not None


def test_an_author_who_expects_an_object_is_told():
    with pytest.raises(TypeError, match="the expected value"):
        compare(1.0, object())


def test_a_mismatch_speaks_both_languages_and_carries_data(expected):
    with pytest.raises(Mismatch) as caught:
        assert_close(5 * expected, expected, what="dW", known={"N": 5})
    mismatch = caught.value
    english, japanese = str(mismatch).splitlines()
    assert english.endswith("Every entry is 5 times too large, and 5 is N, the number of samples.")
    assert japanese.endswith("すべての要素が期待値の 5 倍です。5 は N（サンプル数）と一致します。")
    record = json.loads(json.dumps(mismatch.to_dict()))
    assert record["difference"]["pattern"]["quantity"] == "N"
    assert record["difference"]["worst_index"] == list(mismatch.difference.worst_index)


def test_a_name_may_differ_between_the_languages(expected):
    difference = compare(expected + 1, expected, what=Text("the gradient of the bias", "バイアスの勾配"))
    assert difference.text.en.startswith("The gradient of the bias is not as expected: all 20 entries are wrong.")
    assert difference.text.ja.startswith("バイアスの勾配の値が期待と違います（20 個の要素すべて）。")
    assert "要素 [" in difference.text.ja


def test_nearly_equal_numbers_are_shown_with_the_digits_that_differ():
    assert "got" not in compare(1.00002, 1.0).text.en
    assert compare(1.0000001, 1.0, rtol=0, what="h").text.en == "h is 1.0000001, expected 1 (it must be exact)."


def test_modified_arguments_are_noticed(expected):
    assert_unchanged(expected.copy(), expected, "x")
    assert_unchanged({"W": expected}, {"W": expected.copy()})
    after = expected.copy()
    after[1, 2] += 1e-15
    with pytest.raises(Mismatch, match="x was modified: work on a copy"):
        assert_unchanged(after, expected, "x")
    with pytest.raises(Mismatch, match="has a key too many: 'v'"):
        assert_unchanged({"W": 1.0, "v": 2.0}, {"W": 1.0})


def test_fail_says_what_the_author_says():
    with pytest.raises(Mismatch) as caught:
        fail("No.", "違います。", calls=3)
    assert caught.value.text == Text("No.", "違います。")
    assert caught.value.data == {"calls": 3}


class TestOrCloseTo:
    """Other values that are right as well, and only values."""

    def test_any_of_them_passes_and_the_message_speaks_of_the_expected(self, expected):
        assert_close(5 * expected, expected, or_close_to=(-expected, 5 * expected))
        assert_close(expected, expected, or_close_to=(5 * expected,))
        with pytest.raises(Mismatch, match="3 times too large"):
            assert_close(3 * expected, expected, or_close_to=(-expected, 5 * expected))

    def test_tolerances_are_those_of_the_comparison(self, expected):
        nearly = 5 * expected * (1 + 1e-4)
        assert_close(nearly, expected, or_close_to=(5 * expected,), rtol=1e-3)
        with pytest.raises(Mismatch):
            assert_close(nearly, expected, or_close_to=(5 * expected,), rtol=1e-5)

    def test_members_are_compared_with_those_of_the_alternative(self, expected):
        right, other = {"W": expected, "b": 2.0}, {"W": -expected, "b": -2.0}
        assert_close(other, right, or_close_to=(other,))
        with pytest.raises(Mismatch):
            assert_close({"W": expected, "b": -2.0}, right, or_close_to=(other,))

    @pytest.mark.parametrize("spoilt", [np.nan, np.inf])
    def test_what_is_no_value_stands_for_none(self, expected, spoilt):
        """Where an alternative is made of what came, it may hold anything."""
        got = np.full(expected.shape, spoilt)
        for other in (got, expected.T, expected[0], None, "y", {"W": expected}):
            with pytest.raises(Mismatch):
                assert_close(other, expected, or_close_to=(other,))
