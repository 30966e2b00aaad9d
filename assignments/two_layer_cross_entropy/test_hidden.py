"""Hidden checks of the hand-written training loop of a classifier, in the order in which students read them."""

import loop_checks
import numpy as np
import pytest

from autograder.testing import copies, fail, one_hot, points


@pytest.fixture
def problem():
    """Draws x, one-hot t, w1 and w2: logits of order one, and p > 0.005 where log(p + 1e-7) must be right as well."""

    def draw(rng, n, d_in, h, d_out):
        while True:
            w1, w2 = 0.5 * rng.normal(size=(d_in, h)), 0.5 * rng.normal(size=(h, d_out))
            x, t = rng.normal(size=(n, d_in)), one_hot(rng, n, d_out)
            y_pred = np.maximum(x @ w1, 0) @ w2
            log_p = y_pred - np.log(np.exp(y_pred).sum(axis=1, keepdims=True))
            if log_p[t > 0].min() > np.log(0.005):
                return [x, t, w1, w2]

    return draw


@pytest.fixture
def own_slope():
    """∂L/∂y_pred = p − t, from the losses for other classes."""

    def slope(loss, t):
        log_p = np.empty(t.shape)
        for n, k in np.ndindex(t.shape):
            other = t.copy()
            other[n] = np.arange(t.shape[1]) == k
            log_p[n, k] = -loss(other)
        p = np.exp(log_p - log_p.max(axis=1, keepdims=True))
        return p / p.sum(axis=1, keepdims=True) - t

    return slope


test_init_weights_are_standard_normal = loop_checks.test_init_weights_are_standard_normal
test_init_weights_use_the_generator = loop_checks.test_init_weights_use_the_generator


@points(3)
def test_first_loss(submission, reference, rng, problem):
    """losses[0] is −Σ t log softmax(y_pred) with y_pred = max(x w1, 0) w2, before any update.

    ja: losses[0] は、更新前の重みで計算した −Σ t log softmax(y_pred) です(y_pred = max(x w1, 0) w2)。
    """
    loop_checks.check_first_loss(submission, reference, rng, problem)


@points(1)
def test_loss_is_large_and_finite_for_large_logits(submission, reference, rng):
    """With logits of hundreds, of different size in every row, wrong answers have a large, finite loss.

    ja: ロジットが数百で、行ごとに大きさが違っても、誤答の損失は大きな有限の値になり、重みも有限です。
    """
    for n, k in ((5, 3), (4, 6)):  # w2 is so small that hidden units of 0 to 1 do not come to a loss of 10
        x = np.diag(rng.permutation(np.linspace(60.0, 180.0, n)))
        w1, w2 = 6.0 * np.eye(n), rng.permuted(np.tile(np.linspace(0.3, 2.7, k), (n, 1)), axis=1)
        t = np.eye(k)[w2.argmin(axis=1)]  # y_pred is a multiple of w2 in each row: the class of the smallest logit
        most = 10 * reference.train(*copies((x, t, w1, w2)), 1e-6, 1)[0][0]  # what else is wrong is charged elsewhere
        losses, *weights = submission.train(*copies((x, t, w1, w2)), 1e-6, 1)
        if not (np.shape(losses) == (1,) and 10 * n <= float(losses[0]) <= most):
            fail(
                f"All {n} answers are surely wrong: the loss must be large and finite; it is {losses}.",
                f"{n} 個すべてが完全な誤答なので、損失は大きな有限の値になるはずですが、{losses} でした。",
                at_most=float(most),
            )
        for name, w, before in zip(("w1", "w2"), weights, (w1, w2), strict=True):
            if np.shape(w) != before.shape or not np.all(np.isfinite(w)):
                fail(
                    f"After the step {name} must have its shape and be finite.",
                    f"1 ステップの後も、{name} は元の形の有限な値でなければなりません。",
                )


test_grad_w2 = loop_checks.test_grad_w2
test_grad_w1 = loop_checks.test_grad_w1
test_gradients_use_the_weights_of_the_forward_pass = loop_checks.test_gradients_use_the_weights_of_the_forward_pass
test_losses_follow_the_reference = loop_checks.test_losses_follow_the_reference
test_arguments_are_never_modified = loop_checks.test_arguments_are_never_modified
