"""Expressions that the hidden checks of autodiff are made of, and how their results are compared."""

import numpy as np

from autograder.testing import assert_close, compare, fail

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision


def numbers(rng, *shape):
    """Numbers of both signs with 0.3 < |x| < 2.5: safe divisors, and away from the kink of relu."""
    return rng.uniform(0.3, 2.5, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def leaves_of(module, arrays):
    """One leaf for each array, with data of its own."""
    return [module.Tensor(array.copy()) for array in arrays]


def gradients(module, build, arrays):
    """The gradients of the leaves after backward() on the scalar that build makes of them."""
    leaves = leaves_of(module, arrays)
    build(*leaves).backward()
    return [leaf.grad for leaf in leaves]


def check_values(submission, reference, cases):
    """The data of the tensor that each build makes; cases are (name, build, arrays)."""
    for name, build, arrays in cases:
        expected = build(*leaves_of(reference, arrays)).data
        got = build(*leaves_of(submission, arrays)).data
        assert_close(got, expected, what=f"({name}).data", rtol=PRECISION)


def check_gradients(submission, reference, cases):
    """The gradients of all leaves of each build, which makes a scalar; cases are (name, build, arrays)."""
    for name, build, arrays in cases:
        right = gradients(reference, build, arrays)
        got = gradients(submission, build, arrays)
        for leaf, mine, expected in zip("xyz", got, right, strict=False):
            assert_close(mine, expected, what=f"{leaf}.grad of {name}", rtol=PRECISION)


def weighted(rng, *shape):
    """A function that makes a scalar of a tensor of this shape: the gradient that arrives there is not uniform."""
    weights = numbers(rng, *shape)
    return lambda tensor: (tensor * weights).sum()


def used_often(x, y):
    """Σ (xy + x)·y + x: x and y are used more than once, by operations of different kinds."""
    return ((x * y + x) * y + x).sum()


def late_branch(x):
    """h = 2x is used at once by the last operation, and again at the end of a longer path."""
    h = x * 2.0
    k = h * h
    long = (k + 1.0).log() * k
    return (h + long).sum()


def build_graph(module):
    """x, y, their product, the product's exp, and the sum of all of that and x."""
    x, y = module.Tensor(np.ones((3, 2))), module.Tensor(np.full((3, 2), 2.0))
    product = x * y
    power = product.exp()
    last = power + product
    return [x, y, product, power, last]


def assert_nodes(order):
    """order are the positions in build_graph's list of the nodes of its last tensor's graph, −1 for any other."""
    if sorted(order) != [0, 1, 2, 3, 4]:
        fail(
            f"The graph of exp(xy) + xy has 5 tensors; graph lists {len(order)}, "
            f"{len(set(order) - {-1})} of these five among them.",
            f"exp(xy) + xy のグラフにはテンソルが 5 個ありますが、graph は {len(order)} 個を返しました"
            f"(そのうち正しいものは {len(set(order) - {-1})} 種類です)。",
        )
    if order[2:] != [2, 3, 4]:
        names = ["x", "y", "xy", "exp(xy)", "exp(xy) + xy"]
        listed = ", ".join(names[i] for i in order)
        fail(
            f"Parents must stand before what is computed from them; the order is: {listed}.",
            f"親は、そこから計算されたものより先に並べてください。今の順番は {listed} です。",
        )


def assert_edges(edges):
    """edges are pairs of positions in build_graph's list, to whose end the square of the last tensor was added."""
    expected = [(0, 2), (1, 2), (2, 3), (2, 4), (3, 4), (4, 5), (4, 5)]
    if sorted(edges) != expected:
        names = ["x", "y", "a = xy", "b = exp(a)", "c = b + a", "c * c"]
        listed = ", ".join(f"({names[p]}, {names[c]})" for p, c in sorted(edges))
        fail(
            f"The graph of c * c with c = exp(xy) + xy has 7 edges (parent, child); graph lists {listed or 'none'}.",
            f"c = exp(xy) + xy のとき、c * c のグラフの辺 (親, 子) は 7 本です。返されたのは {listed or 'なし'} です。",
        )


def factor_of(loss, right_loss):
    """The constant by which the submission's own loss is off, or 1: its gradient may be off by the same.

    Such a mistake is charged once, where the loss is checked.
    """
    ratio = np.asarray(loss, dtype=float) / right_loss
    return float(ratio) if ratio.shape == () and 1e-3 < ratio < 1e3 else 1.0


def assert_gradient_up_to(factor, got, right, *, what, **how):
    """got is right, or off by the same factor as the loss."""
    if compare(got, factor * right, **how) is not None:
        assert_close(got, right, what=what, **how)


def softmax_and_loss(x, t):
    """Probabilities and mean cross entropy, in plain NumPy."""
    z = x - x.max(axis=1, keepdims=True)
    y = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return y, float((np.log(np.exp(z).sum(axis=1)) - (t * z).sum(axis=1)).mean())
