"""Hidden checks of the chain rule.

Every result is tried at random points, so that an expression that is written differently but equal passes. What is
right is what numerical differentiation says of the function itself; the reference's formula is only a short cut.
"""

import numpy as np
import pytest
from function_checks import check_arguments_stay
from marked_edges import Graph, marking

from autograder.testing import (
    assert_gradient,
    away_from_kinks,
    distinct_sizes,
    fail,
    points,
    upstream,
)

POINTS = 5
PRECISION = 2e-5  # a float32 inside is right to this precision
BRANCH = Graph(
    ["x", "u", "v", "z"],
    [("x", "u", False), ("x", "v", False), ("u", "z", True), ("v", "z", True)],
    inputs=1,
)
SOFTMAX2 = Graph(
    ["x", "y", "u", "v", "z"],
    [(s, e, e == "z") for s, e in ("xu", "xv", "yu", "yv", "uz", "vz")],
    inputs=2,
)
AFFINE2 = Graph(
    ["x0", "x1", "y0", "y1", "z"],
    [(f"x{i}", f"y{j}", False) for i in (0, 1) for j in (0, 1)] + [("y0", "z", True), ("y1", "z", True)],
    inputs=2,
)
RESIDUAL = Graph(
    ["x", "a", "y", "ax", "ax − y", "z"],
    [(s, e, False) for s, e in (("x", "ax"), ("a", "ax"), ("ax", "ax − y"), ("y", "ax − y"), ("ax − y", "z"))],
    inputs=3,
)
SIZES = ((3, 3), (3, 2), (4, 5), (1, 3), (3, 1))  # D, M: first square matrices, which fit in any order


def number(rng):
    """A number of either sign with 0.3 < |number| < 1.5: it vanishes from no product."""
    return float(away_from_kinks(rng, most=1.5))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def squared_residual(v):
    """(ax − y)² of x, a and y."""
    return (v[1] * v[0] - v[2]) ** 2


def softmax(y):
    return np.exp(y) / np.exp(y).sum()


def check(got, formula, of, at, what, **how):
    """got is the gradient of the function at this point; several numbers may come as a tuple, a list or an array."""
    at, formula = np.array(at), np.array(formula)
    assert_gradient(got, of=of, at=at, reference_gradient=formula, what=what, rtol=PRECISION, atol=PRECISION, **how)


def asked(submission, reference, name, draws):
    """The arguments, what the submission gives for them, and what the reference does, at all points.

    All are asked for before the first is judged: at a single point, of s = 0 or 1 even, many mistakes are alike.
    """
    seen = [getattr(submission, name)(*arguments) for arguments in draws]
    return [(arguments, got, getattr(reference, name)(*arguments)) for arguments, got in zip(draws, seen, strict=True)]


def check_paths(submission, reference, name, graph, draws):
    """The derivatives along all paths of a graph, at several points; a report marks the edge that is wrong.

    draws: for each point the arguments, the function and where it is derived, what arrives at its results, what the
    result is called, and the right factors of the graph's edges.
    """
    seen = [
        (factors, getattr(submission, name)(*(np.copy(a) if np.ndim(a) else a for a in arguments)))
        for arguments, _, _, _, _, factors in draws
    ]
    with marking(graph, seen):
        for (arguments, of, at, dz, what, _), (_, got) in zip(draws, seen, strict=True):
            check(got, getattr(reference, name)(*arguments), of, at, what, upstream=dz)


def two_results(got, name, first, second):
    """The results of a function that must return two."""
    if not isinstance(got, tuple | list) or len(got) != 2:
        fail(f"{name} must return {first} and {second}.", f"{name} は {first} と {second} を返す必要があります。")
    return got


def affine(rng, d, m):
    """x (d,), w (d, m) and real targets t (m,)."""
    return rng.normal(size=d), rng.normal(size=(d, m)), rng.normal(size=m)


def classifier(rng, d, m):
    """x (d,), w (d, m) and a one-hot target t (m,)."""
    return rng.uniform(-1, 1, size=d), rng.uniform(-1, 1, size=(d, m)), np.eye(m)[rng.integers(m)]


def check_layer(submission, reference, name, draw, loss, which):
    """One of the two gradients of an affine function with a loss, a function of y and t, for several sizes."""
    for d, m in SIZES:
        x, w, t = draw(d, m)
        formula = getattr(reference, name)(x, w, t)[which]
        got = two_results(getattr(submission, name)(x.copy(), w.copy(), t.copy()), name, "∂E/∂x", "∂E/∂W")
        what, known = f"{('∂E/∂x', '∂E/∂W')[which]}, (D, M) = {(d, m)}", {"D": d, "M": m}
        if which == 0:
            check(got[0], formula, lambda x, w=w, t=t: loss(x @ w, t), x, what, known=known)
        else:
            check(got[1], formula, lambda w, x=x, t=t: loss(x @ w, t), w, what, known=known)


def squared_error(y, t):
    return np.sum((y - t) ** 2) / 2


def cross_entropy(y, t):
    return -np.sum(t * np.log(softmax(y)))


@points(1.5)
def test_sigmoid(submission, reference, rng):
    """sigmoid_chain(x, dz_du) is dz/dx through u = 1 / (1 + e⁻ˣ).

    ja: sigmoid_chain(x, dz_du) は、u = 1 / (1 + e⁻ˣ) を通した dz/dx です。
    """
    draws = [(number(rng), number(rng)) for _ in range(POINTS)]
    for (x, dz_du), got, formula in asked(submission, reference, "sigmoid_chain", draws):
        check(got, formula, sigmoid, x, "dz/dx", upstream=dz_du)


@points(1.5)
def test_sigmoid_cross_entropy(submission, reference, rng):
    """sigmoid_cross_entropy_chain(x, t) is the derivative of −t log u − (1 − t) log(1 − u) with respect to x.

    ja: sigmoid_cross_entropy_chain(x, t) は、−t log u − (1 − t) log(1 − u) の x による微分です。
    """
    draws = [(number(rng), t) for t in (0.0, 1.0, *rng.uniform(0.1, 0.9, size=3).tolist())]
    for (x, t), got, formula in asked(submission, reference, "sigmoid_cross_entropy_chain", draws):
        check(got, formula, lambda x, t=t: -t * np.log(sigmoid(x)) - (1 - t) * np.log(sigmoid(-x)), x, "dz/dx")


@points(2)
def test_branch(submission, reference, rng):
    """branch_chain(x, dz_du, dz_dv) adds up both ways from x to z, through u = 1 + eˣ and through v = 1 + e⁻ˣ.

    ja: branch_chain(x, dz_du, dz_dv) は、u = 1 + eˣ と v = 1 + e⁻ˣ を通る 2 つの経路の和です。
    """

    def ways(x):
        return np.array([1 + np.exp(x), 1 + np.exp(-x)])

    draws = []
    for _ in range(POINTS):
        x, *dz = number(rng), number(rng), number(rng)
        draws.append(((x, *dz), ways, x, dz, "dz/dx", (np.exp(x), -np.exp(-x), *dz)))
    check_paths(submission, reference, "branch_chain", BRANCH, draws)


@points(3)
def test_softmax2(submission, reference, rng):
    """softmax2_chain gives ∂z/∂x and ∂z/∂y: both u and v depend on both x and y.

    ja: softmax2_chain は ∂z/∂x と ∂z/∂y です。u も v も、x と y の両方に依存します。
    """
    draws = []
    for _ in range(POINTS):
        x, y, *dz = number(rng), number(rng), number(rng), number(rng)
        u, v = softmax(np.array([x, y]))
        factors = (u * (1 - u), -u * v, -u * v, v * (1 - v), *dz)
        draws.append(((x, y, *dz), softmax, (x, y), dz, "(∂z/∂x, ∂z/∂y)", factors))
    check_paths(submission, reference, "softmax2_chain", SOFTMAX2, draws)


@points(2)
def test_softmax2_cross_entropy(submission, reference, rng):
    """softmax2_cross_entropy_chain gives ∂z/∂x and ∂z/∂y of z = −s log u − t log v with t = 1 − s.

    ja: softmax2_cross_entropy_chain は、z = −s log u − t log v(t = 1 − s)の ∂z/∂x と ∂z/∂y です。
    """
    draws = [(number(rng), number(rng), s) for s in (0.0, 1.0, *rng.uniform(0.1, 0.9, size=3).tolist())]
    for (x, y, s), got, formula in asked(submission, reference, "softmax2_cross_entropy_chain", draws):
        t = np.array([s, 1 - s])
        check(got, formula, lambda v, t=t: cross_entropy(v, t), (x, y), "(∂z/∂x, ∂z/∂y)")


@points(1.5)
def test_affine2(submission, reference, rng):
    """affine2_chain(w, dz_dy) gives ∂z/∂x0 and ∂z/∂x1: x_i reaches z through y_0 and through y_1.

    ja: affine2_chain(w, dz_dy) は ∂z/∂x0 と ∂z/∂x1 です。x_i は y_0 と y_1 の両方を通って z に届きます。
    """
    draws = []
    for _ in range(POINTS):
        x, w, dz_dy = rng.normal(size=2), rng.normal(size=(2, 2)), upstream(rng, 2)
        draws.append(((w, dz_dy), lambda x, w=w: x @ w, x, dz_dy, "(∂z/∂x0, ∂z/∂x1)", (*w.ravel(), *dz_dy)))
    check_paths(submission, reference, "affine2_chain", AFFINE2, draws)


@points(2)
def test_squared_residual(submission, reference, rng):
    """squared_residual_chain(a, x, y) gives ∂z/∂x, ∂z/∂a and ∂z/∂y of z = (ax − y)².

    ja: squared_residual_chain(a, x, y) は、z = (ax − y)² の ∂z/∂x、∂z/∂a、∂z/∂y です。
    """
    draws = []
    for _ in range(POINTS):
        a, x, y = number(rng), number(rng), number(rng)
        factors = (a, x, 1.0, -1.0, 2 * (a * x - y))
        draws.append(((a, x, y), squared_residual, (x, a, y), None, "(∂z/∂x, ∂z/∂a, ∂z/∂y)", factors))
    check_paths(submission, reference, "squared_residual_chain", RESIDUAL, draws)


@points(1)
def test_affine_squared_error_dx(submission, reference, rng):
    """affine_squared_error returns ∂E/∂x of E = ½ Σ (y − t)² first.

    ja: affine_squared_error が返す 1 つ目は、E = ½ Σ (y − t)² の ∂E/∂x です。
    """
    check_layer(submission, reference, "affine_squared_error", lambda d, m: affine(rng, d, m), squared_error, 0)


@points(1)
def test_affine_squared_error_dw(submission, reference, rng):
    """affine_squared_error returns ∂E/∂W of E = ½ Σ (y − t)² second.

    ja: affine_squared_error が返す 2 つ目は、E = ½ Σ (y − t)² の ∂E/∂W です。
    """
    check_layer(submission, reference, "affine_squared_error", lambda d, m: affine(rng, d, m), squared_error, 1)


@points(1)
def test_affine_softmax_cross_entropy_dx(submission, reference, rng):
    """affine_softmax_cross_entropy returns ∂E/∂x of E = −Σ t log softmax(y) first.

    ja: affine_softmax_cross_entropy が返す 1 つ目は、E = −Σ t log softmax(y) の ∂E/∂x です。
    """
    check_layer(
        submission, reference, "affine_softmax_cross_entropy", lambda d, m: classifier(rng, d, m), cross_entropy, 0
    )


@points(1)
def test_affine_softmax_cross_entropy_dw(submission, reference, rng):
    """affine_softmax_cross_entropy returns ∂E/∂W of E = −Σ t log softmax(y) second.

    ja: affine_softmax_cross_entropy が返す 2 つ目は、E = −Σ t log softmax(y) の ∂E/∂W です。
    """
    check_layer(
        submission, reference, "affine_softmax_cross_entropy", lambda d, m: classifier(rng, d, m), cross_entropy, 1
    )


@points(1.5)
def test_bias(submission, reference, rng):
    """bias_backward(dE_dY) gives ∂E/∂X, with the shape of Y, and ∂E/∂b, with one entry for each column.

    ja: bias_backward(dE_dY) は ∂E/∂X(Y と同じ形)と ∂E/∂b(列ごとに 1 つ)です。
    """
    for n, m in ((3, 3), distinct_sizes(rng, 2, low=2, high=6), (1, 4), (4, 2)):
        x, b, dE_dY = rng.normal(size=(n, m)), rng.normal(size=m), upstream(rng, (n, m))
        formula = reference.bias_backward(dE_dY)
        got = two_results(submission.bias_backward(dE_dY.copy()), "bias_backward", "∂E/∂X", "∂E/∂b")
        check(got[0], formula[0], lambda x, b=b: x + b, x, "∂E/∂X", upstream=dE_dY)
        check(got[1], formula[1], lambda b, x=x: x + b, b, "∂E/∂b", upstream=dE_dY)


ARGUMENTS = {  # square, so that what is not transposed is told by its values alone
    "affine2_chain": {"w": (2, 2), "dz_dy": (2,)},
    "affine_squared_error": {"x": (3,), "w": (3, 3), "t": (3,)},
    "affine_softmax_cross_entropy": {"x": (3,), "w": (3, 3), "t": (3,)},
    "bias_backward": {"dE_dY": (3, 3)},
}


@points(1, shares=True)
@pytest.mark.parametrize("name", ARGUMENTS)
def test_arguments_are_never_modified(submission, reference, rng, name):
    """No function writes into the arrays that it is given.

    ja: どの関数も、受け取った配列を書き換えません。
    """
    arguments = {key: away_from_kinks(rng, shape, most=1.5) for key, shape in ARGUMENTS[name].items()}
    if name == "affine_softmax_cross_entropy":
        arguments["t"] = np.eye(3)[rng.integers(3)]
    check_arguments_stay(submission, reference, name, arguments)
