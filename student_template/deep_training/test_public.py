"""Public checks: names and shapes, a net small enough to follow by hand, and a short training. They give no points."""

import numpy as np

from autograder.testing import assert_close, fail, own_choice

PRECISION = 1e-5


def small_net(submission):
    """One input and one hidden unit with batch normalization, two classes; x = 1 and x = 3 in a batch."""
    net = submission.DeepNet((1, 1, 2), np.random.default_rng(0), batch_norm=True, l2=0.01)
    net.params["W1"][...] = [[2.0]]
    net.params["W2"][...] = [[0.0, np.log(3.0)]]
    return net, np.array([[1.0], [3.0]]), np.eye(2)


def test_names_and_shapes(submission):
    """With batch normalization and dropout sizes (4, 3, 2) give W1, gamma1, beta1, W2, b2, and five layers.

    ja: sizes が (4, 3, 2) でバッチ正規化とドロップアウトがあるとき、W1、gamma1、beta1、W2、b2 と、5 つの層ができます。
    """
    net = submission.DeepNet((4, 3, 2), np.random.default_rng(0), batch_norm=True, dropout=0.5)
    shapes = {key: np.shape(value) for key, value in net.params.items()}
    expected = {"W1": (4, 3), "gamma1": (3,), "beta1": (3,), "W2": (3, 2), "b2": (2,)}
    if shapes != expected:
        fail(
            f"params should hold {expected}; it holds {shapes}.",
            f"params は {expected} のはずですが、{shapes} でした。",
        )
    names, right = list(net.layers), ["Affine1", "BatchNorm1", "Activation1", "Dropout1", "Affine2"]
    if names != right:
        fail(
            f"layers should hold {', '.join(right)}; it holds {', '.join(names)}.",
            f"layers は {', '.join(right)} のはずですが、{', '.join(names)} でした。",
        )
    y = net.predict(np.full((5, 4), 0.5))
    assert_close(
        np.sum(y, axis=1),
        np.ones(5),
        what=("the sums of the rows of predict(x)", "predict(x) の各行の和"),
        rtol=PRECISION,
    )


def test_small_example(submission):
    """The example of the handout: in training ½ ln(8/3) and the penalty; then a prediction by running averages.

    ja: 課題文の例です。学習時の損失は ½ ln(8/3) に罰則項を加えたもの、そのあとの予測は移動平均を使ったものです。
    """
    net, x, t = small_net(submission)
    penalty = 0.01 * (4 + np.log(3) ** 2)
    loss = net.loss(x, t, train=True)
    assert_close(loss, np.log(8 / 3) / 2 + penalty, what="loss(x, t, train=True)", rtol=PRECISION)
    hidden = (2 * 1 - 0.4) / np.sqrt(1.3)
    odds = 3**hidden
    expected = np.array([[1, odds]]) / (1 + odds)
    assert_close(
        net.predict(x[:1]),
        expected,
        what=("predict(x) of the first sample alone", "最初のサンプルだけの predict(x)"),
        rtol=PRECISION,
    )


def test_small_gradient(submission):
    """In the same example: b2 (−⅛, ⅛), gamma1 and beta1 −⅛ ln 3, and W1 has the penalty's gradient alone.

    ja: 同じ例で、b2 の勾配は (−⅛, ⅛)、gamma1 と beta1 は −⅛ ln 3 です。W1 の勾配は罰則項の分だけです。
    """
    net, x, t = small_net(submission)
    gradient, eighth = net.gradient(x, t), np.log(3) / 8
    expected = {
        "b2": [-0.125, 0.125],
        "W2": [[0.125, -0.125 + 0.02 * np.log(3)]],
        "gamma1": [-eighth],
        "beta1": [-eighth],
        "W1": [[0.04]],
    }
    for key, value in expected.items():
        assert_close(gradient[key], np.array(value), what=(f"gradient of {key}", f"{key} の勾配"), rtol=PRECISION)


def test_training_brings_the_loss_down(submission):
    """fit returns {"loss": [...]}, one number per epoch, the last smaller than the first; the net has that loss.

    ja: fit は {"loss": [...]} を返します。エポックごとに 1 つの数が入り、最後は最初より小さくなります。
    """
    x = np.array([[1.0, 0.2], [0.1, 0.9], [0.8, 0.1], [0.9, 0.3], [0.2, 1.0]])
    net = submission.DeepNet((2, 4, 2), np.random.default_rng(0), activation="tanh")
    optimizer, schedule = submission.OPTIMIZERS["sgd"](0.5), submission.StepDecay(0.5, 0.5, 3)
    t, rng = np.eye(2)[[0, 1, 0, 0, 1]], np.random.default_rng(0)
    history = submission.fit(net, optimizer, x, t, batch_size=2, epochs=6, rng=rng, schedule=schedule)
    losses = list(history["loss"])
    if len(losses) != 6 or not losses[-1] < losses[0]:
        fail(
            f'history["loss"] should hold 6 losses that fall; it is {losses}.',
            f'history["loss"] には、減っていく 6 個の損失が入るはずですが、{losses} でした。',
        )
    assert_close(losses[-1], net.loss(x, t), what=("the last loss", "最後の損失"), rtol=PRECISION)


@own_choice
def test_build_has_that_depth(submission):
    """build(3, rng) has four matrices: from 196 pixels through three hidden layers of at most 64 units to 10 classes.

    ja: build(3, rng) の重み行列は 4 つです。196 ピクセルから、隠れ層 3 つを通って 10 クラスへ続きます。
    """
    params = submission.build(3, np.random.default_rng(0))[0].params
    shapes = [np.shape(params[name]) for name in params if np.ndim(params[name]) == 2]
    widths = [shape[1] for shape in shapes]
    if len(shapes) != 4 or shapes[0][0] != 196 or widths[-1] != 10 or max(widths[:-1]) > 64:
        fail(f"The matrices have the shapes {shapes}.", f"重み行列の形が {shapes} です。")
