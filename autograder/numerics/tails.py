"""Tail probabilities of the binomial, χ², normal and Student distributions, from ``math`` alone.

All of them are tested against exact summation or published tables. Formulas: Abramowitz and Stegun, Handbook
of Mathematical Functions, 6.5 (incomplete gamma) and 26.5 (incomplete beta); continued fractions evaluated by
Lentz's method.
"""

import math
from collections.abc import Callable

import numpy as np

from autograder.numerics.values import Array

_TINY = 1e-300
_CONVERGED = 1e-15
# A continued fraction needs about √(size of its parameters) terms.
_TERMS = 200_000


def binomial_at_most(k: int, n: int, p: float) -> float:
    """P(X ≤ k) for X binomial(n, p)."""
    if k < 0:
        return 0.0
    return 1.0 if k >= n else incomplete_beta(n - k, k + 1, 1.0 - p)


def binomial_at_least(k: int, n: int, p: float) -> float:
    """P(X ≥ k) for X binomial(n, p)."""
    if k <= 0:
        return 1.0
    return 0.0 if k > n else incomplete_beta(k, n - k + 1, p)


def chi_square_at_most(x: float, n: int) -> float:
    """P(X ≤ x) for X χ² with n degrees of freedom."""
    return _incomplete_gamma(n / 2, x / 2)[0]


def chi_square_at_least(x: float, n: int) -> float:
    """P(X ≥ x) for X χ² with n degrees of freedom."""
    return _incomplete_gamma(n / 2, x / 2)[1]


def normal_at_least(z: float) -> float:
    """P(Z ≥ z) for Z standard normal."""
    return 0.5 * math.erfc(z / math.sqrt(2.0))


def student_at_least(t: float, n: int) -> float:
    """P(T ≥ t) for T Student with n degrees of freedom, t ≥ 0."""
    return 0.5 * incomplete_beta(n / 2, 0.5, n / (n + t * t))


def where(tail: Callable[[float], float], alpha: float, low: float, high: float) -> float:
    """The x in [low, high] where the falling function ``tail`` passes ``alpha``, by bisection."""
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        low, high = (middle, high) if tail(middle) > alpha else (low, middle)
    return high


def dispersion_tails(counts: Array, n: int, p: float) -> tuple[float, float]:
    """Upper bounds of P(Q ≤ q) and P(Q ≥ q) for Q = Σ (X − np)² over independent binomial(n, p) counts X.

    q is that sum over ``counts``. Chernoff's bound: P(Q ≥ q) ≤ exp(−θq) · M(θ)^m for every θ > 0, with the
    exact moment generating function M of one term; for θ < 0 it bounds the other tail. Rigorous for every n,
    where the χ² approximation is not at 1e-6.
    """
    k = np.arange(n + 1)
    log_pmf = np.array(
        [
            math.lgamma(n + 1)
            - math.lgamma(i + 1)
            - math.lgamma(n - i + 1)
            + i * math.log(p)
            + (n - i) * math.log1p(-p)
            for i in range(n + 1)
        ]
    )
    unit = n * p * (1 - p)
    term = (k - n * p) ** 2 / unit
    q = float(np.sum((counts - n * p) ** 2)) / unit
    tails = []
    for sign in (-1.0, 1.0):
        exponents = []
        for theta in sign * np.logspace(-4, 2, 121):
            powers = log_pmf + theta * term
            top = float(powers.max())
            log_mgf = top + math.log(float(np.sum(np.exp(powers - top))))
            exponents.append(counts.size * log_mgf - theta * q)
        tails.append(math.exp(min(0.0, min(exponents))))
    return tails[0], tails[1]


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularized incomplete beta function I_x(a, b)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - incomplete_beta(b, a, 1.0 - x)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)

    def term(m: int) -> float:
        half = m // 2
        if m % 2:
            return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))

    return math.exp(front) / (a * _continued_fraction(1.0, term, lambda m: 1.0))


def _incomplete_gamma(a: float, x: float) -> tuple[float, float]:
    """The regularized incomplete gamma functions P(a, x) and Q(a, x)."""
    if x <= 0:
        return 0.0, 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1.0 / a
        for i in range(1, _TERMS):
            term *= x / (a + i)
            total += term
            if term <= _CONVERGED * total:
                break
        return front * total, 1.0 - front * total
    upper = front / _continued_fraction(x + 1.0 - a, lambda m: m * (a - m), lambda m: x + 2.0 * m + 1.0 - a)
    return 1.0 - upper, upper


def _continued_fraction(first: float, a: Callable[[int], float], b: Callable[[int], float]) -> float:
    """first + a(1)/(b(1) + a(2)/(b(2) + …)) by the modified Lentz method."""
    value = c = first or _TINY
    d = 0.0
    for m in range(1, _TERMS):
        d = b(m) + a(m) * d
        d = 1.0 / (d or _TINY)
        c = b(m) + a(m) / c or _TINY
        value *= c * d
        if abs(c * d - 1.0) <= _CONVERGED:
            break
    return value
