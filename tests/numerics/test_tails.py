"""Tail probabilities against exact summation and published tables."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.numerics.tails import (
    binomial_at_least,
    binomial_at_most,
    chi_square_at_least,
    chi_square_at_most,
    dispersion_tails,
    normal_at_least,
    student_at_least,
    where,
)


@given(st.integers(1, 300), st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100), st.data())
def test_binomial_tails_are_exact_sums(n, p, data):
    k = data.draw(st.integers(0, n))
    terms = [math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(n + 1)]
    assert binomial_at_most(k, n, float(p)) == pytest.approx(float(sum(terms[: k + 1])), rel=1e-9)
    assert binomial_at_least(k, n, float(p)) == pytest.approx(float(sum(terms[k:])), rel=1e-9)


def test_binomial_tails_outside_the_range():
    assert (binomial_at_most(-1, 5, 0.3), binomial_at_most(5, 5, 0.3)) == (0.0, 1.0)
    assert (binomial_at_least(0, 5, 0.3), binomial_at_least(6, 5, 0.3)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("x", "n", "tail"),
    [
        (3.841459, 1, 0.05),
        (6.634897, 1, 0.01),
        (18.307038, 10, 0.05),
        (29.588298, 10, 0.001),
        (3.940299, 10, 0.95),
        (124.342113, 100, 0.05),
        (70.064895, 100, 0.99),
        (149.449253, 100, 0.001),
    ],
)
def test_chi_square_tails_are_those_of_the_tables(x, n, tail):
    assert chi_square_at_least(x, n) == pytest.approx(tail, rel=1e-5)
    assert chi_square_at_most(x, n) == pytest.approx(1 - tail, rel=1e-5)


@given(st.integers(1, 40), st.floats(0.01, 200))
def test_chi_square_tails_with_even_degrees_are_poisson_sums(half, x):
    """P(χ²_2m ≥ x) = P(Poisson(x/2) < m), exactly."""
    poisson = sum(math.exp(i * math.log(x / 2) - x / 2 - math.lgamma(i + 1)) for i in range(half))
    assert chi_square_at_least(x, 2 * half) == pytest.approx(poisson, rel=1e-8, abs=1e-300)


def test_chi_square_tails_of_many_degrees_approach_the_normal():
    n = 500_000
    for z in (-4.0, -1.0, 0.0, 2.0, 5.0):
        x = n * (1 - 2 / (9 * n) + z * math.sqrt(2 / (9 * n))) ** 3  # Wilson and Hilferty
        assert chi_square_at_least(x, n) == pytest.approx(normal_at_least(z), rel=1e-3)


@pytest.mark.parametrize(
    ("t", "n", "tail"),
    [(12.706205, 1, 0.025), (2.228139, 10, 0.025), (4.143700, 10, 0.001), (1.983972, 100, 0.025), (0.0, 7, 0.5)],
)
def test_student_tails_are_those_of_the_tables(t, n, tail):
    assert student_at_least(t, n) == pytest.approx(tail, rel=1e-5)


def test_normal_tails_are_those_of_the_tables():
    assert normal_at_least(1.959964) == pytest.approx(0.025, rel=1e-6)
    assert normal_at_least(4.753424309) == pytest.approx(1e-6, rel=1e-8)


def test_a_quantile_is_where_the_tail_passes():
    assert where(normal_at_least, 0.025, 0, 10) == pytest.approx(1.959964, abs=1e-6)


@pytest.mark.parametrize(("cells", "n", "p"), [(1, 5, 0.3), (2, 6, 0.5), (3, 4, 0.2), (4, 8, 0.7)])
def test_dispersion_bounds_are_above_the_exact_tails_and_not_far(cells, n, p):
    """Against the exact distribution of Q, by enumeration of all counts."""
    pmf = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    exact: dict[float, float] = {0.0: 1.0}
    for _ in range(cells):
        following: dict[float, float] = {}
        for q, probability in exact.items():
            for k, weight in enumerate(pmf):
                key = round(q + (k - n * p) ** 2, 9)
                following[key] = following.get(key, 0.0) + probability * weight
        exact = following
    rng = np.random.default_rng(0)
    for _ in range(20):
        counts = rng.integers(0, n + 1, cells)
        q = float(np.sum((counts - n * p) ** 2))
        few, many = dispersion_tails(counts, n, p)
        at_most = sum(v for key, v in exact.items() if key <= q + 1e-9)
        at_least = sum(v for key, v in exact.items() if key >= q - 1e-9)
        assert at_most <= few * (1 + 1e-9) <= 1.0 + 1e-9
        assert at_least <= many * (1 + 1e-9)
        assert many <= 30 * at_least**0.7
