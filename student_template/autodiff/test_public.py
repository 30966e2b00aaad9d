"""Public checks: examples you can follow by hand, and the published ones."""

import numpy as np

from autograder.testing import assert_close, fail, own_choice

PRECISION = 1e-5


def test_scalar_example(submission):
    """z = (a·x − y)² with a = 2, x = 3, y = 1: z = 25, ∂z/∂a = 30, ∂z/∂x = 20, ∂z/∂y = −10.

    ja: a = 2、x = 3、y = 1 のとき、z = (a·x − y)² は 25、∂z/∂a = 30、∂z/∂x = 20、∂z/∂y = −10 です。
    """
    a, x, y = (submission.Tensor(value) for value in (2.0, 3.0, 1.0))
    z = (a * x - y) ** 2
    assert_close(z.data, 25.0, what="z.data", rtol=PRECISION)
    z.backward()
    for name, leaf, expected in (("a", a, 30.0), ("x", x, 20.0), ("y", y, -10.0)):
        assert_close(leaf.grad, expected, what=f"{name}.grad", rtol=PRECISION)


def test_used_twice_example(submission):
    """z = x · x with x = 3 has the gradient 6: 3 along each of two paths.

    ja: x = 3 のとき z = x · x の勾配は 6 です（2 本の経路から 3 ずつ）。
    """
    x = submission.Tensor(3.0)
    (x * x).backward()
    assert_close(x.grad, 6.0, what="x.grad", rtol=PRECISION)


def test_published_affine_example(submission):
    """x = (2, −1, 1), W = ((2, 0), (1, 1), (0, 4)), t = (1, 2), E = ½ Σ (xW − t)²: dx = (4, 3, 4), and dW.

    ja: x = (2, −1, 1)、W = ((2, 0), (1, 1), (0, 4))、t = (1, 2) で E = ½ Σ (xW − t)² のとき、dx = (4, 3, 4) です。
    """
    x = submission.Tensor(np.array([[2.0, -1.0, 1.0]]))
    W = submission.Tensor(np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 4.0]]))
    E = ((x @ W - np.array([[1.0, 2.0]])) ** 2).sum() * 0.5
    E.backward()
    assert_close(x.grad, np.array([[4.0, 3.0, 4.0]]), what="x.grad", rtol=PRECISION)
    assert_close(W.grad, np.array([[4.0, 2.0], [-2.0, -1.0], [2.0, 1.0]]), what="W.grad", rtol=PRECISION)


@own_choice
def test_published_cross_entropy_example(submission):
    """The same x and W with softmax, cross entropy and t = (1, 0): dx = (−1, 0, 2), dW = ((−1, 1), (½, −½), (−½, ½)).

    ja: 同じ x と W で、softmax と交差エントロピー、t = (1, 0) のとき、dx = (−1, 0, 2) です。
    """
    x = submission.Tensor(np.array([[2.0, -1.0, 1.0]]))
    W = submission.Tensor(np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 4.0]]))
    loss = submission.softmax_cross_entropy(x @ W, np.array([[1.0, 0.0]]))
    assert_close(loss.data, np.log(2.0), what=("the loss", "損失"), rtol=PRECISION)
    loss.backward()
    assert_close(x.grad, np.array([[-1.0, 0.0, 2.0]]), what="x.grad", rtol=PRECISION)
    assert_close(W.grad, np.array([[-1.0, 1.0], [0.5, -0.5], [-0.5, 0.5]]), what="W.grad", rtol=PRECISION)


def test_graph_example(submission):
    """The graph of (a·x + y)² has three inputs, three operations, and five edges.

    ja: (a·x + y)² のグラフには、入力が 3 個、演算が 3 個、辺が 5 本あります。
    """
    a, x, y = (submission.Tensor(value) for value in (2.0, 3.0, 1.0))
    nodes, edges = submission.graph((a * x + y) ** 2)
    if (len(nodes), len(edges)) != (6, 5):
        fail(
            f"There should be 6 nodes and 5 edges; there are {len(nodes)} and {len(edges)}.",
            f"節点は 6 個、辺は 5 本のはずですが、{len(nodes)} 個と {len(edges)} 本でした。",
        )
