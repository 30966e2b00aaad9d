"""Tests of random behaviour that reject right code with a probability of at most one in a million each.

Tied to no sampler: any generator calls that give the right distribution pass. What each test can tell apart
depends on how much is drawn; the figures below are the probability of rejecting a named wrong variant.
"""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from autograder.numerics.difference import Mismatch
from autograder.numerics.distributions import normal_cdf
from autograder.numerics.samples import Sample, counted, counted_ones
from autograder.numerics.sentences import What, sentence, subject
from autograder.numerics.tails import (
    binomial_at_least,
    binomial_at_most,
    chi_square_at_least,
    chi_square_at_most,
    dispersion_tails,
    normal_at_least,
    where,
)
from autograder.numerics.values import MOST_NUMBERS, TOO_MANY, Array, NotAnArrayError, as_array
from autograder.text import Text

FALSE_REJECT = 1e-6
_SAMPLE = Text("the sample", "乱数の値")
_RARELY = Text(
    "right code falls outside less than once in a million draws",
    "正しいコードなら、外れる確率は 100 万分の 1 以下です",
)


def assert_rate(mask: object, p: float, *, trials: int | None = None, what: What = "") -> None:
    """Raises ``Mismatch`` unless the share of ones in ``mask`` is that of draws with probability p.

    Exact two-sided binomial test. With 100,000 draws at p = 0.3 shares in [0.2929, 0.3071] are accepted:
    1 − p and 0.32 are always rejected, 0.31 with probability 0.97.

    Added in version 0.1.0.

    Args:
        mask: True/False or 0/1, any shape; or the number of successes, with ``trials``.
        p: the probability of a one.
        trials: how many draws there were, where ``mask`` is a number.
        what: what the message calls it.

    Examples:
        >>> kept = np.random.default_rng(0).random((100, 1000)) < 0.7
        >>> assert_rate(kept, 0.7)
        >>> assert_rate(kept, 0.3, what="the rate of units kept")
        Traceback (most recent call last):
        Mismatch: The rate of units kept is 0.7... p and 1 − p are swapped...
    """
    ones, n = _count(mask, trials, what)
    if _binomial_agrees(ones, n, p):
        return
    low, high = _binomial_range(n, p)
    measured, sizes = f"{ones / n:.4g}", f"[{low / n:.4g}, {high / n:.4g}]"
    name = subject(what or Text("the rate", "割合"))
    told = sentence(name, _unlikely(Text(f"is {measured} in {n} draws", f"が {measured} です"), f"{n} 個で測定。"))
    text = sentence(
        name,
        Text(
            f"is {measured} in {n} draws, expected {p:.4g}: accepted is {sizes} ({_RARELY.en})",
            f"が {measured} です（{n} 個で測定。期待値は {p:.4g}、許容範囲は {sizes}。{_RARELY.ja}）",
        ),
    )
    if _binomial_agrees(ones, n, 1 - p):
        swapped = Text(
            f"It agrees with 1 − p = {1 - p:.4g}: p and 1 − p are swapped.",
            f"1 − p = {1 - p:.4g} と一致しています。p と 1 − p を取り違えています。",
        )
        text = Text.join([text, swapped])
        told = Text.join([told, Text("p and 1 − p are swapped.", "p と 1 − p を取り違えています。")])
    raise Mismatch(text, told=told, data=_found(ones / n, low / n, high / n, n, counted_ones(ones, n, p)))


def assert_variance(
    samples: object,
    variance: float,
    *,
    mean: float = 0.0,
    alternatives: Mapping[str, float] | None = None,
    what: What = "",
) -> None:
    """Raises ``Mismatch`` unless Σ(w − mean)²/variance fits normal samples of that variance (a χ² test).

    With 500 × 1000 samples variances within 1 % are accepted: He, Glorot, 1/n_in and 2/n_out are told apart
    with probability 1. With 50 × 10 anything between 0.72 and 1.34 times the variance is accepted, and half
    the variance is the least that is always seen. So draw large matrices, with n_out > n_in.

    Added in version 0.1.0.

    Args:
        samples: real numbers, any shape.
        variance: of one sample.
        mean: of one sample.
        alternatives: variances of known wrong variants by name, e.g. ``{"2/n_out": 2 / n_out}``; the message
            names the one that fits, where exactly one does.
        what: what the message calls them.

    Examples:
        >>> w = np.random.default_rng(0).normal(0, np.sqrt(2 / 500), (500, 1000))
        >>> assert_variance(w, 2 / 500)
        >>> assert_variance(w, 1 / 500, alternatives={"He": 2 / 500}, what="W")
        Traceback (most recent call last):
        Mismatch: W has variance 0.00... It agrees with He...
    """
    w = _samples(samples, what)
    n, total = w.size, float(np.sum((w - mean) ** 2))
    if _variance_agrees(total, n, variance):
        return
    low, high = _chi_square_range(n)
    measured = total / n
    accepted = f"[{low * variance:.4g}, {high * variance:.4g}]"
    name = subject(what or _SAMPLE)
    told = sentence(name, _unlikely(Text(f"has variance {measured:.4g}", f"の分散が {measured:.4g} です")))
    text = sentence(
        name,
        Text(
            f"has variance {measured:.4g}, expected {variance:.4g}: accepted is {accepted} ({_RARELY.en})",
            f"の分散が {measured:.4g} です（期待値は {variance:.4g}、許容範囲は {accepted}。{_RARELY.ja}）",
        ),
    )
    fitting = [name for name, value in (alternatives or {}).items() if _variance_agrees(total, n, value)]
    if len(fitting) == 1:
        named = Text(f"It agrees with {fitting[0]}.", f"{fitting[0]} の場合の分散と一致しています。")
        text, told = Text.join([text, named]), Text.join([told, named])
    sample = counted(w, normal_cdf(math.sqrt(variance), mean))
    raise Mismatch(text, told=told, data=_found(measured, low * variance, high * variance, n, sample))


def assert_mean(samples: object, mean: float, std: float, *, what: What = "") -> None:
    """Raises ``Mismatch`` unless the mean of the samples is within 4.9 · std/√n of ``mean``.

    A mean off by 10 · std/√n is rejected with probability 1 − 1e-6. Exact for normal samples; for others n should be
    some thousands.

    Added in version 0.1.0.

    Args:
        samples: real numbers, any shape.
        mean: of one sample.
        std: of one sample.
        what: what the message calls them.

    Examples:
        >>> w = np.random.default_rng(0).normal(0.0, 0.1, (500, 100))
        >>> assert_mean(w, 0.0, std=0.1)
        >>> assert_mean(w, 0.1, std=0.1, what="W")
        Traceback (most recent call last):
        Mismatch: W has mean ...
    """
    w = _samples(samples, what)
    reach = where(normal_at_least, FALSE_REJECT / 2, 0.0, 10.0) * std / math.sqrt(w.size)
    measured = float(w.mean())
    if abs(measured - mean) <= reach:
        return
    accepted = f"[{mean - reach:.4g}, {mean + reach:.4g}]"
    name = subject(what or _SAMPLE)
    told = sentence(name, _unlikely(Text(f"has mean {measured:.4g}", f"の平均が {measured:.4g} です")))
    text = sentence(
        name,
        Text(
            f"has mean {measured:.4g}, expected {mean:.4g}: accepted is {accepted} ({_RARELY.en})",
            f"の平均が {measured:.4g} です（期待値は {mean:.4g}、許容範囲は {accepted}。{_RARELY.ja}）",
        ),
    )
    raise Mismatch(text, told=told, data=_found(measured, mean - reach, mean + reach, w.size, counted(w)))


def assert_independent(mask: object, p: float, *, what: What = "") -> None:
    """Raises ``Mismatch`` unless the entries of ``mask`` look drawn independently along every axis.

    The sums along each axis must be as widely spread as binomial counts are, neither more nor less; the bound
    is Chernoff's, so the probability of a false rejection is at most 1e-6 for every size. At (64, 200) and
    p = 0.3 one mask for all rows, one for all units, and a fixed count per row are always rejected.

    Added in version 0.1.0.

    Args:
        mask: True/False or 0/1 with two or more axes, e.g. (samples, units) or (calls, samples, units).
        p: the probability of a one (test that first, with ``assert_rate``).
        what: what the message calls it.

    Raises:
        ValueError: for a mask with one axis.

    Examples:
        >>> rng = np.random.default_rng(0)
        >>> assert_independent(rng.random((64, 200)) < 0.3, 0.3)
        >>> assert_independent(np.tile(rng.random(200) < 0.3, (64, 1)), 0.3)
        Traceback (most recent call last):
        Mismatch: The mask is not drawn independently along axis 0: ...
    """
    m = _mask(mask, what)
    if m.ndim < 2:
        raise ValueError("independence needs a mask with two or more axes")
    tails = [dispersion_tails(m.sum(axis=axis), m.shape[axis], p) for axis in range(m.ndim)]
    allowed = FALSE_REJECT / (2 * m.ndim)
    shared = [axis for axis, (_, many) in enumerate(tails) if many < allowed]
    regular = [axis for axis, (few, _) in enumerate(tails) if few < allowed]
    name = subject(what or Text("the mask", "マスク"))
    # Values shared along one axis are also too regular along another: sharing is the cause.
    if shared:
        axis = min(shared, key=lambda axis: tails[axis][1])
        reason = Text(
            f"is not drawn independently along axis {axis}: its entries go together, as if one draw were shared",
            f"が軸 {axis} に沿って独立ではありません。1 つの乱数を使い回したように、値がそろっています",
        )
    elif regular:
        axis = regular[0]
        reason = Text(
            f"is not drawn independently along axis {axis}: the number of ones is too regular",
            f"が軸 {axis} に沿って独立ではありません。1 の個数がそろいすぎています",
        )
    else:
        return
    sums = m.sum(axis=axis)
    sample = counted(sums, lambda x: binomial_at_most(math.floor(x), m.shape[axis], p))
    raise Mismatch(sentence(name, reason), data={"axis": axis, "probability": min(tails[axis]), "sample": sample})


def assert_distribution(samples: object, cdf: Callable[[float], float], *, what: What = "") -> None:
    """Raises ``Mismatch`` unless the empirical distribution of the samples stays close to ``cdf``.

    Kolmogorov-Smirnov with the bound of Dvoretzky, Kiefer, Wolfowitz and Massart, P(D > d) ≤ 2·exp(−2nd²), which
    holds for every n. A uniform distribution of the same variance is always told from a normal one from 8,000
    samples on, a normal one truncated at 2σ from 80,000 on.

    Added in version 0.1.0.

    Args:
        samples: real numbers, any shape.
        cdf: the distribution function, e.g. ``normal_cdf(0.1)``.
        what: what the message calls them.

    Examples:
        >>> w = np.random.default_rng(0).normal(0.0, 0.1, 10_000)
        >>> assert_distribution(w, normal_cdf(0.1))
        >>> assert_distribution(w, uniform_cdf(-0.17, 0.17), what="W")
        Traceback (most recent call last):
        Mismatch: W does not have the expected distribution...
    """
    w = np.sort(_samples(samples, what), axis=None)
    n = w.size
    expected = np.array([cdf(float(x)) for x in w])
    steps = np.arange(n + 1) / n
    distance = float(max(np.max(steps[1:] - expected), np.max(expected - steps[:-1])))
    allowed = math.sqrt(math.log(2 / FALSE_REJECT) / (2 * n))
    if distance <= allowed:
        return
    text = sentence(
        subject(what or _SAMPLE),
        Text(
            f"does not have the expected distribution: the distribution functions differ by "
            f"{distance:.3g}, allowed is {allowed:.3g} ({_RARELY.en})",
            f"の分布が期待と違います：分布関数の差が最大 {distance:.3g} です（許容値は {allowed:.3g}。{_RARELY.ja}）",
        ),
    )
    shape = Text("does not have the expected distribution", "の分布が期待と違います")
    told = sentence(subject(what or _SAMPLE), Text(f"{shape.en} ({_RARELY.en})", f"{shape.ja}（{_RARELY.ja}）"))
    raise Mismatch(text, told=told, data={"measured": distance, "high": allowed, "n": n, "sample": counted(w, cdf)})


def assert_distinct(draws: Sequence[object], *, p: float | None = None, what: What = "") -> None:
    """Raises ``Mismatch`` where two of the draws are equal, as when a generator is made anew in each call.

    Added in version 0.1.0.

    Args:
        draws: arrays from different calls, or an array whose first axis counts them.
        p: for masks, the probability of a one. Continuous draws are never equal by chance, masks may be.
        what: what the message calls them.

    Raises:
        ValueError: if masks of this size are equal by chance with a probability of more than 1e-6.

    Examples:
        >>> rng = np.random.default_rng(0)
        >>> assert_distinct([rng.normal(size=3), rng.normal(size=3)])
        >>> assert_distinct([np.random.default_rng(0).normal(size=3) for call in range(2)])
        Traceback (most recent call last):
        Mismatch: The draws should differ, but numbers 0 and 1 are exactly the same: is a generator made anew?...
    """
    arrays, count = [], 0
    for draw in draws:
        arrays.append(_samples(draw, what))
        count += arrays[-1].size
        if count > MOST_NUMBERS:
            raise Mismatch(sentence(subject(what or _SAMPLE), TOO_MANY))
    if p is not None:
        pairs = len(arrays) * (len(arrays) - 1) / 2
        chance = pairs * (p * p + (1 - p) ** 2) ** min(array.size for array in arrays)
        if chance > FALSE_REJECT:
            raise ValueError(f"masks this small are equal by chance with probability {chance:.1g}: draw larger ones")
    seen: dict[tuple[tuple[int, ...], bytes], int] = {}
    for j, array in enumerate(arrays):
        content = hashlib.sha256((array + 0.0).tobytes()).digest()  # + 0.0: no negative zero
        i = seen.setdefault((array.shape, content), j)
        if i < j:
            name = subject(what or Text("the draws", "乱数"))
            reason = Text(
                f"should differ, but numbers {i} and {j} are exactly the same: is a generator made anew?",
                f"は毎回違うはずですが、{i} 番目と {j} 番目がまったく同じです。乱数生成器を毎回作り直していませんか",
            )
            raise Mismatch(sentence(name, reason), data={"equal": [i, j]})


def _found(measured: float, low: float, high: float, n: int, sample: Sample) -> dict[str, object]:
    return {"measured": measured, "low": low, "high": high, "n": n, "sample": sample}


def _unlikely(measured: Text, how_ja: str = "") -> Text:
    """What was measured, and that it is not what it should be, which is left open."""
    return Text(
        f"{measured.en}, which does not fit ({_RARELY.en})",
        f"{measured.ja}（正しい値と合いません。{how_ja}{_RARELY.ja}）",
    )


def _binomial_agrees(ones: int, n: int, p: float) -> bool:
    return min(binomial_at_most(ones, n, p), binomial_at_least(ones, n, p)) >= FALSE_REJECT / 2


def _binomial_range(n: int, p: float) -> tuple[int, int]:
    """The smallest and the largest accepted number of ones."""
    low = where(lambda k: -binomial_at_most(math.floor(k), n, p), -FALSE_REJECT / 2, -1.0, n * p)
    high = where(lambda k: binomial_at_least(math.ceil(k), n, p), FALSE_REJECT / 2, n * p, n + 1.0)
    return math.floor(low), math.ceil(high) - 1


def _variance_agrees(total: float, n: int, variance: float) -> bool:
    ratio = total / variance
    return min(chi_square_at_most(ratio, n), chi_square_at_least(ratio, n)) >= FALSE_REJECT / 2


def _chi_square_range(n: int) -> tuple[float, float]:
    """The smallest and the largest accepted ratio of variances."""
    low = where(lambda r: -chi_square_at_most(r * n, n), -FALSE_REJECT / 2, 0.0, 1.0)
    high = where(lambda r: chi_square_at_least(r * n, n), FALSE_REJECT / 2, 1.0, 1.0 + 40.0 / n + 20.0 / math.sqrt(n))
    return low, high


def _count(mask: object, trials: int | None, what: What) -> tuple[int, int]:
    if trials is None:
        m = _mask(mask, what)
        return int(m.sum()), m.size
    return int(_samples(mask, what)), trials


def _mask(mask: object, what: What) -> Array:
    m = _samples(mask, what)
    if not np.all((m == 0) | (m == 1)):
        name = subject(what or Text("the mask", "マスク"))
        predicate = Text("holds values other than 0 and 1", "に 0 と 1 以外の値が入っています")
        raise Mismatch(sentence(name, predicate))
    return m


def _samples(samples: object, what: What) -> Array:
    """Finite real numbers as float64, or a ``Mismatch`` that says what came instead."""
    name = subject(what or _SAMPLE)
    try:
        array = as_array(samples)
    except NotAnArrayError as error:
        raise Mismatch(sentence(name, error.text)) from None
    if array.size > MOST_NUMBERS:
        raise Mismatch(sentence(name, TOO_MANY))
    if array.dtype.kind == "c":
        raise Mismatch(sentence(name, Text("holds complex numbers", "が複素数です")))
    if array.size == 0:
        raise Mismatch(sentence(name, Text("is empty", "が空です")))
    if not np.all(np.isfinite(array)):
        raise Mismatch(sentence(name, Text("holds NaN or infinity", "に NaN か無限大が含まれています")))
    return array.astype(np.float64)
