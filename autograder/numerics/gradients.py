"""Gradient checks: is an array the gradient of a function at a point?"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import numpy as np

from autograder.numerics.closeness import arrays, compare, tolerance
from autograder.numerics.comparison import Rule, compare_by
from autograder.numerics.difference import Difference, Inconclusive, Mismatch
from autograder.numerics.measurement import Function, Measurement, Projection, Slopes, real_array, unit_vector
from autograder.numerics.patterns import find_pattern
from autograder.numerics.sentences import What, number, subject
from autograder.numerics.ulp import Precision, ensemble, multiple
from autograder.numerics.values import Array, NotAnArrayError, as_array, is_float32_valued, magnitude
from autograder.text import Text

GRADIENT = Text("the gradient", "勾配")
# How much a gradient that follows the student's own forward pass has to have in common with the right one, as the
# cosine between the two.
REAL_ATTEMPT = 0.5
# Beyond this size a failing gradient is described by its sampled slopes, not by a full numerical gradient.
DESCRIBED = 2048

T = TypeVar("T")


def numerical_gradient(f: Function, x: object) -> Array:
    """The gradient of the scalar function ``f`` at ``x``: float64, the shape of ``x``.

    Central differences, extrapolated (Richardson): four calls per entry, at a step that follows the magnitude of x.

    Args:
        f: called with float64 arrays of the shape of x.
        x: an array of real numbers, of any shape.

    Raises:
        TypeError: for complex numbers.
    """
    point = real_array(x)
    phi = Projection(f)
    size = float(np.sqrt(np.mean(np.square(point)))) if point.size else 0.0
    h = 3e-4 * (size or 1.0)

    def central(direction: Array, step: float) -> float:
        return (phi(point + step * direction) - phi(point - step * direction)) / (2 * step)

    gradient = np.empty(point.shape)
    for index in np.ndindex(point.shape):
        unit = unit_vector(point, index)
        gradient[index] = (4 * central(unit, h / 2) - central(unit, h)) / 3
    return gradient


def assert_gradient(
    actual: object,
    of: Function,
    at: object,
    *,
    upstream: object = None,
    factor: float = 1.0,
    follow_through: Function | None = None,
    reference_gradient: object = None,
    what: What = "",
    rtol: float = 0.0,
    atol: float = 0.0,
    known: Mapping[str, float] | None = None,
    candidates: Mapping[Any, object] | None = None,
) -> None:
    """Raises ``Mismatch`` unless ``actual`` is the gradient of ``of`` at the array ``at``.

    Slopes of ``of`` are measured, each with an error bar of its own; kinks are left out, and of more than 64 entries
    random directions are sampled, the same ones each time. Where there is a backward pass to compare with,
    ``assert_vjp`` is sharper.

    Added in version 0.1.0.

    Args:
        actual: what a submission returned, of the shape of ``at``.
        of: the right function, of one float64 array of the shape of ``at``; returns a number, or an array whose
            ``upstream`` gradient is given. Called up to 16 times per measured slope, after the submission has been: let
            it use arrays that the submission was not handed, or give ``reference_gradient``, which has to fit, too.
        at: the point, an array of real numbers.
        upstream: the gradient that arrives from above, of the shape of what ``of`` returns.
        factor: this multiple of the gradient is right as well; see ``factor_of``.
        follow_through: the student's own version of ``of``. A wrong forward pass then does not cost the backward
            pass its points: the gradient also passes when it is the gradient of that, provided the forward is
            finite, depends on its argument, and the gradient is not far from the right one (half of it in the same
            or the opposite direction, so that ``sum(x)`` with a gradient of ones earns nothing).
        reference_gradient: the right gradient, where the author has it: agreement with it passes at once, and nothing
            is measured.
        what: what the message calls it.
        rtol: allowed at least, as a fraction of the magnitude: 1e-6 (1e-4 for float32) always is.
        atol: allowed besides, in the units of the gradient: where entries cancel to 0, and for a gradient that is one
            of many, ``1e-6`` of the largest.
        known: see ``compare``.
        candidates: see ``compare``.

    Raises:
        Inconclusive: if most of the slopes cannot be measured, e.g. because ``at`` lies on kinks: see ``redraw``.
        ValueError: if ``reference_gradient`` is not the gradient of ``of``, and ``actual`` is.

    Examples:
        >>> x, w, dout = np.ones((5, 3)), np.full((3, 2), 0.5), np.full((5, 2), 2.0)
        >>> assert_gradient(dout @ w.T, of=lambda x: x @ w, at=x, upstream=dout, what="dx")
        >>> assert_gradient(dout @ w.T / 5, of=lambda x: x @ w, at=x, upstream=dout, what="dx", known={"N": 5})
        Traceback (most recent call last):
        Mismatch: Numerical differentiation disagrees: ... 0.2 is 1/N (N = 5, the number of samples)...
    """
    right = None if reference_gradient is None else as_array(reference_gradient).astype(np.float64)
    if right is not None and _plainly_close(actual, right, rtol, atol):  # where nearly all calls end
        return
    point = real_array(at)
    name = what or GRADIENT
    phi = Projection(of, upstream)
    claimed = _claimed(actual, phi, point, right, name, known)
    factors = (1.0,) if factor == 1.0 else (1.0, factor)
    if right is not None and any(_close(claimed, each * right, rtol, atol) for each in factors):
        return
    slopes = Slopes(phi, point)
    for each in reversed(factors):
        worst = None if right is None else unit_vector(point, _worst(claimed - each * right))
        found = slopes.beside(claimed / each, rtol, atol, first=worst, scale=0.0 if right is None else magnitude(right))
        if found.accepts():
            if right is not None and slopes.beside(right, rtol, atol).rejects():
                raise ValueError("reference_gradient is not the gradient of the function: was something overwritten?")
            return  # the two differ at kinks
    if follow_through is not None and _follows(claimed, Projection(follow_through, upstream), found, right, rtol, atol):
        return
    if not found.rejects():
        raise Inconclusive(_undecided(found))
    _reject(found, phi, right, name, known, candidates)


def assert_vjp(
    actual: object,
    vjp: Callable[..., Any],
    *inputs: object,
    upstream: object = None,
    factor: float = 1.0,
    what: What = "",
    rtol: float = 0.0,
    atol: float = 0.0,
    known: Mapping[str, float] | None = None,
    candidates: Mapping[Any, object] | None = None,
) -> None:
    """Raises ``Mismatch`` unless ``actual`` is the reference's ``vjp(*inputs, upstream)`` up to rounding.

    The sharpest check of a backward pass: a vector-Jacobian product is compared with another, and what rounding may
    do is measured. Each array may be off by 30 times what perturbing the inputs by one unit in the last place does to
    it (the largest of 8 draws), plus rounding; where what came was evidently computed in float32, the unit is
    float32's. It knows of no kinks: draw away from them.

    Added in version 0.1.0.

    Args:
        actual: what a submission returned.
        vjp: the reference's vector-Jacobian product, called as ``vjp(*inputs, upstream)``: the inputs of the forward
            pass, then the gradient that arrives from above. Returns one gradient, or a tuple, list or dict of them.
        *inputs: the inputs of the forward pass; arrays of real numbers among them are perturbed.
        upstream: the gradient that arrives from above, of the shape of the forward pass's result; perturbed, too.
            Without it ``vjp(*inputs)`` is the gradient of a scalar function.
        factor: this multiple of the gradient is right as well; see ``factor_of``.
        what: what the message calls it.
        rtol: allowed at least, as a fraction of the magnitude: for variety that is more than rounding, such as
            ``log(y + 1e-7)``, or float32 in one step of many.
        atol: allowed at least, in the units of the gradient: where entries cancel to 0, and for a gradient that is one
            of many, ``1e-6`` of the largest.
        known: see ``compare``.
        candidates: see ``compare``.

    Examples:
        >>> x, w, dout = np.ones((5, 3)), np.full((3, 2), 0.5), np.full((5, 2), 2.0)
        >>> def affine_vjp(x, w, dout):
        ...     return dout @ w.T, x.T @ dout
        >>> assert_vjp((dout @ w.T, x.T @ dout), affine_vjp, x, w, upstream=dout, what="(dx, dw)")
        >>> assert_vjp((dout @ w.T, x.T @ dout / 5), affine_vjp, x, w, upstream=dout, what="(dx, dw)", known={"N": 5})
        Traceback (most recent call last):
        Mismatch: (dx, dw)[1] is not as expected: ... 0.2 is 1/N (N = 5, the number of samples)...
    """
    arguments = inputs if upstream is None else (*inputs, upstream)
    expected = vjp(*arguments)

    @cache
    def spread(precision: Precision) -> Mapping[str, float]:
        scale = 0.0 if upstream is None else magnitude(as_array(upstream))
        return ensemble(vjp, arguments, expected, precision=precision, scale=scale)

    def allowed(by: float) -> Callable[[str, Array, Array], float]:
        def of(path: str, a: Array, e: Array) -> float:
            given = rtol * magnitude(e) + atol
            if np.all(np.abs(a - e) <= given):  # the rest need not be measured
                return given
            precision = np.float32 if is_float32_valued(a, e) else np.float64
            return max(abs(by) * spread(precision)[path], given)

        return of

    rule = Rule(allowed(1.0), known or {}, arrays(candidates))
    difference = compare_by(rule, actual, expected, what or GRADIENT)
    if difference is None:
        return
    if factor != 1.0 and compare_by(Rule(allowed(factor)), actual, multiple(expected, factor)) is None:
        return
    raise Mismatch(difference.text, difference)


def redraw(check: Callable[[np.random.Generator], T], rng: np.random.Generator, attempts: int = 5) -> T:
    """The result of ``check(rng)``, repeated with further draws while it is ``Inconclusive``.

    Added in version 0.1.0.

    Args:
        check: draws its inputs from the generator that it is given, and may raise ``Inconclusive``.
        rng: continues from draw to draw.
        attempts: how many draws at most.

    Raises:
        Mismatch: as ``check`` raised it; ``data["redraws"]`` tells how many draws were thrown away.
        Inconclusive: the last one, after ``attempts`` draws.

    Examples:
        >>> def check(rng):
        ...     x = rng.normal(size=(3, 2))
        ...     assert_gradient(1.0 * (x > 0), of=lambda x: np.sum(np.maximum(x, 0)), at=x)
        >>> redraw(check, np.random.default_rng(0))
    """
    for attempt in range(attempts):
        try:
            return check(rng)
        except Inconclusive as inconclusive:
            last = inconclusive
        except Mismatch as mismatch:
            mismatch.data["redraws"] = attempt
            raise
    raise Inconclusive(Text.join([last.text, Text(f"({attempts} draws.)", f"（{attempts} 回試しました。）")]))


def _claimed(
    actual: object,
    phi: Projection,
    point: Array,
    right: Array | None,
    name: What,
    known: Mapping[str, float] | None,
) -> Array:
    """The student's gradient, once its type, shape, dtype and finiteness are those of a gradient."""
    difference = compare(actual, np.zeros(point.shape), what=name, atol=np.inf)
    if difference is None:
        array = as_array(actual)
        return array if array.dtype.type is np.float32 else array.astype(np.float64)
    if difference.kind == "shape" and point.size <= DESCRIBED:
        gradient = numerical_gradient(phi, point) if right is None else right
        difference = compare(actual, gradient, what=name, known=known) or difference
    raise Mismatch(difference.text, difference)


def _undecided(found: Measurement) -> Text:
    count, of = found.undecided, len(found.slopes)
    return Text(
        f"{count} of {of} slopes cannot be measured at this point: draw again.",
        f"この点では {of} 個の傾きのうち {count} 個を測れません。入力を引き直してください。",
    )


def _plainly_close(actual: object, right: Array, rtol: float, atol: float) -> bool:
    """Whether what came is an array of the right shape, and the same to the tolerance that was given."""
    try:
        array = as_array(actual)
    except NotAnArrayError:
        return False
    if array.shape != right.shape or array.dtype.type not in (np.float64, np.float32):
        return False
    return bool(np.all(np.abs(array - right) <= rtol * magnitude(right) + atol))


def _close(claimed: Array, right: Array, rtol: float, atol: float) -> bool:
    """Whether the two agree to the tolerance that a comparison grants by itself, or to the one that was given."""
    error = float(np.max(np.abs(claimed - right), initial=0.0))
    return error <= rtol * magnitude(right) + atol or error <= tolerance(claimed, right)


def _worst(difference: Array) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(int(np.abs(difference).argmax()), difference.shape))


def _follows(
    claimed: Array, forward: Projection, found: Measurement, right: Array | None, rtol: float, atol: float
) -> bool:
    """Whether ``claimed`` is the gradient of the student's own forward, and that is a real attempt."""
    target = right if right is not None else found.gradient()
    if target is None:
        values = np.array([slope.value for slope in found.slopes])
        cosine = _cosine(found.claims, values)
    else:
        cosine = _cosine(claimed, target)
    if not abs(cosine) >= REAL_ATTEMPT:
        return False
    across = np.random.default_rng(0).choice([-1.0, 1.0], found.point.shape) / np.sqrt(found.point.size)
    try:
        own = Slopes(forward, found.point).beside(claimed, rtol, atol, first=across, scale=magnitude(claimed))
    except Exception:  # the student's forward failed, or returned no number: nothing to follow
        return False
    depends = any(slope.value != 0 for slope in own.slopes)
    return depends and own.accepts()


def _cosine(a: Array, b: Array) -> float:
    norms = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(np.sum(a * b)) / norms if norms > 0 else 0.0


def _reject(
    found: Measurement,
    phi: Projection,
    right: Array | None,
    name: What,
    known: Mapping[str, float] | None,
    candidates: Mapping[Any, object] | None,
) -> None:
    """Raises the ``Mismatch`` that says how the claimed gradient differs from the measured one."""
    gradient = right if right is not None else found.gradient()
    if gradient is None and found.point.size <= DESCRIBED:
        gradient = numerical_gradient(phi, found.point)
    difference = None
    if gradient is not None:
        difference = compare(found.claimed, gradient, what=name, rtol=found.rtol, known=known, candidates=candidates)
    difference = difference or _by_slopes(found, name, known)
    text, told = (
        Text(f"Numerical differentiation disagrees: {said.en}", f"数値微分の結果と一致しません。{said.ja}")
        for said in (difference.text, difference.told or difference.text)
    )
    data = {"slopes": len(found.slopes), "undecided": found.undecided}
    raise Mismatch(text, replace(difference, text=text, told=told), data)


def _by_slopes(found: Measurement, name: What, known: Mapping[str, float] | None) -> Difference:
    """A difference told by the slope that is off the most: the array is too large to measure whole."""
    values = np.array([slope.value for slope in found.slopes])
    scale = float(np.max(np.abs(values[found.judged]), initial=0.0)) or 1.0
    worst = int(np.where(found.wrong, np.abs(values - found.claims), -1.0).argmax())
    got, expected = float(found.claims[worst]), float(values[worst])
    direction = found.directions[worst]
    single = np.count_nonzero(direction) == 1
    index = tuple(int(i) for i in np.unravel_index(int(direction.argmax()), direction.shape)) if single else None
    place = Text("Along a random direction", "ランダムな方向への傾きは")
    if index is not None:
        entry = ", ".join(map(str, index))
        place = Text(f"At entry [{entry}]", f"要素 [{entry}] では")
    text = Text(
        f"{place.en} the slope should be {number(expected)}, but this gradient gives {number(got)} "
        f"({int(found.wrong.sum())} of {len(values)} slopes are wrong).",
        f"{place.ja} {number(expected)} のはずですが、この勾配では {number(got)} になります"
        f"（調べた {len(values)} 個の傾きのうち {int(found.wrong.sum())} 個が違います）。",
    )
    wrong = int(found.wrong.sum())
    told = Text(
        f"{wrong} of the {len(values)} slopes that were measured do not agree with it.",
        f"測った {len(values)} 個の傾きのうち {wrong} 個が、この勾配と一致しません。",
    )
    # slopes are linear in the gradient: a common factor is theirs as well, other patterns are not
    pattern = find_pattern(found.claims, values, rtol=max(found.rtol, 1e-5), known=known)
    if pattern is not None and pattern.name in ("ratio", "zeros"):
        text = Text.join([text, pattern.text])
        told = Text.join([told, pattern.told or pattern.text]) if found.claimed.size > 1 else told
    else:
        pattern = None
    return Difference(
        kind="values",
        text=text,
        told=told,
        what=subject(name).en,
        shapes=(found.claimed.shape, found.point.shape),
        worst_index=index,
        got=got,
        expected=expected,
        relative_error=abs(got - expected) / scale,
        tolerance=found.rtol,
        fraction_wrong=float(found.wrong.mean()),
        pattern=pattern,
    )
