"""Hidden checks of penalties and step decay. Weights come in lists of several matrices of different shapes."""

import numpy as np

from autograder.testing import (
    assert_close,
    assert_gradient,
    assert_mostly_at_work,
    assert_unchanged,
    away_from_kinks,
    copies,
    fail,
    points,
    redraw,
)

SHAPES = ((3, 4), (4, 2))
ALPHAS = (0.3, 2.5)
PRECISION = 1e-5  # a float32 inside is right to this precision


def weights_of(rng):
    """Weight matrices of both signs."""
    return [away_from_kinks(rng, shape) for shape in SHAPES]


def check_penalty(submission, reference, rng, name):
    """The penalty called name, against the reference, for one matrix and for two."""
    for alpha in ALPHAS:
        for count in (2, 1):
            weights = weights_of(rng)[:count]
            expected = getattr(reference, name)(weights, alpha)
            got = getattr(submission, name)(copies(weights), alpha)
            known = {"1/α": 1 / alpha, "number of entries": sum(W.size for W in weights)}
            what = f"{name}(weights, {alpha}), {count} matrices"
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


@points(1.5)
def test_minimum_with_l2(submission):
    """With α (w1² + w2²) the minimum is (3 / (1 + α), 24 / (4 + α)).

    ja: α (w1² + w2²) を加えると、最小点は (3 / (1 + α), 24 / (4 + α)) です。
    """
    for alpha in (0.5, 2.0):
        expected = np.array([3 / (1 + alpha), 24 / (4 + alpha)])
        assert_close(submission.minimise("l2", alpha), expected, what=f'minimise("l2", {alpha})', rtol=0, atol=0.02)


@points(1.5)
def test_minimum_with_l1(submission):
    """With α (|w1| + |w2|) both weights move towards 0 by a constant, and stop there.

    ja: α (|w1| + |w2|) を加えると、どちらの重みも一定量だけ 0 に近づき、0 で止まります。
    """
    for alpha in (3.0, 9.0):
        expected = np.array([max(3 - alpha / 2, 0.0), 6 - alpha / 8])
        assert_close(submission.minimise("l1", alpha), expected, what=f'minimise("l1", {alpha})', rtol=0, atol=0.02)


@points(2)
def test_step_decay(submission, reference):
    """The rate is lr · factor to the power of the number of complete periods.

    ja: 学習率は lr・factor^(終わった周期の数) です。
    """
    for settings in ((0.1, 0.5, 4), (0.3, 0.8, 3)):
        epochs = range(14)
        expected = np.array([reference.StepDecay(*settings).rate(e) for e in epochs])
        decay = submission.StepDecay(*settings)
        got = [decay.rate(e) for e in epochs]
        assert_close(got, expected, what=f"the rates of StepDecay{settings} in epochs 0 to 13", rtol=PRECISION)


@points(0.5)
def test_step_decay_depends_on_the_epoch_alone(submission):
    """Asking twice for the rate of an epoch, or in another order, gives the same rate.

    ja: 同じエポックの学習率を 2 回聞いても、順番を変えて聞いても、同じ値です。
    """
    decay = submission.StepDecay(0.1, 0.5, 4)
    first = [float(decay.rate(e)) for e in (0, 4, 9)]
    again = [float(decay.rate(e)) for e in (9, 4, 4, 0)]
    if not first[0] > first[1] > first[2] > 0:
        fail(f"The rates of epochs 0, 4 and 9 must fall; they are {first}.", f"学習率が減っていません:{first}")
    assert_close(again, np.array([first[2], first[1], first[1], first[0]]), what="the rates, asked again", rtol=1e-9)


@points(0.5)
def test_arguments_are_never_modified(submission, reference, rng):
    """Penalties and gradients leave the weights as they were.

    ja: ペナルティと勾配の関数は、重みを書き換えません。
    """
    results = {}
    for kind in ("l1", "l2"):
        weights = weights_of(rng)
        given = copies(weights)
        penalty, slope = getattr(submission, f"{kind}_penalty"), getattr(submission, f"{kind}_gradient")(given[0], 0.3)
        values = [penalty(given, 0.3), penalty(given[:1], 0.3)]
        for after, before in zip(given, weights, strict=True):
            assert_unchanged(after, before, what=f"the weights of {kind}_penalty and {kind}_gradient")
        right = getattr(reference, f"{kind}_penalty")
        results[f"{kind}_penalty"] = values, [right(weights, 0.3), right(weights[:1], 0.3)]
        results[f"{kind}_gradient"] = slope, getattr(reference, f"{kind}_gradient")(weights[0], 0.3)
    assert_mostly_at_work(results)
