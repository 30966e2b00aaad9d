"""Tests of randomness: false rejections by exact computation, power against named wrong variants."""

import math

import numpy as np
import pytest

from autograder.numerics import (
    Mismatch,
    assert_distinct,
    assert_distribution,
    assert_independent,
    assert_mean,
    assert_rate,
    assert_variance,
    normal_cdf,
    uniform_cdf,
)
from autograder.numerics.statistics import FALSE_REJECT
from autograder.numerics.tails import (
    binomial_at_least,
    binomial_at_most,
    chi_square_at_least,
    chi_square_at_most,
)
from autograder.text import Text


def rejects(check, *args, **keywords) -> bool:
    try:
        check(*args, **keywords)
    except Mismatch as mismatch:
        return bool(mismatch.text.en and mismatch.text.ja)
    return False


def accepted_counts(n: int, p: float) -> tuple[int, int]:
    """The accepted numbers of successes, found through the public check alone."""

    def edge(inside: int, outside: int) -> int:
        while abs(inside - outside) > 1:
            middle = (inside + outside) // 2
            inside, outside = (inside, middle) if rejects(assert_rate, middle, p, trials=n) else (middle, outside)
        return inside

    center = round(n * p)
    return edge(center, -1), edge(center, n + 1)


class TestRate:
    @pytest.mark.parametrize(("n", "p"), [(20, 0.5), (1000, 0.3), (100_000, 0.3), (100_000, 0.02)])
    def test_right_rates_are_rejected_at_most_once_in_a_million(self, n, p):
        low, high = accepted_counts(n, p)
        missed = binomial_at_most(low - 1, n, p) + binomial_at_least(high + 1, n, p)
        assert missed <= FALSE_REJECT
        wider = binomial_at_most(low, n, p) + binomial_at_least(high, n, p)
        assert wider > FALSE_REJECT / 2 or n < 100

    def test_the_power_that_the_docstring_states(self):
        low, high = accepted_counts(100_000, 0.3)
        assert (low, high) == (29_293, 30_709) or (low, high) == (29_293, 30_710)

        def power(q):
            return 1 - (binomial_at_most(high, 100_000, q) - binomial_at_most(low - 1, 100_000, q))

        assert power(0.7) > 1 - 1e-12
        assert power(0.32) > 1 - 1e-9
        assert power(0.31) == pytest.approx(0.976, abs=0.005)

    def test_kept_for_dropped_is_told(self):
        mask = np.random.default_rng(0).random((400, 250)) < 0.7
        with pytest.raises(Mismatch) as caught:
            assert_rate(mask, 0.3, what=Text("the share of zeros", "0 の割合"))
        assert caught.value.text.en.startswith("The share of zeros is 0.70")
        assert "p and 1 − p are swapped" in caught.value.text.en
        assert caught.value.text.ja.startswith("0 の割合が 0.70")
        assert "p と 1 − p を取り違えています" in caught.value.text.ja

    def test_any_sampler_passes(self):
        rng = np.random.default_rng(0)
        for mask in (
            rng.random((300, 300)) < 0.3,
            rng.binomial(1, 0.3, (300, 300)),
            rng.choice([0.0, 1.0], (300, 300), p=[0.7, 0.3]),
            (rng.integers(0, 10, (300, 300)) < 3).tolist(),
        ):
            assert_rate(mask, 0.3)
            assert_independent(mask, 0.3)

    def test_what_is_no_mask_is_refused(self):
        assert rejects(assert_rate, np.array([0.5, 1.0]), 0.3)
        assert rejects(assert_rate, None, 0.3)
        assert rejects(assert_rate, [], 0.3)


def edge(n: int, inside: float, outside: float) -> float:
    """The ratio of variances at which acceptance ends."""
    for _ in range(30):
        middle = 0.5 * (inside + outside)
        rejected = rejects(assert_variance, math.sqrt(middle) * np.ones(n), 1.0)
        inside, outside = (inside, middle) if rejected else (middle, outside)
    return inside


class TestVariance:
    def test_right_variances_are_rejected_at_most_once_in_a_million(self):
        """The accepted interval, found through the check itself, holds all but a millionth of χ²."""
        for n in (50, 500, 50_000):
            low, high = edge(n, 1.0, 0.0), edge(n, 1.0, 3.0)
            missed = chi_square_at_most(low * n, n) + chi_square_at_least(high * n, n)
            assert missed == pytest.approx(FALSE_REJECT, rel=1e-3)

    def test_named_initializations_are_told_apart(self):
        n_in, n_out = 500, 1000
        rules = {
            "He": 2 / n_in,
            "Glorot": 2 / (n_in + n_out),
            "1/n_in": 1 / n_in,
            "2/n_out": 2 / n_out,
            "(2/n_in)²": (2 / n_in) ** 2,
            "0.01²": 1e-4,
        }
        rng = np.random.default_rng(0)
        for used, variance in rules.items():
            w = rng.standard_normal((n_in, n_out)) * math.sqrt(variance)
            for expected, wanted in rules.items():
                others = {name: value for name, value in rules.items() if name != expected}
                if used == expected or variance == wanted:
                    assert_variance(w, wanted)
                    continue
                with pytest.raises(Mismatch) as caught:
                    assert_variance(w, wanted, alternatives=others)
                fitting = [name for name, value in others.items() if value == variance]
                assert (f"It agrees with {used}." in caught.value.text.en) == (len(fitting) == 1)

    def test_a_truncated_normal_is_seen(self):
        w = np.random.default_rng(0).standard_normal(600_000)
        assert rejects(assert_variance, w[np.abs(w) < 2][:500_000], 1.0)

    def test_small_matrices_tell_little(self):
        """What the docstring says of 50 × 10."""
        assert not rejects(assert_variance, math.sqrt(0.73) * np.ones(500), 1.0)
        assert not rejects(assert_variance, math.sqrt(1.33) * np.ones(500), 1.0)
        assert rejects(assert_variance, math.sqrt(0.71) * np.ones(500), 1.0)
        assert rejects(assert_variance, math.sqrt(1.35) * np.ones(500), 1.0)


class TestMean:
    def test_the_accepted_interval(self):
        """4.89 standard errors: 1e-6 of the normal distribution lies outside."""
        n = 10_000
        spread = np.tile([1.0, -1.0], n // 2)
        assert not rejects(assert_mean, spread + 4.88 / 100, 0.0, 1.0)
        assert rejects(assert_mean, spread + 4.90 / 100, 0.0, 1.0)

    def test_a_shifted_sample_is_seen(self):
        rng = np.random.default_rng(0)
        assert_mean(rng.standard_normal(10_000) + 3, 3.0, 1.0)
        assert rejects(assert_mean, rng.standard_normal(10_000) + 0.1, 0.0, 1.0)
        assert rejects(assert_mean, rng.random(10_000), 0.0, 1.0)


def masks(kind: str, rng: np.random.Generator, p: float = 0.3) -> np.ndarray:
    shape = (64, 200)
    return {
        "independent": lambda: rng.random(shape) < p,
        "one for all rows": lambda: np.tile(rng.random(200) < p, (64, 1)),
        "one for all units": lambda: np.tile(rng.random((64, 1)) < p, (1, 200)),
        "a fixed count per row": lambda: np.array([rng.permutation(200) < 200 * p for _ in range(64)]),
        "every row four times": lambda: np.repeat(rng.random((16, 200)) < p, 4, axis=0),
    }[kind]()


class TestIndependence:
    def test_independent_masks_pass(self):
        rng = np.random.default_rng(0)
        for _ in range(100):
            assert_independent(masks("independent", rng), 0.3)
        assert_independent(rng.random((5, 64, 50)) < 0.5, 0.5)

    @pytest.mark.parametrize(
        ("kind", "axis", "en"),
        [
            ("one for all rows", 0, "as if one draw were shared"),
            ("one for all units", 1, "as if one draw were shared"),
            ("a fixed count per row", 1, "too regular"),
            ("every row four times", 0, "as if one draw were shared"),
        ],
    )
    def test_dependent_masks_are_always_rejected(self, kind, axis, en):
        rng = np.random.default_rng(1)
        for _ in range(50):
            with pytest.raises(Mismatch) as caught:
                assert_independent(masks(kind, rng), 0.3)
            assert caught.value.data["axis"] == axis
            assert en in caught.value.text.en

    def test_one_mask_for_all_calls_is_seen(self):
        rng = np.random.default_rng(0)
        same = np.tile(rng.random((1, 64, 50)) < 0.3, (8, 1, 1))
        with pytest.raises(Mismatch, match="along axis 0"):
            assert_independent(same, 0.3)

    def test_a_vector_has_no_second_axis(self):
        with pytest.raises(ValueError, match="two or more axes"):
            assert_independent(np.ones(5), 0.3)


class TestDistribution:
    def test_right_samples_pass(self):
        rng = np.random.default_rng(0)
        for n in (10, 100, 10_000):
            assert_distribution(rng.normal(1.0, 0.1, n), normal_cdf(0.1, mean=1.0))
            assert_distribution(rng.uniform(-2, 3, n), uniform_cdf(-2, 3))

    def test_the_bound_is_the_exact_one_for_a_single_sample(self):
        """With n = 1 the distance is max(U, 1 − U): never beyond 1, so nothing is rejected."""
        assert not rejects(assert_distribution, [1e9], normal_cdf(1.0))

    def test_named_wrong_shapes_are_always_seen(self):
        rng = np.random.default_rng(0)
        for _ in range(20):
            assert rejects(assert_distribution, rng.uniform(-(3**0.5), 3**0.5, 8000), normal_cdf(1.0))
        truncated = rng.standard_normal(100_000)
        truncated = truncated[np.abs(truncated) < 2][:80_000]
        assert rejects(assert_distribution, truncated / 0.8796, normal_cdf(1.0))
        assert rejects(assert_distribution, np.zeros(100), normal_cdf(1.0))


class TestDistinct:
    def test_fresh_draws_differ_and_repeated_ones_do_not(self):
        rng = np.random.default_rng(0)
        assert_distinct([rng.random(5) for _ in range(4)])
        assert_distinct(rng.random((64, 200)) < 0.3, p=0.3)
        first = rng.random(5)
        with pytest.raises(Mismatch, match="numbers 0 and 2 are exactly the same"):
            assert_distinct([first, rng.random(5), first.copy()])

    def test_masks_too_small_to_differ_are_the_authors_mistake(self):
        with pytest.raises(ValueError, match="equal by chance"):
            assert_distinct([np.ones(10), np.zeros(10)], p=0.5)


@pytest.mark.parametrize(
    "check",
    [
        lambda sample: assert_variance(sample, 1.0),
        lambda sample: assert_mean(sample, 0.0, 1.0),
        lambda sample: assert_distribution(sample, normal_cdf(1.0)),
        lambda sample: assert_independent(sample, 0.3),
        lambda sample: assert_distinct([sample, sample]),
    ],
)
@pytest.mark.parametrize("sample", [None, object(), [1.0, np.nan], [np.inf], [1j], [], "abc"])
def test_what_is_no_sample_is_told_so(check, sample):
    assert rejects(check, sample)
