"""Expressions that the hidden checks of autodiff are made of, and how their results are compared."""

import functools

import numpy as np

from autograder.testing import assert_close, assert_gradient, away_from_kinks, fail

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision


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
        for i, (leaf, mine, formula) in enumerate(zip("xyz", got, right, strict=False)):
            scalar = functools.partial(value_at, reference, build, arrays, i)
            what = f"{leaf}.grad of {name}"
            assert_gradient(mine, of=scalar, at=arrays[i], reference_gradient=formula, what=what, rtol=PRECISION)


def value_at(module, build, arrays, i, array):
    """The scalar that build makes, with another array in the i-th leaf."""
    return build(*leaves_of(module, [*arrays[:i], array, *arrays[i + 1 :]])).data


def weighted(rng, *shape):
    """A function that makes a scalar of a tensor of this shape: the gradient that arrives there is not uniform."""
    weights = away_from_kinks(rng, shape)
    return lambda tensor: (tensor * weights.copy()).sum()  # given away


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


def softmax_and_loss(x, t):
    """Probabilities and mean cross entropy, in plain NumPy."""
    z = x - x.max(axis=1, keepdims=True)
    y = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return y, float((np.log(np.exp(z).sum(axis=1)) - (t * z).sum(axis=1)).mean())
