"""Finds what a whole array of wrong numbers has in common with the right ones.

A wrong pattern is worse than none. So each one must hold over *all* entries to within the tolerance, must
rest on enough entries that chance cannot make it, and must not be shared by a degenerate array (all entries
equal, nearly all zero). The first that holds, from simple to elaborate, is the one that is told.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.numerics.difference import Pattern
from autograder.numerics.pairs import ENOUGH, Pair
from autograder.numerics.quantities import Quantity, name_factor
from autograder.numerics.sentences import called, spaced
from autograder.numerics.shapes import LARGEST
from autograder.numerics.values import Array, magnitude
from autograder.text import Text


def find_pattern(
    actual: Array,
    expected: Array,
    *,
    rtol: float = 1e-6,
    known: Mapping[str, float] | None = None,
    candidates: Mapping[Any, Array] | None = None,
) -> Pattern | None:
    """The pattern between two real arrays of the same shape, or None.

    Args:
        actual: what came.
        expected: what is right.
        rtol: how closely a pattern has to fit, as a fraction of the magnitude.
        known: quantities that a ratio may equal, e.g. ``{"N": 5, "K": 4}``.
        candidates: arrays that may have been returned in the expected one's place, or may be missing from it.
    """
    a, e = np.asarray(actual), np.asarray(expected)
    if a.shape != e.shape or not 0 < a.size <= LARGEST or "c" in (a.dtype.kind, e.dtype.kind):
        return None
    integers = a.dtype.kind in "iu"
    a, e = a.astype(np.float64), e.astype(np.float64)
    if not (np.all(np.isfinite(a)) and np.all(np.isfinite(e))):
        return None
    rtol = min(max(rtol, 1e-9), 1e-4)
    named = {called(name): np.asarray(array, np.float64) for name, array in (candidates or {}).items()}
    wrong = np.abs(a - e) > rtol * magnitude(e)
    pair = Pair(a, e, wrong, rtol, known or {}, named, integers)
    with np.errstate(all="ignore"):
        for finder in _FINDERS:
            pattern = finder(pair)
            if pattern is not None:
                return pattern
    return None


def _zeros(pair: Pair) -> Pattern | None:
    if np.any(pair.actual) or not np.any(pair.expected):
        return None
    if pair.actual.size == 1:
        return Pattern("zeros", Text("", ""))
    return Pattern("zeros", Text("Every entry is 0.", "すべての要素が 0 です。"))


def _candidate(pair: Pair) -> Pattern | None:
    if np.ptp(pair.actual) == 0 and pair.actual.size > 1:
        return None
    for name, array in pair.candidates.items():
        if np.any(array) and pair.fits(array):
            text = Text(f"It is equal to {name.en}.", f"{spaced(name.ja)}と同じ値になっています。")
            return Pattern("candidate", text, quantity=name.en)
    return None


def _missing_term(pair: Pair) -> Pattern | None:
    for name, term in pair.candidates.items():
        if term.shape != pair.expected.shape or pair.distinct(term) < ENOUGH:
            continue
        if magnitude(term) <= 1e3 * pair.rtol * magnitude(pair.expected):
            continue
        if pair.fits(pair.expected - term):
            text = Text(f"Exactly one term is missing: {name.en}.", f"{spaced(name.ja)}の項だけが抜けています。")
            return Pattern("missing_term", text, quantity=name.en)
        if pair.fits(pair.expected + term):
            text = Text(f"Exactly one term is too many: {name.en}.", f"{spaced(name.ja)}の項が余分に足されています。")
            return Pattern("extra_term", text, quantity=name.en)
    return None


def _ratio(pair: Pair) -> Pattern | None:
    a, e = pair.actual, pair.expected
    scale = magnitude(e)
    if scale == 0:
        return None
    factor = float(np.sum((a / scale) * (e / scale)) / np.sum((e / scale) ** 2))
    if factor == 0 or abs(factor - 1) < 1e-12 or not pair.fits(factor * e):  # beside 1 it is rounding, and no factor
        return None
    quantity = name_factor(factor, pair.known, min(4 * pair.rtol, 1e-5))
    if quantity is None:
        if np.sum(np.abs(e) > 1e-3 * scale) < ENOUGH or pair.distinct(np.abs(e)) < 2:
            return None
        return Pattern("ratio", _ratio_text(factor, None, False), factor, told=_SAME_FACTOR)
    return Pattern("ratio", _ratio_text(quantity.value, quantity, a.size == 1), quantity.value, quantity.name)


_SAME_FACTOR = Text("Every entry is off by the same factor.", "すべての要素が同じ倍率だけ違います。")


def _ratio_text(factor: float, quantity: Quantity | None, single: bool) -> Text:
    it, entries = ("It", "値") if single else ("Every entry", "すべての要素")
    if factor == -1:
        return Text(f"{it} has the wrong sign.", f"{entries}の符号が逆です。")
    if factor == 0.5:
        return Text(f"{it} is half of what is expected.", f"{entries}が期待値の半分です。")
    times = _factor(factor)
    size = f"is {times} times too large" if factor > 1 else f"is {times} times what is expected"
    en, ja = f"{it} {size}", f"{entries}が期待値の {times} 倍です。"
    if quantity is None or not quantity.text.en:
        return Text(f"{en}.", ja)
    name = quantity.text
    return Text(f"{en}, and {times} is {name.en}.", f"{ja}{times} は {spaced(name.ja)}と一致します。")


def _factor(factor: float) -> str:
    """With as many digits as it takes to tell the factor from 1."""
    written = (f"{factor:.{digits}g}" for digits in (6, 9, 12))
    return next((each for each in written if each != "1"), f"{factor:.17g}")


def _unmasked(pair: Pair) -> Pattern | None:
    zero_expected, zero_actual = pair.expected == 0, pair.actual == 0
    right = ~pair.wrong
    if np.sum(right & ~zero_expected) < 2:
        return None
    if np.sum(pair.wrong) >= 2 and np.all(zero_expected[pair.wrong]):
        text = Text(
            "Only entries that should be 0 are wrong: what should make them 0?",
            "0 になるべき要素だけが違います。それらを 0 にするものが抜けていませんか。",
        )
        return Pattern("mask_missing", text)
    if np.sum(pair.wrong) >= 2 and np.all(zero_actual[pair.wrong]):
        text = Text(
            "The wrong entries are all 0 where they should not be.",
            "違っている要素はすべて、0 であってはならないのに 0 です。",
        )
        return Pattern("too_many_zeros", text)
    return None


def _transpose(pair: Pair) -> Pattern | None:
    e = pair.expected
    if e.ndim != 2 or e.shape[0] != e.shape[1] or pair.distinct(e) < ENOUGH or not pair.fits(e.T):
        return None
    return Pattern(
        "transpose", Text("It is the transpose of what is expected.", "期待される配列の転置になっています。")
    )


def _reversed(pair: Pair) -> Pattern | None:
    for axis in range(pair.expected.ndim):
        if pair.distinct(pair.expected) >= ENOUGH and pair.fits(np.flip(pair.expected, axis)):
            text = Text(f"It is in reverse order along axis {axis}.", f"軸 {axis} の並びが逆順になっています。")
            return Pattern("reversed", text)
    return None


def _permuted(pair: Pair) -> Pattern | None:
    for axis, (en, ja) in enumerate((("rows", "行"), ("columns", "列"))):
        if axis >= pair.expected.ndim or not 2 <= pair.expected.shape[axis] <= 200:
            continue
        order = _matching_order(pair, axis)
        if order is None:
            continue
        name = (en, ja) if pair.expected.ndim > 1 else ("entries", "要素")
        text = Text(
            f"The {name[0]} are the right ones in another order.",
            f"{name[1]}の値は正しいのですが、順序が違います。",
        )
        return Pattern("permutation", text)
    return None


def _matching_order(pair: Pair, axis: int) -> list[int] | None:
    """For each slice of what came, the expected slice that it is; None unless that is a clean permutation."""
    count = pair.expected.shape[axis]
    a = np.moveaxis(pair.actual, axis, 0).reshape(count, -1)
    e = np.moveaxis(pair.expected, axis, 0).reshape(count, -1)
    tolerance = pair.rtol * magnitude(pair.expected)
    if count * count * a.shape[1] > 4_000_000 or (a.shape[1] == 1 and count < ENOUGH + 1):
        return None
    distance = np.abs(a[:, None, :] - e[None, :, :]).max(axis=2)
    match = distance <= tolerance
    if not (np.all(match.sum(axis=0) == 1) and np.all(match.sum(axis=1) == 1)):
        return None
    order = [int(j) for j in match.argmax(axis=1)]
    return order if order != list(range(count)) else None


def _functions(pair: Pair) -> Iterator[tuple[str, Callable[[Array], Array], Text]]:
    yield (
        "absolute",
        np.abs,
        Text("The signs are lost: it is |expected|.", "符号が失われ、期待値の絶対値になっています。"),
    )
    yield (
        "square",
        np.square,
        Text("Every entry is the square of what is expected.", "すべての要素が期待値の 2 乗です。"),
    )
    yield (
        "root",
        np.sqrt,
        Text("Every entry is the square root of what is expected.", "すべての要素が期待値の平方根です。"),
    )
    yield (
        "reciprocal",
        np.reciprocal,
        Text("Every entry is 1 / (what is expected).", "すべての要素が期待値の逆数です。"),
    )
    yield (
        "exponential",
        np.exp,
        Text(
            "Every entry is exp(what is expected): is a log missing?",
            "すべての要素が exp（期待値）です。log を忘れていませんか。",
        ),
    )
    yield (
        "logarithm",
        np.log,
        Text(
            "Every entry is log(what is expected): is an exp missing?",
            "すべての要素が log（期待値）です。exp を忘れていませんか。",
        ),
    )
    yield (
        "complement",
        lambda e: 1.0 - e,
        Text("Every entry is 1 − (what is expected).", "すべての要素が 1 −（期待値）です。"),
    )


def _function(pair: Pair) -> Pattern | None:
    for name, function, text in _functions(pair):
        predicted = function(pair.expected)
        if pair.distinct(pair.expected) >= ENOUGH and pair.distinct(predicted) >= 2 and pair.fits(predicted):
            return Pattern(name, text)
    return None


def _whole(pair: Pair) -> Pattern | None:
    """Numbers without their fractions; an array of integers is blamed only where one came."""
    a, e = pair.actual, pair.expected
    if pair.distinct(e) < ENOUGH or pair.distinct(a) < 2 or not np.all(a == np.rint(a)):
        return None
    if np.ptp(a - e) <= 2 * pair.rtol * magnitude(e):  # off by one amount: a forgotten bias does that as well
        return None
    if pair.fits(np.trunc(e)):
        en, ja = "Every entry has lost its fraction", "すべての要素の小数部分が失われています。"
        if pair.integers:
            return Pattern(
                "truncated",
                Text(f"{en}: is the array an integer array?", f"{ja}整数型の配列に代入していませんか。"),
            )
        return Pattern("truncated", Text(f"{en}: is there a // or an int()?", f"{ja}// や int() を使っていませんか。"))
    if pair.fits(np.floor(e)):
        text = Text(
            "Every entry is rounded down to a whole number: is there a //?",
            "すべての要素が整数に切り下げられています。// を使っていませんか。",
        )
        return Pattern("floored", text)
    if pair.fits(np.rint(e)):
        text = Text(
            "Every entry is rounded to a whole number: return the numbers as they are.",
            "すべての要素が整数に丸められています。丸めずに返してください。",
        )
        return Pattern("rounded", text, factor=0.0)
    return None


def _precision(pair: Pair) -> Pattern | None:
    """The right values with digits missing."""
    a, e = pair.actual, pair.expected
    half = pair.distinct(e) >= ENOUGH and pair.fits_coarsely(e, 2e-3) and not np.all(a == np.rint(a))
    if half and np.all(a.astype(np.float16) == a):
        text = Text(
            "Every entry has only the 3 digits of float16.", "すべての要素が float16 の精度（約 3 桁）しかありません。"
        )
        return Pattern("float16", text)
    for decimals in range(1, 7):
        rounded = np.round(e, decimals)
        if np.any(rounded) and np.all(np.abs(a - rounded) <= 1e-12 * np.maximum(np.abs(rounded), 1)):
            text = Text(
                f"It is rounded to {decimals} decimal{'s' * (decimals > 1)}: return the number as it is.",
                f"小数点以下 {decimals} 桁に丸められています。丸めずに返してください。",
            )
            return Pattern("rounded", text, factor=float(decimals))
    return None


def _offset(pair: Pair) -> Pattern | None:
    offset = pair.actual - pair.expected
    tolerance = pair.rtol * max(magnitude(pair.expected), magnitude(pair.actual))
    if pair.distinct(pair.expected) < ENOUGH or magnitude(offset) <= 1e3 * tolerance:
        return None
    if np.ptp(offset) <= 2 * tolerance:
        amount = f"{float(offset.mean()):.6g}"
        text = Text(
            f"Every entry is off by the same amount, {amount}.",
            f"すべての要素が同じ値 {amount} だけずれています。",
        )
        told = Text("Every entry is off by the same amount.", "すべての要素が同じ値だけずれています。")
        return Pattern("offset", text, factor=float(offset.mean()), told=told)
    for axis, (en, ja) in enumerate((("column", "列"), ("row", "行"))):
        big_enough = offset.ndim == 2 and offset.shape[axis] >= ENOUGH and offset.shape[1 - axis] >= 2
        if big_enough and np.all(np.ptp(offset, axis=axis) <= 2 * tolerance):
            text = Text(
                f"Within each {en} all entries are off by the same amount.",
                f"同じ{ja}の要素は、すべて同じ値だけずれています。",
            )
            return Pattern(f"{en}_offset", text)
    return None


def _line_ratio(pair: Pair) -> Pattern | None:
    a, e = pair.actual, pair.expected
    for axis, (en, ja) in enumerate((("column", "列"), ("row", "行"))):
        if e.ndim != 2 or e.shape[axis] < ENOUGH or e.shape[1 - axis] < 2:
            continue
        norm = np.sum(e * e, axis=axis, keepdims=True)
        if np.any(norm == 0):
            continue
        factors = np.sum(a * e, axis=axis, keepdims=True) / norm
        spread = np.min(np.sum(np.abs(e) > 1e-3 * np.abs(e).max(axis=axis, keepdims=True), axis=axis))
        if spread >= ENOUGH and np.all(factors != 0) and pair.fits(factors * e):
            text = Text(
                f"Each {en} is multiplied by a factor of its own.",
                f"{ja}ごとに、それぞれ違う倍率が掛かっています。",
            )
            return Pattern(f"{en}_ratio", text)
    return None


def _some_lines(pair: Pair) -> Pattern | None:
    wrong = pair.wrong
    if wrong.sum() == wrong.size or wrong.sum() < wrong.ndim or wrong.ndim not in (1, 2):
        return None  # where a single entry of a matrix is has been said
    names = (("row", "行"), ("column", "列")) if wrong.ndim == 2 else (("entry", "要素"),)
    found: list[tuple[int, str, str, list[int], bool]] = []
    for axis, (en, ja) in enumerate(names):
        others = tuple(i for i in range(wrong.ndim) if i != axis)
        lines = np.flatnonzero(wrong.any(axis=others))
        if wrong.shape[axis] >= ENOUGH and 2 * len(lines) <= wrong.shape[axis] and len(lines) <= 5:
            whole = bool(wrong.take(lines, axis).all())
            found.append((len(lines), en, ja, [int(i) for i in lines], whole))
    if not found:
        return None
    count, en, ja, lines_, whole = min(found)
    listed = ", ".join(map(str, lines_))
    plural = {"row": "rows", "column": "columns", "entry": "entries"}[en] if count > 1 else en
    verb = "are" if count > 1 else "is"
    text = Text(f"All that is wrong is in {plural} {listed}.", f"違っている要素は、すべて{ja} {listed} にあります。")
    if whole:
        text = Text(f"Only {plural} {listed} {verb} wrong.", f"違っているのは{ja} {listed} だけです。")
    return Pattern(f"some_{en}s" if en != "entry" else "some_entries", text)


_FINDERS: tuple[Callable[[Pair], Pattern | None], ...] = (
    _zeros,
    _candidate,
    _ratio,
    _unmasked,
    _transpose,
    _reversed,
    _permuted,
    _missing_term,
    _function,
    _offset,
    _whole,
    _precision,
    _line_ratio,
    _some_lines,
)
