"""The one comparison that everything uses: shape, then dtype kind, then finiteness, then values.

Values are judged by the magnitude of the whole array: an entry is wrong when it is off by more than
``rtol · max|expected| + atol``. Without ``rtol``, 1e-6 is allowed, or 1e-4 where what came was evidently
computed in float32.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from autograder.numerics.difference import Difference, Index, Mismatch, fail
from autograder.numerics.patterns import find_pattern
from autograder.numerics.sentences import (
    What,
    finiteness_account,
    kind_sentence,
    sentence,
    shape_sentence,
    subject,
    values_account,
)
from autograder.numerics.shapes import find_shape_pattern
from autograder.numerics.ulp import Precision, ensemble, is_container
from autograder.numerics.values import NONE, Array, NotAnArrayError, as_array, is_float32_valued, magnitude
from autograder.text import Text

__all__ = ["Difference", "Mismatch", "assert_close", "assert_matches", "assert_unchanged", "compare", "fail"]

FLOAT64_RTOL = 1e-6
FLOAT32_RTOL = 1e-4
MOST_NAMED = 10  # keys that a sentence names
# Stands in for the magnitude of an array whose expected entries are all 0: rounding leaves about this much
# of quantities of order one. Give ``scale`` where the quantities are not of order one.
ZERO_TOLERANCE = {FLOAT64_RTOL: 1e-12, FLOAT32_RTOL: 1e-5}


@dataclass(frozen=True)
class _Rule:
    """What the caller asked for, handed down to the members of a container.

    ``allowed(path, actual, expected)`` is how far an entry of the array at ``path`` may be off.
    """

    allowed: Callable[[str, Array, Array], float]
    known: Mapping[str, float]
    candidates: Mapping[str, Array]
    strict: bool = False


def compare(
    actual: object,
    expected: object,
    *,
    what: What = "",
    rtol: float | None = None,
    atol: float | None = None,
    scale: float | None = None,
    known: Mapping[str, float] | None = None,
    candidates: Mapping[str, object] | None = None,
    strict: bool = False,
) -> Difference | None:
    """How ``actual`` differs from ``expected``, or None where it does not.

    An entry is wrong when it is off by more than ``rtol · max|expected| + atol``. Without ``rtol``, 1e-6 is allowed, or
    1e-4 where what came was evidently computed in float32; counts (integers) have to be exact.

    Args:
        actual: what a submission returned; lists and tuples are accepted where arrays are expected, numbers where
            0-d arrays are, integers where real numbers are.
        expected: an array, a number, a string, None, or a dict, tuple or list of those, compared member by
            member (a tuple's members each have their own magnitude, a list of numbers is one array).
        what: what the message calls it, e.g. ``"dW"``.
        rtol: allowed, as a fraction of the magnitude; ``rtol=0`` demands exactness.
        atol: allowed besides, in the units of the values.
        scale: the magnitude, where it is not ``max|expected|``.
        known: quantities that the message may name, e.g. ``{"N": 5}``: "every entry is 5 times too large, and 5 is N".
        candidates: arrays that the message may recognise, by name, in what came or as the one term that is missing:
            ``{"the gradient before the sum": g}``.
        strict: refuse keys of a dict that are not expected.

    Raises:
        TypeError: if ``expected`` is none of these.

    Examples:
        >>> compare([1.0, 2.0], np.array([1.0, 2.0 + 1e-9])) is None
        True
        >>> difference = compare(np.ones((3, 2)), np.ones((2, 3)), what="W")
        >>> difference.kind, difference.shapes
        ('shape', ((3, 2), (2, 3)))
    """

    def allowed(_path: str, a: Array, e: Array) -> float:
        return _tolerance(a, e, rtol, atol, scale)

    return _compare(actual, expected, what, "", _Rule(allowed, known or {}, _arrays(candidates), strict))


def assert_close(
    actual: object,
    expected: object,
    *,
    what: What = "",
    rtol: float | None = None,
    atol: float | None = None,
    scale: float | None = None,
    known: Mapping[str, float] | None = None,
    candidates: Mapping[str, object] | None = None,
) -> None:
    """Raises ``Mismatch`` unless ``compare`` finds no difference; the arguments are those of ``compare``.

    Examples:
        >>> y = np.array([[0.1, 0.7], [0.2, 0.4]])
        >>> assert_close(y + 1e-9, y, what="y")
        >>> assert_close(5 * y, y, what="y", known={"N": 5})
        Traceback (most recent call last):
        Mismatch: y is not as expected: all 4 entries are wrong. ... Every entry is 5 times too large, and 5 is N...
    """
    difference = compare(
        actual, expected, what=what, rtol=rtol, atol=atol, scale=scale, known=known, candidates=candidates
    )
    if difference is not None:
        raise Mismatch(difference.text, difference)


def assert_unchanged(after: object, before: object, what: What = "") -> None:
    """Raises ``Mismatch`` unless an argument is exactly what it was: arguments are never modified.

    Args:
        after: the argument after the call.
        before: a copy that was made before the call.
        what: what the message calls it.

    Examples:
        >>> x = np.array([1.0, 2.0])
        >>> before = x.copy()
        >>> x -= 1
        >>> assert_unchanged(x, before, what="x")
        Traceback (most recent call last):
        Mismatch: x was modified: work on a copy. ...
    """
    difference = compare(after, before, what=what, rtol=0.0, atol=0.0, strict=True)
    if difference is None:
        return
    headline = sentence(
        subject(what or Text("an argument", "引数")),
        Text("was modified: work on a copy", "が書き換えられています。コピーに対して計算してください"),
    )
    text = Text.join([headline, difference.text])
    told = Text.join([headline, difference.told or difference.text])
    raise Mismatch(text, replace(difference, text=text, told=told))


def assert_matches(
    actual: object,
    compute: Callable[..., Any],
    *inputs: object,
    what: What = "",
    rtol: float = 0.0,
    scale: float = 0.0,
    known: Mapping[str, float] | None = None,
    candidates: Mapping[str, object] | None = None,
) -> None:
    """Raises ``Mismatch`` unless ``actual`` is ``compute(*inputs)`` up to rounding.

    The tightest comparison there is: each array may be off by 30 times what perturbing the inputs by one
    unit in the last place does to it (the largest of 8 draws), plus rounding. Where what came was evidently
    computed in float32, the unit is float32's. Legitimate variety that is more than rounding, like
    ``log(y + 1e-7)``, needs ``rtol``, or ``assert_close``.

    Args:
        actual: what a submission returned.
        compute: the reference's computation; returns an array, a number, or a dict, tuple or list of those.
        *inputs: its arguments; arrays of real numbers among them are perturbed.
        what: what the message calls it.
        rtol: allowed at least, as a fraction of the magnitude.
        scale: magnitude of the terms that the result is the sum of, where they may cancel to 0.
        known: see ``compare``.
        candidates: see ``compare``.

    Examples:
        >>> x, w = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.1], [0.7]])
        >>> assert_matches(np.einsum("nd,dm->nm", x, w), lambda x, w: x @ w, x, w, what="y")
        >>> assert_matches(x @ w + 1e-7, lambda x, w: x @ w, x, w, what="y")
        Traceback (most recent call last):
        Mismatch: y is not as expected: all 2 entries are wrong. ... (relative error 3.2e-08, allowed 2e-14)...
    """
    expected = compute(*inputs)

    @cache
    def spread(precision: Precision) -> Mapping[str, float]:
        return ensemble(compute, inputs, expected, precision=precision, scale=scale)

    def allowed(path: str, a: Array, e: Array) -> float:
        precision = np.float32 if is_float32_valued(a, e) else np.float64
        return max(spread(precision)[path], rtol * magnitude(e))

    difference = _compare(actual, expected, what, "", _Rule(allowed, known or {}, _arrays(candidates)))
    if difference is not None:
        raise Mismatch(difference.text, difference)


def _arrays(candidates: Mapping[str, object] | None) -> Mapping[str, Array]:
    return {name: as_array(value) for name, value in (candidates or {}).items()}


def _tolerance(a: Array, e: Array, rtol: float | None, atol: float | None, scale: float | None) -> float:
    if rtol is not None:
        return rtol * (magnitude(e) if scale is None else scale) + (atol or 0.0)
    if e.dtype.kind in "biu" and atol is None and scale is None:  # a count is right or wrong
        if a.dtype.kind in "biu":
            return 0.0
        return min(0.25, (FLOAT32_RTOL if a.dtype.type is np.float32 else FLOAT64_RTOL) * magnitude(e))
    float64 = _default_tolerance(e, FLOAT64_RTOL, atol, scale)
    float32 = _default_tolerance(e, FLOAT32_RTOL, atol, scale)
    if np.float32 in (a.dtype.type, e.dtype.type):
        return float32
    hidden = is_float32_valued(a, e) and magnitude(a - e) <= float32
    return float32 if hidden else float64


def _default_tolerance(e: Array, rtol: float, atol: float | None, scale: float | None) -> float:
    if atol is None and scale is None and not np.any(e):
        return ZERO_TOLERANCE[rtol]
    return rtol * (magnitude(e) if scale is None else scale) + (atol or 0.0)


def _compare(actual: object, expected: object, what: What, path: str, rule: _Rule) -> Difference | None:
    name = subject(what, path)
    if expected is None or isinstance(expected, str):
        same = type(actual) is type(expected) and actual == expected
        return None if same else _not_the_word(name, actual, expected)
    if isinstance(expected, dict):
        return _compare_dicts(actual, expected, what, path, rule)
    if is_container(expected):
        return _compare_sequences(actual, expected, what, path, rule)  # type: ignore[arg-type]
    try:
        wanted = as_array(expected)
    except NotAnArrayError as error:
        raise TypeError(f"the expected value {error}") from None
    try:
        return _compare_arrays(as_array(actual), wanted, name, path, rule)
    except NotAnArrayError as error:
        return Difference(kind="type", text=sentence(name, error.text), what=name.en)


def _compare_dicts(
    actual: object, expected: dict[Any, object], what: What, path: str, rule: _Rule
) -> Difference | None:
    name = subject(what, path)
    if not issubclass(type(actual), dict):  # not isinstance: that asks the object itself for its class
        return _not_a(name, actual, Text("a dict", "辞書（dict）"))
    members: dict[Any, object] = actual  # type: ignore[assignment]
    missing = [key for key in expected if key not in members]
    if missing:
        keys = ", ".join(map(repr, missing))
        return _wrong_type(name, f"has no key {keys}", f"にキー {keys} がありません")
    extra = [key for key in members if key not in expected]
    if extra and rule.strict:
        keys = ", ".join(map(repr, extra[:MOST_NAMED])) + (" …" if len(extra) > MOST_NAMED else "")
        return _wrong_type(name, f"has a key too many: {keys}", f"に余分なキー {keys} があります")
    for key, value in expected.items():
        difference = _compare(members[key], value, what, f"{path}[{key!r}]", rule)
        if difference is not None:
            return difference
    return None


def _compare_sequences(
    actual: object, expected: Sequence[object], what: What, path: str, rule: _Rule
) -> Difference | None:
    name = subject(what, path)
    if not issubclass(type(actual), tuple | list | np.ndarray) or getattr(actual, "shape", None) == ():
        return _not_a(name, actual, Text(f"a tuple of {len(expected)}", f"{len(expected)} 個の値の組（tuple）"))
    members: Sequence[object] = actual  # type: ignore[assignment]
    if len(members) != len(expected):
        return _wrong_type(
            name,
            f"has {len(members)} members, expected {len(expected)}",
            f"の要素が {len(members)} 個です（{len(expected)} 個必要です）",
        )
    for i, value in enumerate(expected):
        difference = _compare(members[i], value, what, f"{path}[{i}]", rule)
        if difference is not None:
            return difference
    return None


def _not_a(name: Text, actual: object, wanted: Text) -> Difference:
    if actual is None:
        return Difference(kind="type", text=sentence(name, NONE), what=name.en)
    came = type(actual).__name__
    return _wrong_type(
        name,
        f"is of type {came}, where {wanted.en} is expected",
        f"の型が {came} です（{wanted.ja}が必要です）",
    )


def _not_the_word(name: Text, actual: Any, expected: str | None) -> Difference:
    """Where a text is expected, or None."""
    difference = _wrong_type(name, f"is not {expected!r}", f"が {expected!r} ではありません")
    if expected is None:
        return difference
    came = repr(actual[:80]) if type(actual) is str else f"of type {type(actual).__name__}"
    came_ja = repr(actual[:80]) if type(actual) is str else f"型 {type(actual).__name__} の値"
    told = sentence(name, Text(f"is {came}, which is not right", f"が {came_ja} です（正しくありません）"))
    return replace(difference, told=told)


def _wrong_type(name: Text, en: str, ja: str) -> Difference:
    return Difference(kind="type", text=sentence(name, Text(en, ja)), what=name.en)


def _compare_arrays(a: Array, e: Array, name: Text, path: str, rule: _Rule) -> Difference | None:
    if a.shape != e.shape:
        shape_pattern = find_shape_pattern(a, e)
        text = shape_sentence(name, a.shape, e.shape, shape_pattern)
        return Difference(kind="shape", text=text, pattern=shape_pattern, **_common(a, e, name))
    if not _kinds_agree(a, e):
        return Difference(kind="dtype", text=kind_sentence(name, a.dtype, e.dtype), **_common(a, e, name))
    if a.dtype == e.dtype and np.array_equal(a, e):  # most comparisons end here: nothing else need be computed
        return None
    with np.errstate(all="ignore"):
        return _compare_finiteness(a, e, name) or _compare_values(a, e, name, path, rule)


def _common(a: Array, e: Array, name: Text) -> dict[str, Any]:
    """What every difference between two arrays holds."""
    return {"what": name.en, "shapes": (a.shape, e.shape), "dtypes": (str(a.dtype), str(e.dtype))}


def _kinds_agree(a: Array, e: Array) -> bool:
    if a.dtype.type is np.float16:
        return False
    if "b" in (a.dtype.kind, e.dtype.kind):
        return a.dtype.kind == e.dtype.kind
    return a.dtype.kind != "c" or e.dtype.kind == "c"


def _compare_finiteness(a: Array, e: Array, name: Text) -> Difference | None:
    finite_a, finite_e = np.isfinite(a), np.isfinite(e)
    if finite_a.all() and finite_e.all():
        return None
    bad = (finite_a != finite_e) | (~finite_a & ~finite_e & (a != e) & ~(np.isnan(a) & np.isnan(e)))
    count = int(bad.sum())
    if not count:
        return None
    index = _index(int(bad.argmax()), a.shape)
    account = finiteness_account(name, index, a[index].item(), e[index].item(), count, a.size)
    return Difference(
        kind="finiteness",
        text=account.text,
        told=account.told,
        worst_index=index,
        got=_real(a[index]),
        expected=_real(e[index]),
        fraction_wrong=count / a.size,
        **_common(a, e, name),
    )


def _compare_values(a: Array, e: Array, name: Text, path: str, rule: _Rule) -> Difference | None:
    tolerance = rule.allowed(path, a, e)
    wide = np.complex128 if "c" in (a.dtype.kind, e.dtype.kind) else np.float64
    error = np.abs(a.astype(wide, copy=False) - e.astype(wide, copy=False))
    if tolerance > 0 and np.max(error, initial=0.0) <= tolerance:
        return None
    error = np.where(np.isfinite(e), error, 0.0)
    wrong = error > tolerance
    if tolerance == 0:  # also tells apart integers that are the same float
        wrong |= np.isfinite(e) & (a != e)
    count = int(wrong.sum())
    if not count:
        return None
    index = _index(int(np.where(wrong, error, -1.0).argmax()), a.shape)
    scale = magnitude(e) or 1.0
    relative, allowed = float(error[index]) / scale, tolerance / scale
    pattern = find_pattern(a, e, rtol=allowed, known=rule.known, candidates=rule.candidates)
    first = _index(int(wrong.argmax()), a.shape)
    account = values_account(
        name,
        index,
        a[index].item(),
        e[index].item(),
        relative,
        allowed,
        count,
        a.size,
        pattern,
        (first, a[first].item()),
    )
    return Difference(
        kind="values",
        text=account.text,
        told=account.told,
        worst_index=index,
        got=_real(a[index]),
        expected=_real(e[index]),
        relative_error=relative,
        tolerance=allowed,
        fraction_wrong=count / a.size,
        pattern=pattern,
        **_common(a, e, name),
    )


def _index(flat: int, shape: Index) -> Index:
    return tuple(int(i) for i in np.unravel_index(flat, shape))


def _real(entry: Any) -> float | None:
    return None if isinstance(entry, complex | np.complexfloating) else float(entry)
