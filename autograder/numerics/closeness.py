"""Whether what came is what is right, up to a tolerance: the comparison that everything uses.

Values are judged by the magnitude of the whole array: an entry is wrong when it is off by more than
``rtol · max|expected| + atol``. Without ``rtol``, 1e-6 is allowed, or 1e-4 where what came was evidently
computed in float32.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.numerics.comparison import Rule, compare_by
from autograder.numerics.difference import Difference, Mismatch, ShownAs
from autograder.numerics.sentences import What, sentence, subject
from autograder.numerics.values import Array, as_array, is_float32_valued, magnitude
from autograder.text import Text

FLOAT64_RTOL = 1e-6
FLOAT32_RTOL = 1e-4
# Stands in for the magnitude of an array whose expected entries are all 0: rounding leaves about this much
# of quantities of order one. Give ``scale`` where the quantities are not of order one.
ZERO_TOLERANCE = {FLOAT64_RTOL: 1e-12, FLOAT32_RTOL: 1e-5}


def compare(
    actual: object,
    expected: object,
    *,
    what: What = "",
    rtol: float | None = None,
    atol: float | None = None,
    scale: float | None = None,
    known: Mapping[str, float] | None = None,
    candidates: Mapping[Any, object] | None = None,
    strict: bool = False,
) -> Difference | None:
    """How ``actual`` differs from ``expected``, or None where it does not.

    An entry is wrong when it is off by more than ``rtol · max|expected| + atol``. Without ``rtol``, 1e-6 is allowed, or
    1e-4 where what came was evidently computed in float32; counts (integers) have to be exact.

    Added in version 0.1.0.

    Args:
        actual: what a submission returned; lists and tuples are accepted where arrays are expected, numbers where
            0-d arrays are, integers where real numbers are.
        expected: an array, a number, a string, None, or a dict, tuple or list of those, compared member by
            member (a tuple's members each have their own magnitude, a list of numbers is one array).
        what: what the message calls it: ``"dW"``, or in English and in Japanese, ``("the loss", "損失")``.
        rtol: allowed, as a fraction of the magnitude; ``rtol=0`` demands exactness.
        atol: allowed besides, in the units of the values.
        scale: the magnitude, where it is not ``max|expected|``.
        known: quantities that the message may name, e.g. ``{"N": 5}``: "every entry is 5 times too large, and 5 is N".
        candidates: arrays that the message may recognise, by name (see ``what``), in what came or as the one term that
            is missing: ``{"the gradient before the sum": g}``.
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
        return tolerance(a, e, rtol, atol, scale)

    return compare_by(Rule(allowed, known or {}, arrays(candidates), strict), actual, expected, what)


def assert_close(
    actual: object,
    expected: object,
    *,
    or_close_to: Sequence[object] = (),
    what: What = "",
    rtol: float | None = None,
    atol: float | None = None,
    scale: float | None = None,
    known: Mapping[str, float] | None = None,
    candidates: Mapping[Any, object] | None = None,
    shown_as: ShownAs = "entries",
) -> None:
    """Raises ``Mismatch`` unless ``compare`` finds no difference.

    Added in version 0.1.0.

    Args:
        actual: what a submission returned.
        expected: what is right, and what the message speaks of.
        or_close_to: other values that are right as well: another legitimate form, or what follows from a mistake that
            is charged elsewhere. One with another shape or another NaN than ``expected`` does not count.
        what: see ``compare``.
        rtol: see ``compare``.
        atol: see ``compare``.
        scale: see ``compare``.
        known: see ``compare``.
        candidates: see ``compare``.
        shown_as: what the arrays are, for the picture of a failure: ``"entries"``; ``"path"``, where axis 0 counts the
            steps of a way; ``"images"``, where axis 0 counts pictures, of which the rest is rows and columns, or a
            square number of pixels. Arrays of four and more axes are images anyway.

    Examples:
        >>> y = np.array([[0.1, 0.7], [0.2, 0.4]])
        >>> assert_close(y + 1e-9, y, what="y")
        >>> assert_close(5 * y, y, or_close_to=(5 * y, -y), what="y")
        >>> assert_close(5 * y, y, what="y", known={"N": 5})
        Traceback (most recent call last):
        Mismatch: y is not as expected: all 4 entries are wrong. ... Every entry is 5 times too large, and 5 is N...
    """
    how: dict[str, Any] = {"rtol": rtol, "atol": atol, "scale": scale}
    difference = compare(actual, expected, what=what, known=known, candidates=candidates, **how)
    if difference is None:
        return
    for other in or_close_to:
        if compare(other, expected, atol=np.inf) is None and compare(actual, other, **how) is None:
            return
    if difference.arrays is not None:
        difference = replace(difference, arrays=difference.arrays._replace(shown_as=shown_as))
    raise Mismatch(difference.text, difference)


def assert_unchanged(after: object, before: object, what: What = "") -> None:
    """Raises ``Mismatch`` unless an argument is exactly what it was: arguments are never modified.

    Added in version 0.1.0.

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


def arrays(candidates: Mapping[Any, object] | None) -> Mapping[str, Array]:
    """Candidates that a caller gave, as arrays."""
    return {name: as_array(value) for name, value in (candidates or {}).items()}


def tolerance(
    a: Array, e: Array, rtol: float | None = None, atol: float | None = None, scale: float | None = None
) -> float:
    """How far an entry of ``a`` may be off where ``e`` is expected; see ``compare``."""
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
