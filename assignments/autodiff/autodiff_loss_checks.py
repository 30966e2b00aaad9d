"""Checks of softmax with cross entropy on tensors. The operations that it is made of are lent where they are wrong."""

import numpy as np
from autodiff_problems import (
    PRECISION,
    on_right_operations,
)

from autograder.testing import (
    about,
    assert_close,
    assert_gradient,
    assert_unchanged,
    factor_of,
    fail,
    logits,
    one_hot,
    points,
)


@points(1)
@about("softmax_cross_entropy")
def test_softmax_cross_entropy_value(submission, reference, rng):
    """softmax_cross_entropy(x, t) is a scalar tensor: the mean cross entropy of softmax(x).

    ja: softmax_cross_entropy(x, t) は、softmax(x) の平均交差エントロピーを持つスカラーのテンソルです。
    """
    cases = [(rng.normal(size=(n, k)), one_hot(rng, n, k)) for n, k in ((5, 4), (3, 6))]

    def check():
        for x, t in cases:
            expected = reference.softmax_cross_entropy(reference.Tensor(x), t).data
            got = submission.softmax_cross_entropy(submission.Tensor(x.copy()), t.copy()).data
            n, k = x.shape
            assert_close(
                got, expected, what=(f"the loss, N = {n}", f"損失、N = {n}"), rtol=PRECISION, known={"N": n, "K": k}
            )

    on_right_operations(submission, reference, check)


@points(1)
@about("softmax_cross_entropy")
def test_softmax_cross_entropy_gradient(submission, reference, rng):
    """Its gradient with respect to x is (y − t) / N, and it goes on to what x was computed from.

    ja: x についての勾配は (y − t) / N です。x を計算したもとのテンソルにも勾配が届きます。
    """
    cases = [
        (rng.normal(size=(n, d)), rng.normal(size=(d, k)), one_hot(rng, n, k)) for n, d, k in ((5, 3, 4), (3, 2, 6))
    ]

    def check():
        for h, w, t in cases:
            check_gradient_of_the_loss(submission, h, w, t)

    on_right_operations(submission, reference, check)


def check_gradient_of_the_loss(submission, h, w, t):
    """The gradients of x = h W and of W; right up to the factor by which the loss is off."""
    y, right_loss = softmax_and_loss(h @ w, t)
    formula = (y - t) / len(t)
    weights = submission.Tensor(w.copy())
    x = submission.Tensor(h.copy()) @ weights
    loss = submission.softmax_cross_entropy(x, t.copy())
    loss.backward()
    n, k = t.shape
    how = {"factor": factor_of(loss.data, right_loss), "rtol": PRECISION, "known": {"N": n, "K": k}}
    for name, got, of, at, right in (
        ("x", x.grad, lambda x: softmax_and_loss(x, t)[1], h @ w, formula),
        ("W", weights.grad, lambda w: softmax_and_loss(h @ w, t)[1], w, h.T @ formula),
    ):
        assert_gradient(
            got,
            of=of,
            at=at,
            reference_gradient=right,
            what=(f"gradient of {name}, N = {n}", f"{name} の勾配、N = {n}"),
            **how,
        )


@points(0.5)
@about("softmax_cross_entropy")
def test_softmax_cross_entropy_is_stable(submission, reference, rng):
    """For logits in the hundreds the loss is finite and the gradient is still (y − t) / N.

    ja: ロジットが数百でも損失は有限で、勾配は (y − t) / N のままです。
    """
    n, k = 5, 4
    alike = 1000 + rng.normal(size=(n, k))  # any shift helps
    apart = rng.normal(size=(n, k)) + np.linspace(-1000, 1000, n)[:, None]  # every row needs a shift of its own
    extreme = logits(rng, n, k)
    extreme[0] += [1000.0, 0.0, -1000.0, 0.0]  # and it has to be its maximum
    cases = [(values, one_hot(rng, n, k)) for values in (alike, apart, extreme)]

    def check():
        for values, t in cases:
            check_stability(submission, values, t)

    on_right_operations(submission, reference, check)


def check_stability(submission, values, t):
    """The loss is finite, its gradient right up to a constant, and x and t are what they were."""
    y, _ = softmax_and_loss(values, t)
    expected = (y - t) / len(t)
    given, targets = values.copy(), t.copy()
    x = submission.Tensor(given)
    held = np.array(x.data)
    loss = submission.softmax_cross_entropy(x, targets)
    for what, after, before in (("x.data", x.data, held), ("the array of x", given, values), ("t", targets, t)):
        assert_unchanged(after, before, what=what)
    if not np.isfinite(float(np.asarray(loss.data))):
        fail("The loss is infinite or not a number for large logits.", "大きなロジットで損失が無限大または NaN です。")
    loss.backward()
    same_up_to = factor_of(x.grad, expected, rtol=1e-3) * expected  # a factor is charged by the check above
    assert_close(x.grad, expected, or_close_to=(same_up_to,), what=("gradient of x", "x の勾配"), rtol=1e-3)


def softmax_and_loss(x, t):
    """Probabilities and mean cross entropy, in plain NumPy."""
    z = x - x.max(axis=1, keepdims=True)
    y = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return y, float((np.log(np.exp(z).sum(axis=1)) - (t * z).sum(axis=1)).mean())
