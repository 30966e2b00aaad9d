"""Why a loss curve leaves its band, from the numbers alone.

Order of reasoning: the whole curve scaled or shifted by a step, then the step at which it departs, then the
learning rate that would explain it. A cause is told only where it holds over the whole comparable curve.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from autograder.numerics.quantities import name_factor
from autograder.numerics.sentences import spaced
from autograder.numerics.values import Array
from autograder.text import Text

# The reference's losses with the learning rate multiplied by a factor, of at least so many steps.
Rerun = Callable[[float, int], Array]
# A fitted learning rate has to explain this many losses.
FITTED_STEPS = 6
# How closely a curve has to follow the one that is said to explain it.
EXPLAINED = 1e-7
# A learning rate is never blamed for being off by less.
UNNAMED = 1e-5
# Factors of the learning rate between which a fit looks for its roots.
GRID = tuple(float(sign * 10.0**k) for sign in (1, -1) for k in np.arange(-3, 3.01, 0.25))


@dataclass(frozen=True)
class Cause:
    """What explains a departure: a stable name, a sentence, and the factor in question if there is one.

    ``told`` stands in for ``text`` where that holds a number from which the expected losses follow.
    """

    name: str
    text: Text
    factor: float | None = None
    told: Text | None = None


def find_cause(
    values: Array,
    expected: Array,
    tolerance: Array,
    steps: int,
    step: int,
    known: Mapping[str, float],
    rerun: Rerun | None = None,
) -> Cause:
    """The best explanation for leaving the band ``expected · (1 ± tolerance)`` at ``step``.

    Args:
        values: the losses that came, (T,).
        expected: those of the reference, (T,) or longer.
        tolerance: allowed relative differences, as long.
        steps: how many of them are comparable.
        step: where the band is left.
        known: see `name_factor`.
        rerun: the reference's losses for another learning rate.
    """
    n = min(steps, len(values))
    v, e = values[:n], expected[:n]
    tight = np.maximum(0.1 * tolerance[:n], EXPLAINED)
    with np.errstate(all="ignore"):
        whole = _scaled(v, e, tight, known) or _shifted(v, expected, tight, step)
        if whole is not None:
            return whole
        if step == 0:
            return _at_step_zero(v, e, tight, known)
        return _never_moves(v, e, tight) or _other_rate(v, tight, known, rerun) or _by_step(values, step)


def _scaled(v: Array, e: Array, tight: Array, known: Mapping[str, float]) -> Cause | None:
    factor = float(v[0] / e[0])
    moves = np.ptp(e) > 100 * EXPLAINED * np.abs(e).max()
    if len(v) < 3 or not moves or not np.isfinite(factor) or abs(factor - 1) <= tight[0]:
        return None
    if not np.all(np.abs(v - factor * e) <= tight * np.abs(factor * e)):
        return None
    name = _name(factor, known)
    return Cause(
        "scaled",
        Text(
            f"Every loss is {name.en} times the expected one: the training is right, only the reported loss is not.",
            f"どのステップの損失も期待値の {spaced(name.ja)}倍です。学習は正しく、記録した損失の値だけが違います。",
        ),
        factor,
        told=_unless_named(
            factor,
            known,
            "Every loss is off by the same factor: the training is right, only the reported loss is not.",
            "どのステップの損失も同じ倍率だけ違います。学習は正しく、記録した損失の値だけが違います。",
        ),
    )


def _shifted(v: Array, expected: Array, tight: Array, step: int) -> Cause | None:
    n = len(v)
    following = expected[1 : n + 1]
    m = len(following)
    if step == 0 and m >= 2 and np.all(np.abs(v[:m] - following) <= tight[:m] * np.abs(following)):
        return Cause(
            "after_update",
            Text(
                "Your losses are those of the next step: measure the loss before the update.",
                "1 つ先のステップの損失になっています。損失は更新の前に計算してください。",
            ),
        )
    late = expected[: n - 1]
    if step == 1 and n >= 3 and np.all(np.abs(v[1:] - late) <= tight[1:] * np.abs(late)):
        return Cause(
            "one_step_late",
            Text(
                "From step 1 on your losses are those of the step before: the first update does nothing.",
                "ステップ 1 以降が 1 つ前のステップの損失になっています。最初の更新が行われていません。",
            ),
        )
    return None


def _at_step_zero(v: Array, e: Array, tight: Array, known: Mapping[str, float]) -> Cause:
    look = Text(
        "No update has happened yet: look at the forward pass, the loss and the initial values.",
        "まだ一度も更新していない時点なので、順伝播・損失・初期値を確かめてください。",
    )
    if not np.isfinite(v[0]):
        return Cause("not_finite", look)
    factor = float(v[0] / e[0])
    quantity = name_factor(factor, known, max(4 * float(tight[0]), 1e-9))
    if quantity is None:
        return Cause("step_0", look)
    name = _name(factor, known)
    ratio = Text(
        f"At step 0 your loss is {name.en} times the expected one.",
        f"ステップ 0 の損失が期待値の {spaced(name.ja)}倍です。",
    )
    return Cause("step_0", Text.join([ratio, look]), factor, told=look)


def _never_moves(v: Array, e: Array, tight: Array) -> Cause | None:
    if len(v) < 2 or not np.all(v == v[0]) or abs(v[0] - e[0]) > tight[0] * abs(e[0]):
        return None
    return Cause(
        "no_update",
        Text(
            "Your loss never changes: the parameters are not updated.",
            "損失がまったく変化していません。パラメータが更新されていません。",
        ),
        0.0,
    )


def _other_rate(v: Array, tight: Array, known: Mapping[str, float], rerun: Rerun | None) -> Cause | None:
    """Fits the learning rate to the loss after the first update; later losses have to agree."""
    if rerun is None or len(v) < 3 or not np.isfinite(v[1]):
        return None
    for factor in _rates(rerun, float(v[1])):
        curve = rerun(factor, FITTED_STEPS)
        m = min(len(curve), len(v))
        close = np.abs(v[:m] - curve[:m]) <= tight[:m] * np.abs(curve[:m])
        if (
            abs(factor - 1) > UNNAMED
            and m >= 3
            and np.all(close | ~np.isfinite(curve[:m]))
            and np.isfinite(curve[1:3]).all()
        ):
            return _rate_cause(factor, known)
    return None


def _rates(rerun: Rerun, target: float) -> Iterator[float]:
    """The factors of the learning rate after which the first update leads to the loss ``target``."""
    for sign in (1.0, -1.0):
        grid = sorted((factor for factor in GRID if factor * sign > 0), key=abs)
        values = [float(rerun(factor, 2)[1]) - target for factor in grid]
        brackets = [
            (a, b)
            for a, b, fa, fb in zip(grid, grid[1:], values, values[1:], strict=False)
            if math.isfinite(fa) and math.isfinite(fb) and (fa <= 0) != (fb <= 0)
        ]
        for a, b in sorted(brackets, key=lambda bracket: abs(math.log(abs(bracket[0])))):
            yield _root(lambda factor: float(rerun(factor, 2)[1]) - target, a, b)


def _root(f: Callable[[float], float], a: float, b: float) -> float:
    """Regula falsi (Illinois): f changes its sign between a and b."""
    fa, fb = f(a), f(b)
    for _ in range(60):
        if fa == fb:
            break
        c = b - fb * (b - a) / (fb - fa)
        fc = f(c)
        if fc == 0 or abs(c - b) <= 1e-14 * abs(c):
            return c
        if (fc < 0) != (fb < 0):
            a, fa = b, fb
        else:
            fa /= 2
        b, fb = c, fc
    return b


def _rate_cause(factor: float, known: Mapping[str, float]) -> Cause:
    if abs(factor + 1) < 1e-6:
        text = Text(
            "Your curve is that of a run that goes uphill: the sign of the update is wrong.",
            "更新の符号が逆で、損失が増える向きに進んだときの曲線と一致します。",
        )
        return Cause("uphill", text, -1.0)
    name = _name(factor, known, 1e-6)
    text = Text(
        f"Your curve is that of a run whose learning rate, or gradient, is {name.en} times the right one.",
        f"学習率（または勾配）が正しい値の {spaced(name.ja)}倍のときの曲線と一致します。",
    )
    told = _unless_named(
        factor,
        known,
        "Your curve is that of a run with another learning rate, or with a gradient that is off by a factor.",
        "学習率、または勾配の倍率が違うときの曲線と一致します。",
    )
    return Cause("learning_rate", text, factor, told)


def _by_step(values: Array, step: int) -> Cause:
    agrees = Text(  # what has a loss of its own in the end, or draws its samples, may agree here and be wrong
        "The loss of step 0 agrees; the difference comes with the first updates: look at the gradient, at the update, "
        "and at which samples it is made with.",
        "ステップ 0 の損失は一致し、更新のあとで違いが出ています。"
        "逆伝播と更新、また、どのサンプルで更新しているかを確かめてください。",
    )
    if step <= 2:
        return Cause("backward_or_update", agrees)
    later = Text(
        f"The first {step} steps agree: look at what changes from step to step, such as an optimizer's state.",
        f"最初の {step} ステップは一致しています。"
        "最適化手法の内部状態など、ステップごとに変わるものを確かめてください。",
    )
    if not np.isfinite(values[step]):
        return Cause("diverges", later)
    return Cause("later", later)


def _name(factor: float, known: Mapping[str, float], rtol: float = 1e-6) -> Text:
    """The factor as a number, with the known quantity that it equals."""
    plain = f"{factor:.6g}"
    quantity = name_factor(factor, known, rtol)
    if quantity is None or not quantity.text.en:
        return Text.same(plain)
    return Text(f"{plain} (= {quantity.text.en})", f"{plain}（= {quantity.text.ja}）")


def _unless_named(factor: float, known: Mapping[str, float], en: str, ja: str) -> Text | None:
    """A sentence without the factor, which tells too much unless it is a number that the student knows."""
    return None if name_factor(factor, known, 1e-6) else Text(en, ja)
