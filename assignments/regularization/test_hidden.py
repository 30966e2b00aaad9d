"""Hidden checks of penalties and step decay. Weights come in lists of several matrices of different shapes."""

import numpy as np
import pytest

from autograder.testing import (
    about,
    assert_at_work,
    assert_close,
    assert_gradient,
    assert_unchanged,
    away_from_kinks,
    copies,
    factor_of,
    fail,
    points,
    redraw,
)

SHAPES = ((3, 4), (4, 2), (2, 5))
ALPHAS = (0.3, 2.5)
MINIMA = {  # α: learning rate and steps, few but enough
    "l2": {0.0: (0.1, 60), 0.5: (0.1, 60), 2.0: (0.1, 60)},
    "l1": {3.0: (0.05, 120), 7.0: (0.0012, 900)},
}
BY_DEFAULT = {"l2": 0.5, "l1": 7.0}  # α for which learning rate and steps are the submission's own
PRECISION = 1e-5  # a float32 inside is right to this precision


def weights_of(rng):
    """Weight matrices of both signs."""
    return [away_from_kinks(rng, shape) for shape in SHAPES]


def check_penalty(submission, reference, rng, name):
    """The penalty called name, against the reference, for three matrices and for one."""
    for alpha in ALPHAS:
        for count in (3, 1):
            weights = weights_of(rng)[:count]
            expected = getattr(reference, name)(weights, alpha)
            got = getattr(submission, name)(copies(weights), alpha)
            known = {"1/α": 1 / alpha, "number of entries": sum(W.size for W in weights)}
            what = (f"{name}(weights, {alpha}), {count} matrices", f"{name}(weights, {alpha})、行列 {count} 個")
            assert_close(got, expected, what=what, rtol=PRECISION, known=known)


def check_gradient(submission, reference, rng, kind):
    """The gradient of a penalty, also that of the submission's own one: a wrong factor is charged once.

    Weights may lie anywhere; a draw that lies where |w| has its kink is drawn again.
    """
    penalty, own_penalty = (getattr(module, f"{kind}_penalty") for module in (reference, submission))

    def check(rng, alpha, shape):
        W = rng.normal(size=shape)
        assert_gradient(
            getattr(submission, f"{kind}_gradient")(W.copy(), alpha),
            of=lambda W: penalty([W], alpha),
            at=W,
            follow_through=lambda W: own_penalty([W], alpha),
            reference_gradient=getattr(reference, f"{kind}_gradient")(W, alpha),
            what=f"{kind}_gradient(W, {alpha})",
            rtol=PRECISION,
            known={"1/α": 1 / alpha, "number of entries": W.size},
        )

    for alpha in ALPHAS:
        for shape in SHAPES:
            redraw(lambda rng, alpha=alpha, shape=shape: check(rng, alpha, shape), rng)


@points(1.5)
def test_l2_penalty(submission, reference, rng):
    """l2_penalty is α times the sum of all squares.

    ja: l2_penalty は、すべての要素の 2 乗和の α 倍です。
    """
    check_penalty(submission, reference, rng, "l2_penalty")


@points(1.5)
def test_l2_gradient(submission, reference, rng):
    """l2_gradient is the derivative of α Σ w².

    ja: l2_gradient は α Σ w² の微分です。
    """
    check_gradient(submission, reference, rng, "l2")


@points(1.5)
def test_l1_penalty(submission, reference, rng):
    """l1_penalty is α times the sum of all absolute values.

    ja: l1_penalty は、すべての要素の絶対値の和の α 倍です。
    """
    check_penalty(submission, reference, rng, "l1_penalty")


@points(1.5)
def test_l1_gradient(submission, reference, rng):
    """l1_gradient is the derivative of α Σ |w|.

    ja: l1_gradient は α Σ |w| の微分です。
    """
    check_gradient(submission, reference, rng, "l1")


@points(0.5)
def test_l1_gradient_is_0_at_0(submission):
    """Where a weight is exactly 0, l1_gradient is 0, and not NaN.

    ja: 重みがちょうど 0 のところでは、l1_gradient は（NaN ではなく）0 です。
    """
    W = np.array([[0.0, 1.5, -0.5]])
    got = np.asarray(submission.l1_gradient(W.copy(), 0.3), dtype=float)
    if got.shape != (1, 3) or got[0, 0] != 0 or not got[0, 1] == -got[0, 2] > 0:
        fail(
            f"l1_gradient of (0, 1.5, −0.5) should be 0, s, −s with the same s > 0; it is {got.tolist()}.",
            f"(0, 1.5, −0.5) に対する l1_gradient は 0、s、−s(s > 0)のはずですが、{got.tolist()} でした。",
        )


def has_gradient(submission, reference, kind, weights):
    """Whether the gradient of this penalty is right, of matrices and of two numbers as minimise has them."""
    own, right = (getattr(module, f"{kind}_gradient") for module in (submission, reference))
    try:
        for w in (*weights, np.zeros(2), np.array([1.5, -2.0])):
            assert_close(own(w.copy(), 0.7), right(w, 0.7), rtol=PRECISION)
    except Exception:
        return False
    return True


def factor_of_penalty(submission, reference, kind, weights):
    """By which its own penalty is off."""
    right = getattr(reference, f"{kind}_penalty")(weights, 0.3)
    try:
        return factor_of(getattr(submission, f"{kind}_penalty")(copies(weights), 0.3), right)
    except Exception:  # charged where it is checked
        return 1.0


def check_minimum(submission, reference, rng, kind, minimum):
    """minimise, with few steps that get there, and once with the steps that it takes by itself.

    Where its own gradient is wrong, which is charged where that is checked, it is lent the right one. The minimum may
    also be that of its own penalty, if that is the right one times a constant.
    """
    weights = weights_of(rng)
    own = has_gradient(submission, reference, kind, weights)
    if not own:
        submission.using(l1_gradient=reference.l1_gradient, l2_gradient=reference.l2_gradient)
    factor = factor_of_penalty(submission, reference, kind, weights)
    for alpha, (learning_rate, steps) in MINIMA[kind].items():
        expected, own_minimum = (np.array(minimum(each * alpha)) for each in (1.0, factor))
        what = f'minimise("{kind}", {alpha})'
        given = {"learning_rate": learning_rate, "steps": steps}
        if own and alpha == BY_DEFAULT[kind]:  # thousands of steps with what is lent take too long
            given = {}
        got = submission.minimise(kind, alpha, **given)
        assert_close(got, expected, or_close_to=(own_minimum,), what=what, rtol=0, atol=0.02)


@about("minimise")
@points(1.5)
def test_minimum_with_l2(submission, reference, rng):
    """With α (w1² + w2²) the minimum is (3 / (1 + α), 24 / (4 + α)).

    ja: α (w1² + w2²) を加えると、最小点は (3 / (1 + α), 24 / (4 + α)) です。
    """
    check_minimum(submission, reference, rng, "l2", lambda alpha: (3 / (1 + alpha), 24 / (4 + alpha)))


@about("minimise")
@points(1.5)
def test_minimum_with_l1(submission, reference, rng):
    """With α (|w1| + |w2|) both weights move towards 0 by a constant, and stop there.

    ja: α (|w1| + |w2|) を加えると、どちらの重みも一定量だけ 0 に近づき、0 で止まります。
    """
    check_minimum(submission, reference, rng, "l1", lambda alpha: (max(3 - alpha / 2, 0.0), 6 - alpha / 8))


@points(2)
def test_step_decay(submission, reference):
    """The rate is lr · factor to the power of the number of complete periods.

    ja: 学習率は lr・factor^(終わった周期の数) です。
    """
    settings = ((0.137, 0.53, 4), (0.3, 0.8, 3), (0.2, 0.9, 1))  # few are fractions that come about in other ways
    decays = [submission.StepDecay(*each) for each in settings]  # all of them first: each keeps numbers of its own
    for each, decay in zip(settings, decays, strict=True):
        right = reference.StepDecay(*each)
        expected = np.array([right.rate(e) for e in range(14)])
        got = [decay.rate(e) for e in range(14)]
        assert_close(
            got,
            expected,
            what=(f"the rates of StepDecay{each} in epochs 0 to 13", f"エポック 0〜13 の StepDecay{each} の学習率"),
            rtol=PRECISION,
        )


@points(0.5)
def test_step_decay_depends_on_the_epoch_alone(submission):
    """Asking twice for the rate of an epoch, or in another order, gives the same rate.

    ja: 同じエポックの学習率を 2 回聞いても、順番を変えて聞いても、同じ値です。
    """
    decay = submission.StepDecay(0.1, 0.5, 4)
    first = [float(decay.rate(e)) for e in (0, 4, 9)]
    again = [float(decay.rate(e)) for e in (9, 4, 4, 0)]
    if not 0 < min(first) < max(first):
        fail(
            f"The rates of epochs 0, 4 and 9 must be positive, and not all the same; they are {first}.",
            f"エポック 0、4、9 の学習率は正で、すべて同じではないはずですが、{first} でした。",
        )
    assert_close(
        again,
        np.array([first[2], first[1], first[1], first[0]]),
        what=("the rates, asked again", "もう一度尋ねた学習率"),
        rtol=1e-9,
    )


@points(0.5, shares=True)
@pytest.mark.parametrize("name", ["l2_penalty", "l1_penalty", "l2_gradient", "l1_gradient"])
def test_arguments_are_never_modified(submission, reference, rng, name):
    """Penalties and gradients leave the weights as they were.

    ja: ペナルティと勾配の関数は、重みを書き換えません。
    """
    weights = weights_of(rng)
    given = copies(weights)
    of_penalty = name.endswith("penalty")
    mine, right = (
        [getattr(module, name)([W] if of_penalty else W, 0.3) for W in arrays]
        for module, arrays in ((submission, given), (reference, weights))
    )
    for again in [given] if of_penalty else given:  # the weights may have been overwritten: then that shows
        getattr(submission, name)(again, 0.3)
    assert_unchanged(given, weights, what=(f"the weights of {name}", f"{name} に渡した重み"))
    assert_at_work(mine, right, what=name)
    if not of_penalty and np.array_equal(np.concatenate(mine, axis=None), np.concatenate(weights, axis=None)):
        fail(f"{name} gives back its argument.", f"{name} が引数をそのまま返しています。")
