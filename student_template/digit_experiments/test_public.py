"""Public checks: the squared error by hand, and a short training. They give no points."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5


def test_squared_error_example(submission):
    """Logits (0, log 3) are the probabilities (¼, ¾); with t = (1, 0) the loss is 9/16.

    ja: ロジット (0, log 3) の確率は (¼, ¾) です。t = (1, 0) なら損失は 9/16 です。
    """
    layer = submission.SoftmaxWithSquaredError()
    got = layer.forward(np.array([[0.0, np.log(3.0)]]), np.array([[1.0, 0.0]]))
    assert_close(got, 9 / 16, what="forward(x, t)", rtol=PRECISION)


def test_squared_error_gradient(submission):
    """In the same example ∂L/∂y is (−¾, ¾), and the gradient that reaches the logits is (−9/32, 9/32).

    ja: 同じ例で、∂L/∂y は (−¾, ¾)、ロジットに届く勾配は (−9/32, 9/32) です。
    """
    layer = submission.SoftmaxWithSquaredError()
    layer.forward(np.array([[0.0, np.log(3.0)]]), np.array([[1.0, 0.0]]))
    assert_close(layer.backward(), np.array([[-9 / 32, 9 / 32]]), what="backward()", rtol=PRECISION)


def test_short_training(submission):
    """run returns four lists with a number per epoch; the loss falls, and accuracies lie between 0 and 1.

    ja: run は、エポックごとの数が入った 4 つのリストを返します。損失は減り、正解率は 0 から 1 です。
    """
    rng, labels = np.random.default_rng(0), np.arange(24) % 3
    x = rng.normal(size=(24, 4)) + 3 * np.eye(3, 4)[labels]
    t = np.eye(3)[labels]
    data = {"x_train": x[:15], "t_train": t[:15], "x_test": x[15:], "t_test": t[15:]}
    config = {"hidden": (6,), "loss": "cross_entropy", "optimizer": ("sgd", {"lr": 0.1}), "batch_size": 4, "epochs": 5}
    history = submission.run(config, data, np.random.default_rng(1))
    for key in ("train_loss", "train_accuracy", "test_loss", "test_accuracy"):
        values = list(history[key])
        is_loss = key.endswith("loss")
        if len(values) != 5 or (is_loss and not values[-1] < values[0]) or not (is_loss or 0 <= min(values) <= 1):
            fail(
                f"{key} should hold 5 numbers (losses that fall, accuracies from 0 to 1); it is {values}.",
                f"{key} には 5 個の数（減っていく損失、0 から 1 の正解率）が入るはずですが、{values} でした。",
            )
