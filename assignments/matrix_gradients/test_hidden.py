"""Hidden checks of the derivatives of Y = XW.

Every step is an identity in the entries of X, W and g, and is tried at random points: an expression that is
written differently but equal passes, and one that is wrong agrees by chance at none of them.
"""

from inspect import signature

import pytest
from function_checks import check_arguments_stay

from autograder.testing import (
    assert_close,
    assert_gradient,
    assert_vjp,
    away_from_kinks,
    distinct_sizes,
    fail,
    points,
    upstream,
)

POINTS = 4
PRECISION = 2e-5  # a float32 inside is right to this precision


def small(rng):
    """x (2, 2), w (2, 3) and g (2, 3): no entry vanishes from a sum."""
    return away_from_kinks(rng, (2, 2)), away_from_kinks(rng, (2, 3)), away_from_kinks(rng, (2, 3))


def square(rng):
    """x, w and g (3, 3), which fit in any order, also where one is not transposed."""
    return tuple(away_from_kinks(rng, (3, 3, 3)))


def both_gradients(submission, x, w, g):
    """What matmul_backward returns, if it is two things."""
    returned = submission.matmul_backward(x.copy(), w.copy(), g.copy())
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        fail(
            "matmul_backward must return two arrays, ∂L/∂X and ∂L/∂W.",
            "matmul_backward は ∂L/∂X と ∂L/∂W の 2 つの配列を返す必要があります。",
        )
    return returned


@points(3)
def test_product_entries(submission, reference, rng):
    """product_entries(x, w) holds all six entries y_ij of Y = XW.

    ja: product_entries(x, w) は、Y = XW の 6 つの成分 y_ij すべてを並べたものです。
    """
    for _ in range(POINTS):
        x, w, _ = small(rng)
        expected = reference.product_entries(x, w)
        assert_close(submission.product_entries(x.copy(), w.copy()), expected, what="Y", rtol=PRECISION)


@points(3)
def test_jacobian_slice(submission, reference, rng):
    """dy_dx11(w) holds the derivatives of all six y_ij with respect to x11.

    ja: dy_dx11(w) は、6 つの y_ij それぞれを x11 で微分したものです。
    """
    for _ in range(POINTS):
        _, w, _ = small(rng)
        expected = reference.dy_dx11(w)
        assert_close(submission.dy_dx11(w.copy()), expected, what="∂y/∂x11", rtol=PRECISION)


@points(4)
def test_dl_dx_entries(submission, reference, rng):
    """dl_dx_entries(w, g) is ∂L/∂X: how L changes with each of the four x_ij, through all the y_ij they are in.

    ja: dl_dx_entries(w, g) は ∂L/∂X です。4 つの x_ij が、それを含むすべての y_ij を通して L を変える割合です。
    """
    for _ in range(POINTS):
        x, w, g = small(rng)
        formula = reference.dl_dx_entries(w, g)
        got = submission.dl_dx_entries(w.copy(), g.copy())
        how = {"upstream": g, "reference_gradient": formula, "what": "∂L/∂X", "rtol": PRECISION}
        assert_gradient(got, of=lambda x, w=w: x @ w, at=x, **how)


@points(4)
def test_dl_dw_entries(submission, reference, rng):
    """dl_dw_entries(x, g) is ∂L/∂W: how L changes with each of the six w_ij, through all the y_ij they are in.

    ja: dl_dw_entries(x, g) は ∂L/∂W です。6 つの w_ij が、それを含むすべての y_ij を通して L を変える割合です。
    """
    for _ in range(POINTS):
        x, w, g = small(rng)
        formula = reference.dl_dw_entries(x, g)
        got = submission.dl_dw_entries(x.copy(), g.copy())
        how = {"upstream": g, "reference_gradient": formula, "what": "∂L/∂W", "rtol": PRECISION}
        assert_gradient(got, of=lambda w, x=x: x @ w, at=w, **how)


def check_matmul_backward(submission, reference, rng, which, what):
    """One of the two gradients: for square matrices, which fit in any order, and for sizes that all differ."""
    for n, k, m in ((3, 3, 3), *(distinct_sizes(rng, 3, low=2, high=7) for _ in range(2)), (1, 4, 1)):
        x, w, g = rng.normal(size=(n, k)), rng.normal(size=(k, m)), upstream(rng, (n, m))
        got = both_gradients(submission, x, w, g)[which]
        how = {"what": f"{what}, (N, K, M) = {(n, k, m)}", "rtol": PRECISION, "known": {"N": n, "K": k, "M": m}}
        assert_vjp(got, lambda *arrays: reference.matmul_backward(*arrays)[which], x, w, upstream=g, **how)


@points(2.5)
def test_matmul_backward_dx(submission, reference, rng):
    """matmul_backward(x, w, g) returns ∂L/∂X first, with the shape of x, for matrices of any size.

    ja: matmul_backward(x, w, g) が返す 1 つ目は ∂L/∂X です。行列の大きさに関係なく、形は x と同じです。
    """
    check_matmul_backward(submission, reference, rng, 0, "∂L/∂X")


@points(2.5)
def test_matmul_backward_dw(submission, reference, rng):
    """matmul_backward(x, w, g) returns ∂L/∂W second, with the shape of w, for matrices of any size.

    ja: matmul_backward(x, w, g) が返す 2 つ目は ∂L/∂W です。行列の大きさに関係なく、形は w と同じです。
    """
    check_matmul_backward(submission, reference, rng, 1, "∂L/∂W")


FUNCTIONS = ("product_entries", "dy_dx11", "dl_dx_entries", "dl_dw_entries", "matmul_backward")


@points(1, shares=True)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_arguments_are_never_modified(submission, reference, rng, name):
    """No function writes into the arrays that it is given.

    ja: どの関数も、受け取った配列を書き換えません。
    """
    drawn = square(rng) if name == "matmul_backward" else small(rng)
    arrays = dict(zip("xwg", drawn, strict=True))
    arguments = {key: arrays[key] for key in signature(getattr(reference, name)).parameters}
    check_arguments_stay(submission, reference, name, arguments)
