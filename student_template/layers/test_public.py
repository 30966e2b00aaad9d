"""Public checks: examples you can follow by hand. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5


def test_affine_example(submission):
    """x = (2, −1, 1) and W = ((2, 0), (1, 1), (0, 4)) give y = (3, 3).

    ja: x = (2, −1, 1)、W = ((2, 0), (1, 1), (0, 4)) のとき y = (3, 3) です。
    """
    layer = submission.Affine(np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 4.0]]), np.zeros(2))
    y = layer.forward(np.array([[2.0, -1.0, 1.0]]))
    assert_close(y, np.array([[3.0, 3.0]]), what="Affine.forward(x)", rtol=PRECISION)


def test_affine_gradient_example(submission):
    """In the same example dout = (2, 1) gives dx = (4, 3, 4) and dW = ((4, 2), (−2, −1), (2, 1)).

    ja: 同じ例で dout = (2, 1) のとき、dx = (4, 3, 4)、dW = ((4, 2), (−2, −1), (2, 1)) です。
    """
    layer = submission.Affine(np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 4.0]]), np.zeros(2))
    layer.forward(np.array([[2.0, -1.0, 1.0]]))
    dx = layer.backward(np.array([[2.0, 1.0]]))
    assert_close(dx, np.array([[4.0, 3.0, 4.0]]), what="dx", rtol=PRECISION)
    assert_close(layer.dW, np.array([[4.0, 2.0], [-2.0, -1.0], [2.0, 1.0]]), what="dW", rtol=PRECISION)


def test_affine_bias_gradient_example(submission):
    """dout = ((1, 0), (0, −1), (1, 1)) gives db = (2, 0).

    ja: dout = ((1, 0), (0, −1), (1, 1)) のとき db = (2, 0) です。
    """
    layer = submission.Affine(np.eye(2), np.zeros(2))
    layer.forward(np.ones((3, 2)))
    layer.backward(np.array([[1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]))
    assert_close(layer.db, np.array([2.0, 0.0]), what="db", rtol=PRECISION)


def test_activation_examples(submission):
    """sigmoid(0) = 1/2, tanh(0) = 0, and for x = (−2, 3) ReLU gives (0, 3) and LeakyReLU(0.1) gives (−0.2, 3).

    ja: sigmoid(0) = 1/2、tanh(0) = 0。x = (−2, 3) なら ReLU は (0, 3)、LeakyReLU(0.1) は (−0.2, 3) です。
    """
    zero, x = np.zeros((1, 1)), np.array([[-2.0, 3.0]])
    for name, given, expected in (
        ("Sigmoid", zero, [[0.5]]),
        ("Tanh", zero, [[0.0]]),
        ("ReLU", x, [[0.0, 3.0]]),
        ("LeakyReLU", x, [[-0.2, 3.0]]),
    ):
        y = getattr(submission, name)().forward(given.copy())
        assert_close(y, np.array(expected), what=f"{name}.forward(x)", rtol=PRECISION)


def test_activation_slopes(submission):
    """Every activation has a slope below 1 at x = −2, and a positive one at x = 3; backward has the shape of dout.

    ja: どの活性化関数の傾きも、x = −2 では 1 より小さく、x = 3 では正です。backward の形は dout と同じです。
    """
    for name in ("Sigmoid", "Tanh", "ReLU", "LeakyReLU"):
        layer = getattr(submission, name)()
        layer.forward(np.array([[-2.0, 3.0]]))
        slopes = np.asarray(layer.backward(np.ones((1, 2))))
        if slopes.shape != (1, 2) or not (0 <= slopes[0, 0] < 1 and 0 < slopes[0, 1] <= 1):
            fail(
                f"{name}.backward(ones) should be two slopes from 0 to 1, of shape (1, 2); it is {slopes.tolist()}.",
                f"{name}.backward(ones) は形 (1, 2) の、0 から 1 の傾きのはずですが、{slopes.tolist()} でした。",
            )


def test_loss_examples(submission):
    """One prediction 3 for the target 1 has squared error ½ · 2² = 2; a logit of 0 has cross entropy log 2.

    ja: 予測 3、正解 1 の二乗誤差は ½ · 2² = 2 です。ロジット 0 の交差エントロピーは log 2 です。
    """
    one = np.array([[1.0]])
    squared = submission.MeanSquaredError().forward(np.array([[3.0]]), one.copy())
    assert_close(squared, 2.0, what="MeanSquaredError.forward(x, t)", rtol=PRECISION)
    entropy = submission.SigmoidWithLoss().forward(np.array([[0.0]]), one.copy())
    assert_close(entropy, np.log(2.0), what="SigmoidWithLoss.forward(x, t)", rtol=PRECISION)


def test_loss_gradients_have_the_right_shape_and_signs(submission):
    """A prediction that is too large has a positive slope, one that is too small a negative one.

    ja: 大きすぎる予測では勾配が正、小さすぎる予測では勾配が負になります。
    """
    x, t = np.array([[2.0], [0.5], [1.0]]), np.array([[0.0], [1.0], [0.0]])
    for name in ("MeanSquaredError", "SigmoidWithLoss"):
        layer = getattr(submission, name)()
        layer.forward(x.copy(), t.copy())
        dx = np.asarray(layer.backward())
        if dx.shape != (3, 1) or not np.array_equal(dx > 0, [[True], [False], [True]]):
            fail(
                f"{name}.backward() should have shape (3, 1) and the signs +, −, +; it is {dx.tolist()}.",
                f"{name}.backward() は形 (3, 1)、符号は +、−、+ のはずですが、{dx.tolist()} でした。",
            )
