"""Public checks: examples you can follow by hand, and published answers. They give no points."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5
X = np.array([2.0, -1.0, 1.0])
W = np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 4.0]])  # XW = (3, 3)


def same(got, expected, *names):
    """Each of several results is the expected one."""
    if not isinstance(got, tuple | list | np.ndarray) or len(got) != len(names):
        fail(
            f"{len(names)} results are expected: {', '.join(names)}.",
            f"結果は {len(names)} つ({'、'.join(names)})のはずです。",
        )
    for name, one, right in zip(names, got, expected, strict=True):
        assert_close(one, np.array(right), what=name, rtol=PRECISION, atol=PRECISION)


def test_sigmoid_examples(submission):
    """At x = 0, u = 1/2: its slope is 1/4, and the cross entropy with t = 1 has the slope −1/2.

    ja: x = 0 では u = 1/2 です。その傾きは 1/4 で、t = 1 の交差エントロピーの傾きは −1/2 です。
    """
    assert_close(submission.sigmoid_chain(0.0, 1.0), 0.25, what="sigmoid_chain(0, 1)", rtol=PRECISION)
    got = submission.sigmoid_cross_entropy_chain(0.0, 1.0)
    assert_close(got, -0.5, what="sigmoid_cross_entropy_chain(0, 1)", rtol=PRECISION)


def test_branch_example(submission):
    """At x = 0, du/dx = 1 and dv/dx = −1: ∂z/∂u = 3 and ∂z/∂v = 1 give 3 − 1 = 2.

    ja: x = 0 では du/dx = 1、dv/dx = −1 です。∂z/∂u = 3、∂z/∂v = 1 なら 3 − 1 = 2 です。
    """
    assert_close(submission.branch_chain(0.0, 3.0, 1.0), 2.0, what="branch_chain(0, 3, 1)", rtol=PRECISION)


def test_softmax2_examples(submission):
    """At x = y = 0, uv = 1/4, so ∂z/∂u = 1 and ∂z/∂v = 0 give (1/4, −1/4); cross entropy with s = 1 gives (−1/2, 1/2).

    ja: x = y = 0 では uv = 1/4 です。∂z/∂u = 1、∂z/∂v = 0 なら (1/4, −1/4)、
    s = 1 の交差エントロピーなら (−1/2, 1/2) です。
    """
    same(submission.softmax2_chain(0.0, 0.0, 1.0, 0.0), (0.25, -0.25), "∂z/∂x", "∂z/∂y")
    same(submission.softmax2_cross_entropy_chain(0.0, 0.0, 1.0), (-0.5, 0.5), "∂z/∂x", "∂z/∂y")


def test_affine2_example(submission):
    """w = ((1, 2), (2, 3)) and ∂z/∂y = (1, 1) give (3, 5).

    ja: w = ((1, 2), (2, 3))、∂z/∂y = (1, 1) なら (3, 5) です。
    """
    got = submission.affine2_chain(np.array([[1.0, 2.0], [2.0, 3.0]]), np.ones(2))
    same(got, (3.0, 5.0), "∂z/∂x0", "∂z/∂x1")


def test_squared_residual_example(submission):
    """a = 2, x = 3 and y = 5 leave ax − y = 1: the three derivatives are 4, 6 and −2.

    ja: a = 2、x = 3、y = 5 なら ax − y = 1 で、3 つの微分は 4、6、−2 です。
    """
    same(submission.squared_residual_chain(2.0, 3.0, 5.0), (4.0, 6.0, -2.0), "∂z/∂x", "∂z/∂a", "∂z/∂y")


def test_published_squared_error(submission):
    """x = (2, −1, 1), W = ((2, 0), (1, 1), (0, 4)), t = (1, 2): ∂E/∂x = (4, 3, 4), ∂E/∂W = ((4, 2), (−2, −1), (2, 1)).

    ja: x = (2, −1, 1)、W = ((2, 0), (1, 1), (0, 4))、t = (1, 2) の公表されている答えと一致します。
    """
    got = submission.affine_squared_error(X.copy(), W.copy(), np.array([1.0, 2.0]))
    same(got, ([4.0, 3.0, 4.0], [[4.0, 2.0], [-2.0, -1.0], [2.0, 1.0]]), "∂E/∂x", "∂E/∂W")


def test_published_cross_entropy(submission):
    """The same x and W with t = (1, 0): ∂E/∂x = (−1, 0, 2), ∂E/∂W = ((−1, 1), (1/2, −1/2), (−1/2, 1/2)).

    ja: 同じ x、W で t = (1, 0) とした、公表されている答えと一致します。
    """
    got = submission.affine_softmax_cross_entropy(X.copy(), W.copy(), np.array([1.0, 0.0]))
    same(got, ([-1.0, 0.0, 2.0], [[-1.0, 1.0], [0.5, -0.5], [-0.5, 0.5]]), "∂E/∂x", "∂E/∂W")


def test_published_bias(submission):
    """∂E/∂Y = ((1, 0), (0, −1), (1, 1)) gives ∂E/∂b = (2, 0).

    ja: ∂E/∂Y = ((1, 0), (0, −1), (1, 1)) なら ∂E/∂b = (2, 0) です。
    """
    upstream = np.array([[1.0, 0.0], [0.0, -1.0], [1.0, 1.0]])
    same(submission.bias_backward(upstream.copy()), (upstream, [2.0, 0.0]), "∂E/∂X", "∂E/∂b")
