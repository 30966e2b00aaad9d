"""Public checks: an example you can follow by hand. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import assert_close, fail

X = np.array([[1.0, 10.0], [5.0, 10.0], [1.0, 40.0], [5.0, 40.0]])  # means 3 and 25, variances 4 and 225


def layer_of(submission):
    """A layer with γ = (2, 1) and β = (1, 0)."""
    return submission.BatchNorm(np.array([2.0, 1.0]), np.array([1.0, 0.0]))


def test_training_example(submission):
    """x̂ is −1 or 1 everywhere in this batch, so γ = (2, 1) and β = (1, 0) give −1 or 3, and −1 or 1.

    ja: このバッチでは x̂ はどこでも −1 か 1 なので、γ = (2, 1)、β = (1, 0) なら出力は −1 か 3、−1 か 1 です。
    """
    y = layer_of(submission).forward(X.copy())
    expected = np.array([[-1.0, -1.0], [3.0, -1.0], [-1.0, 1.0], [3.0, 1.0]])
    assert_close(y, expected, what="forward(x)", rtol=1e-5)


def test_prediction_of_a_single_sample(submission):
    """Prediction works for one sample: it has the shape of x, and is finite.

    ja: 予測はサンプル 1 個でもできます。形は x と同じで、値は有限です。
    """
    layer = layer_of(submission)
    layer.forward(X.copy(), train=True)
    y = np.asarray(layer.forward(np.array([[2.0, 20.0]]), train=False))
    if y.shape != (1, 2) or not np.all(np.isfinite(y)):
        fail(
            f"forward(x, train=False) should give finite numbers of shape (1, 2); it is {y.tolist()}.",
            f"forward(x, train=False) は形 (1, 2) の有限の値のはずですが、{y.tolist()} でした。",
        )


def test_running_averages_move(submission):
    """After a batch, running_mean and running_var have shape (D,) and lie between their start and the batch's value.

    ja: バッチを 1 つ見たあと、running_mean と running_var は形 (D,) で、最初の値とバッチの値の間にあります。
    """
    layer = layer_of(submission)
    layer.forward(X.copy(), train=True)
    for name, start, of_batch in (
        ("running_mean", np.zeros(2), np.array([3.0, 25.0])),
        ("running_var", np.ones(2), np.array([4.0, 225.0])),
    ):
        value = np.asarray(getattr(layer, name))
        if value.shape != (2,) or not np.all((start < value) & (value < of_batch)):
            fail(
                f"{name} should lie between {start.tolist()} and {of_batch.tolist()}; it is {value.tolist()}.",
                f"{name} は {start.tolist()} と {of_batch.tolist()} の間のはずですが、{value.tolist()} でした。",
            )


def test_backward_shapes(submission):
    """dx has the shape of x; dgamma and dbeta have shape (D,).

    ja: dx の形は x と同じで、dgamma と dbeta の形は (D,) です。
    """
    layer = layer_of(submission)
    layer.forward(X.copy(), train=True)
    dx = layer.backward(np.ones((4, 2)))
    for name, value, shape in (("dx", dx, (4, 2)), ("dgamma", layer.dgamma, (2,)), ("dbeta", layer.dbeta, (2,))):
        if np.shape(value) != shape:
            fail(
                f"{name} has shape {np.shape(value)}, expected {shape}.",
                f"{name} の形が {np.shape(value)} です。{shape} のはずです。",
            )
