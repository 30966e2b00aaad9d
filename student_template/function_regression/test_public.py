"""Public checks: values of the function that can be worked out by hand, shapes, and a short training."""

import numpy as np

from autograder.testing import about, assert_close, fail, points

PRECISION = 1e-5


@points(0.25)
def test_values_by_hand(submission):
    """f(0, 0) = −e; at (π, π) and (2π, 0), far from the middle, f is about 10 − 1/e and 10 − e. The shape is (N, 1).

    ja: f(0, 0) = −e です。中央から遠い (π, π) と (2π, 0) では、およそ 10 − 1/e と 10 − e になります。形は (N, 1) です。
    """
    x = np.array([[0.0, 0.0], [np.pi, np.pi], [2 * np.pi, 0.0]])
    hollow = 10 * np.exp(-0.2 * np.sum(x**2, axis=1))
    expected = np.array([10 - np.e, 10 - 1 / np.e, 10 - np.e]) - hollow
    assert_close(submission.target(x), expected[:, None], what="target(x)", rtol=PRECISION)


@about("make_data", "target")
@points(0.5)
def test_shapes(submission):
    """make_data(n, rng) returns x of shape (n, 2) and y of shape (n, 1), not (n,).

    ja: make_data(n, rng) は、形が (n, 2) の x と、形が (n, 1)（(n,) ではありません）の y を返します。
    """
    for n in (1, 50):
        x, y = submission.make_data(n, np.random.default_rng(n))
        shapes = np.shape(x), np.shape(y)
        if shapes != ((n, 2), (n, 1)):
            fail(
                f"make_data({n}, rng) must return arrays of shape ({n}, 2) and ({n}, 1); they are {shapes}.",
                f"make_data({n}, rng) が返す配列の形は ({n}, 2) と ({n}, 1) のはずですが、{shapes} でした。",
            )
        if not np.all(np.isfinite(x)) or not np.all(np.isfinite(y)):
            fail("x and y must be finite.", "x と y は有限な数のはずです。")
    if len(np.unique(x, axis=0)) < 25 or not 5 < np.abs(x).max() < 100:
        fail(
            "The 50 rows of x must differ, and reach far into [−10, 10]².",
            "50 行の x は互いに異なり、[−10, 10]² に広がっているはずです。",
        )


def small_net(submission):
    """Two inputs, two hidden units h = (max(x₁ + x₂, 0), max(x₁ − x₂, 0)), output 2 h₁ − h₂ + 1."""
    net = submission.RegressionNet((2, 2, 1), np.random.default_rng(0))
    params = net.params
    params["W1"][...] = [[1.0, 1.0], [1.0, -1.0]]
    params["b1"][...] = [0.0, 0.0]
    params["W2"][...] = [[2.0], [-1.0]]
    params["b2"][...] = [1.0]
    return net


def test_small_example(submission):
    """x = (1, 2) gives h = (3, 0) and the prediction 7; with t = 5 the loss is ½ (7 − 5)² = 2. No points.

    ja: x = (1, 2) のとき h = (3, 0)、予測は 7 です。t = 5 なら損失は ½ (7 − 5)² = 2 です（配点はありません）。
    """
    net, x, t = small_net(submission), np.array([[1.0, 2.0]]), np.array([[5.0]])
    assert_close(net.predict(x), np.array([[7.0]]), what="predict(x)", rtol=PRECISION)
    assert_close(net.loss(x, t), 2.0, what="loss(x, t)", rtol=PRECISION)


def test_small_gradient(submission):
    """In the same example the prediction has the gradient 2; so W2 has (6, 0), b1 has (4, 0). No points.

    ja: 同じ例で、予測の勾配は 2 です。したがって W2 の勾配は (6, 0)、b1 の勾配は (4, 0) です（配点はありません）。
    """
    gradient = small_net(submission).gradient(np.array([[1.0, 2.0]]), np.array([[5.0]]))
    expected = {"b2": [2.0], "W2": [[6.0], [0.0]], "b1": [4.0, 0.0], "W1": [[4.0, 0.0], [8.0, 0.0]]}
    for key, value in expected.items():
        assert_close(gradient[key], np.array(value), what=(f"gradient of {key}", f"{key} の勾配"), rtol=PRECISION)


def test_training_brings_the_loss_down(submission):
    """fit returns a net and {"loss": [...]}, one number per epoch; the last is the net's loss. No points.

    ja: fit はネットと {"loss": [...]} を返します。1 エポックに 1 つの数で、最後はそのネットの損失です（配点なし）。
    """
    rng = np.random.default_rng(0)
    x = rng.uniform(-2.0, 2.0, (20, 2))
    y = x[:, :1] - 2.0 * x[:, 1:]
    settings = {"hidden": (8, 4), "learning_rate": 0.01, "batch_size": 6, "epochs": 20}
    net, history = submission.fit(x, y, np.random.default_rng(1), **settings)
    losses = list(history["loss"])
    if len(losses) != 20 or not losses[-1] < losses[0]:
        fail(
            f'history["loss"] should hold 20 losses that fall; it is {losses}.',
            f'history["loss"] には、減っていく 20 個の損失が入るはずですが、{losses} でした。',
        )
    assert_close(losses[-1], net.loss(x, y), what=("the last loss", "最後の損失"), rtol=PRECISION)
