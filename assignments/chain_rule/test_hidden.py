"""Hidden checks of the chain rule.

Every result is tried at random points, so that an expression that is written differently but equal passes.
"""

import numpy as np

from autograder.testing import assert_close, assert_mostly_at_work, assert_unchanged, fail, points

POINTS = 5
PRECISION = 2e-5  # a float32 inside is right to this precision
SIZES = ((3, 2), (4, 5), (2, 3))  # D, M


def number(rng):
    """A number of either sign with 0.3 < |number| < 1.5: it vanishes from no product."""
    return float(rng.uniform(0.3, 1.5) * rng.choice([-1.0, 1.0]))


def same_results(got, expected, *names):
    """Each of the results is right; it may come in a tuple, a list or an array."""
    if not isinstance(got, tuple | list | np.ndarray) or len(got) != len(names):
        fail(
            f"{len(names)} results are expected, in this order: {', '.join(names)}.",
            f"結果は {len(names)} つ({'、'.join(names)} の順)のはずです。",
        )
    for name, one, right in zip(names, got, expected, strict=True):
        same(one, right, name)


def same(got, expected, name, known=None):
    """One result is right."""
    assert_close(got, expected, what=name, rtol=PRECISION, atol=PRECISION, known=known)


def affine(rng, d, m):
    """x (d,), w (d, m) and real targets t (m,)."""
    return rng.normal(size=d), rng.normal(size=(d, m)), rng.normal(size=m)


def classifier(rng, d, m):
    """x (d,), w (d, m) and a one-hot target t (m,)."""
    return rng.uniform(-1, 1, size=d), rng.uniform(-1, 1, size=(d, m)), np.eye(m)[rng.integers(m)]


def check_layer(submission, reference, name, draw, which):
    """One of the two gradients of an affine function with a loss, for several sizes."""
    for d, m in SIZES:
        x, w, t = draw(d, m)
        expected = getattr(reference, name)(x, w, t)[which]
        got = getattr(submission, name)(x.copy(), w.copy(), t.copy())
        if not isinstance(got, tuple | list) or len(got) != 2:
            fail(f"{name} must return ∂E/∂x and ∂E/∂W.", f"{name} は ∂E/∂x と ∂E/∂W を返す必要があります。")
        same(got[which], expected, f"{('∂E/∂x', '∂E/∂W')[which]}, (D, M) = {(d, m)}", known={"D": d, "M": m})


@points(1.5)
def test_sigmoid(submission, reference, rng):
    """sigmoid_chain(x, dz_du) is dz/dx through u = 1 / (1 + e⁻ˣ).

    ja: sigmoid_chain(x, dz_du) は、u = 1 / (1 + e⁻ˣ) を通した dz/dx です。
    """
    for _ in range(POINTS):
        x, dz_du = number(rng), number(rng)
        same(submission.sigmoid_chain(x, dz_du), reference.sigmoid_chain(x, dz_du), "dz/dx")


@points(1.5)
def test_sigmoid_cross_entropy(submission, reference, rng):
    """sigmoid_cross_entropy_chain(x, t) is the derivative of −t log u − (1 − t) log(1 − u) with respect to x.

    ja: sigmoid_cross_entropy_chain(x, t) は、−t log u − (1 − t) log(1 − u) の x による微分です。
    """
    for t in (0.0, 1.0, *rng.uniform(0.1, 0.9, size=3).tolist()):
        x = number(rng)
        expected = reference.sigmoid_cross_entropy_chain(x, t)
        same(submission.sigmoid_cross_entropy_chain(x, t), expected, "dz/dx")


@points(2)
def test_branch(submission, reference, rng):
    """branch_chain(x, dz_du, dz_dv) adds up both ways from x to z, through u = 1 + eˣ and through v = 1 + e⁻ˣ.

    ja: branch_chain(x, dz_du, dz_dv) は、u = 1 + eˣ と v = 1 + e⁻ˣ を通る 2 つの経路の和です。
    """
    for _ in range(POINTS):
        values = number(rng), number(rng), number(rng)
        same(submission.branch_chain(*values), reference.branch_chain(*values), "dz/dx")


@points(3)
def test_softmax2(submission, reference, rng):
    """softmax2_chain gives ∂z/∂x and ∂z/∂y: both u and v depend on both x and y.

    ja: softmax2_chain は ∂z/∂x と ∂z/∂y です。u も v も、x と y の両方に依存します。
    """
    for _ in range(POINTS):
        values = number(rng), number(rng), number(rng), number(rng)
        expected = reference.softmax2_chain(*values)
        same_results(submission.softmax2_chain(*values), expected, "∂z/∂x", "∂z/∂y")


@points(2)
def test_softmax2_cross_entropy(submission, reference, rng):
    """softmax2_cross_entropy_chain gives ∂z/∂x and ∂z/∂y of z = −s log u − t log v with t = 1 − s.

    ja: softmax2_cross_entropy_chain は、z = −s log u − t log v(t = 1 − s)の ∂z/∂x と ∂z/∂y です。
    """
    for s in (0.0, 1.0, *rng.uniform(0.1, 0.9, size=3).tolist()):
        values = number(rng), number(rng), s
        expected = reference.softmax2_cross_entropy_chain(*values)
        same_results(submission.softmax2_cross_entropy_chain(*values), expected, "∂z/∂x", "∂z/∂y")


@points(1.5)
def test_affine2(submission, reference, rng):
    """affine2_chain(w, dz_dy) gives ∂z/∂x0 and ∂z/∂x1: x_i reaches z through y_0 and through y_1.

    ja: affine2_chain(w, dz_dy) は ∂z/∂x0 と ∂z/∂x1 です。x_i は y_0 と y_1 の両方を通って z に届きます。
    """
    for _ in range(POINTS):
        w, dz_dy = rng.normal(size=(2, 2)), rng.normal(size=2)
        expected = reference.affine2_chain(w, dz_dy)
        same_results(submission.affine2_chain(w.copy(), dz_dy.copy()), expected, "∂z/∂x0", "∂z/∂x1")


@points(2)
def test_squared_residual(submission, reference, rng):
    """squared_residual_chain(a, x, y) gives ∂z/∂x, ∂z/∂a and ∂z/∂y of z = (ax − y)².

    ja: squared_residual_chain(a, x, y) は、z = (ax − y)² の ∂z/∂x、∂z/∂a、∂z/∂y です。
    """
    for _ in range(POINTS):
        values = number(rng), number(rng), number(rng)
        expected = reference.squared_residual_chain(*values)
        same_results(submission.squared_residual_chain(*values), expected, "∂z/∂x", "∂z/∂a", "∂z/∂y")


@points(1)
def test_affine_squared_error_dx(submission, reference, rng):
    """affine_squared_error returns ∂E/∂x of E = ½ Σ (y − t)² first.

    ja: affine_squared_error が返す 1 つ目は、E = ½ Σ (y − t)² の ∂E/∂x です。
    """
    check_layer(submission, reference, "affine_squared_error", lambda d, m: affine(rng, d, m), 0)


@points(1)
def test_affine_squared_error_dw(submission, reference, rng):
    """affine_squared_error returns ∂E/∂W of E = ½ Σ (y − t)² second.

    ja: affine_squared_error が返す 2 つ目は、E = ½ Σ (y − t)² の ∂E/∂W です。
    """
    check_layer(submission, reference, "affine_squared_error", lambda d, m: affine(rng, d, m), 1)


@points(1)
def test_affine_softmax_cross_entropy_dx(submission, reference, rng):
    """affine_softmax_cross_entropy returns ∂E/∂x of E = −Σ t log softmax(y) first.

    ja: affine_softmax_cross_entropy が返す 1 つ目は、E = −Σ t log softmax(y) の ∂E/∂x です。
    """
    check_layer(submission, reference, "affine_softmax_cross_entropy", lambda d, m: classifier(rng, d, m), 0)


@points(1)
def test_affine_softmax_cross_entropy_dw(submission, reference, rng):
    """affine_softmax_cross_entropy returns ∂E/∂W of E = −Σ t log softmax(y) second.

    ja: affine_softmax_cross_entropy が返す 2 つ目は、E = −Σ t log softmax(y) の ∂E/∂W です。
    """
    check_layer(submission, reference, "affine_softmax_cross_entropy", lambda d, m: classifier(rng, d, m), 1)


@points(1.5)
def test_bias(submission, reference, rng):
    """bias_backward(dE_dY) gives ∂E/∂X, with the shape of Y, and ∂E/∂b, with one entry for each column.

    ja: bias_backward(dE_dY) は ∂E/∂X(Y と同じ形)と ∂E/∂b(列ごとに 1 つ)です。
    """
    for n, m in ((5, 4), (3, 2), (4, 6)):
        upstream = rng.normal(size=(n, m))
        expected = reference.bias_backward(upstream)
        same_results(submission.bias_backward(upstream.copy()), expected, "∂E/∂X", "∂E/∂b")


@points(1)
def test_arguments_are_never_modified(submission, reference, rng):
    """No function writes into the arrays that it is given.

    ja: どの関数も、受け取った配列を書き換えません。
    """
    x, w, t = classifier(rng, 4, 3)
    results = {}
    for name, arguments in (
        ("affine2_chain", {"w": rng.normal(size=(2, 2)), "dz_dy": rng.normal(size=2)}),
        ("affine_squared_error", {"x": x, "w": w, "t": t}),
        ("affine_softmax_cross_entropy", {"x": x, "w": w, "t": t}),
        ("bias_backward", {"dE_dY": rng.normal(size=(4, 3))}),
    ):
        given = {key: value.copy() for key, value in arguments.items()}
        returned = getattr(submission, name)(*given.values())
        for key, before in arguments.items():
            assert_unchanged(given[key], before, what=f"{key} of {name}")
        results[name] = returned, getattr(reference, name)(*arguments.values())
    assert_mostly_at_work(results)
