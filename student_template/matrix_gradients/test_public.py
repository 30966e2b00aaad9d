"""Public checks: examples you can follow by hand. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5


def test_product_example(submission):
    """x = ((1, 2), (3, 4)) and w = ((1, 0, 2), (0, 1, 1)) give y = ((1, 2, 4), (3, 4, 10)).

    ja: x = ((1, 2), (3, 4))、w = ((1, 0, 2), (0, 1, 1)) のとき y = ((1, 2, 4), (3, 4, 10)) です。
    """
    y = submission.product_entries(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]))
    assert_close(y, np.array([[1.0, 2.0, 4.0], [3.0, 4.0, 10.0]]), what="product_entries(x, w)", rtol=PRECISION)


def test_first_entry_of_the_jacobian_slice(submission):
    """dy_dx11(w) has the shape of Y, and y11 = x11 w11 + x12 w21 has the derivative w11.

    ja: dy_dx11(w) の形は Y と同じです。y11 = x11 w11 + x12 w21 を x11 で微分すると w11 です。
    """
    got = np.asarray(submission.dy_dx11(np.array([[5.0, 6.0, 7.0], [1.0, 2.0, 3.0]])))
    if got.shape != (2, 3):
        fail(
            f"dy_dx11(w) has the shape {got.shape}, not (2, 3).",
            f"dy_dx11(w) の形が (2, 3) ではなく {got.shape} です。",
        )
    assert_close(got[0, 0], 5.0, what="∂y11/∂x11", rtol=PRECISION)


def test_dl_dx_of_the_sum(submission):
    """If L is the sum of all y_ij, g is all ones; w = ((1, 0, 2), (0, 1, 2)) then gives 3 for every x_ij.

    ja: L がすべての y_ij の和なら g の成分はすべて 1 です。w = ((1, 0, 2), (0, 1, 2)) なら、どの x_ij でも 3 です。
    """
    got = submission.dl_dx_entries(np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 2.0]]), np.ones((2, 3)))
    assert_close(got, np.full((2, 2), 3.0), what="dl_dx_entries(w, g)", rtol=PRECISION)


def test_dl_dw_example(submission):
    """x = ((1, 2), (2, 3)) and g = ((1, 0, 2), (0, 1, 1)) give ((1, 2, 4), (2, 3, 7)).

    ja: x = ((1, 2), (2, 3))、g = ((1, 0, 2), (0, 1, 1)) のとき ((1, 2, 4), (2, 3, 7)) です。
    """
    got = submission.dl_dw_entries(np.array([[1.0, 2.0], [2.0, 3.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]))
    assert_close(got, np.array([[1.0, 2.0, 4.0], [2.0, 3.0, 7.0]]), what="dl_dw_entries(x, g)", rtol=PRECISION)


def test_matmul_backward_has_the_right_shapes(submission):
    """matmul_backward returns two arrays: one with the shape of x, one with the shape of w.

    ja: matmul_backward は配列を 2 つ返します。形は x、w とそれぞれ同じです。
    """
    returned = submission.matmul_backward(np.ones((4, 3)), np.ones((3, 2)), np.ones((4, 2)))
    shapes = [np.shape(a) for a in returned]
    if shapes != [(4, 3), (3, 2)]:
        fail(
            f"For x (4, 3) and w (3, 2) the two shapes should be (4, 3) and (3, 2); they are {shapes}.",
            f"x (4, 3)、w (3, 2) なら、形は (4, 3) と (3, 2) のはずですが、{shapes} でした。",
        )
