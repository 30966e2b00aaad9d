"""Public checks: examples you can follow by hand. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import assert_close, fail


def test_penalty_examples(submission):
    """For W = (3, −4) and α = 1 the penalties are 9 + 16 = 25 and 3 + 4 = 7.

    ja: W = (3, −4)、α = 1 のとき、ペナルティは 9 + 16 = 25 と 3 + 4 = 7 です。
    """
    weights = [np.array([[3.0, -4.0]])]
    assert_close(submission.l2_penalty(weights, 1.0), 25.0, what="l2_penalty", rtol=1e-5)
    assert_close(submission.l1_penalty(weights, 1.0), 7.0, what="l1_penalty", rtol=1e-5)


def test_gradients_have_the_signs_of_the_weights(submission):
    """Both gradients have the shape of W and the signs of its entries.

    ja: どちらの勾配も、形は W と同じで、符号は W の要素と同じです。
    """
    W = np.array([[3.0, -4.0, 0.5]])
    for name in ("l2_gradient", "l1_gradient"):
        got = np.asarray(getattr(submission, name)(W.copy(), 0.1))
        if got.shape != W.shape or not np.array_equal(np.sign(got), np.sign(W)):
            fail(
                f"{name} should have shape {W.shape} and the signs +, −, +; it is {got.tolist()}.",
                f"{name} は形 {W.shape}、符号は +、−、+ のはずですが、{got.tolist()} でした。",
            )


def test_published_minimum(submission):
    """With 10 (|w1| + |w2|) the minimum of (w1 − 3)² + 4 (w2 − 6)² has w1 = 0.

    ja: 10 (|w1| + |w2|) を加えると、(w1 − 3)² + 4 (w2 − 6)² の最小点では w1 = 0 になります。
    """
    w = submission.minimise("l1", 10.0)
    assert_close(np.asarray(w)[:1], np.zeros(1), what="w1", rtol=0, atol=0.02)


def test_step_decay_starts_with_lr(submission):
    """The first epoch has the rate lr.

    ja: 最初のエポックの学習率は lr です。
    """
    assert_close(submission.StepDecay(0.1, 0.5, 10).rate(0), 0.1, what="rate(0)", rtol=1e-5)
