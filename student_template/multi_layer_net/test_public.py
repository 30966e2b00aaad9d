"""Public checks: names and shapes, a net small enough to follow by hand, and a short training. They give no points."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5


def small_net(submission):
    """One input, two hidden units h = (max(2x, 0), max(−x + 1, 0)), two classes with the logits (h₁ + h₂ − 6, 0)."""
    net = submission.MultiLayerNet((1, 2, 2), "relu", np.random.default_rng(0), 0.1)
    params = net.params
    params["W1"][...] = [[2.0, -1.0]]
    params["b1"][...] = [0.0, 1.0]
    params["W2"][...] = [[1.0, 0.0], [1.0, 0.0]]
    params["b2"][...] = [-6.0, 0.0]
    return net


def test_names_and_shapes(submission):
    """Sizes (4, 5, 3) give the parameters W1, b1, W2, b2 and the layers Affine1, Activation1, Affine2, in this order.

    ja: sizes が (4, 5, 3) なら、パラメータは W1, b1, W2, b2、層は順に Affine1, Activation1, Affine2 です。
    """
    net = submission.MultiLayerNet((4, 5, 3), "tanh", np.random.default_rng(0), "he")
    shapes = {key: np.shape(value) for key, value in net.params.items()}
    expected = {"W1": (4, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}
    if shapes != expected:
        fail(
            f"params should hold {expected}; it holds {shapes}.",
            f"params は {expected} のはずですが、{shapes} でした。",
        )
    names = list(net.layers)
    if names != ["Affine1", "Activation1", "Affine2"]:
        fail(
            f"layers should hold Affine1, Activation1, Affine2; it holds {', '.join(names)}.",
            f"layers は Affine1, Activation1, Affine2 のはずですが、{', '.join(names)} でした。",
        )


def test_small_example(submission):
    """x = 3 gives the logits (0, 0) and the probabilities ½ and ½; with t = (0, 1) the loss is log 2.

    ja: x = 3 のとき、ロジットは (0, 0)、確率は ½ と ½ です。t = (0, 1) なら損失は log 2 です。
    """
    net, x, t = small_net(submission), np.array([[3.0]]), np.array([[0.0, 1.0]])
    assert_close(net.predict(x), np.array([[0.5, 0.5]]), what="predict(x)", rtol=PRECISION)
    assert_close(net.loss(x, t), np.log(2), what="loss(x, t)", rtol=PRECISION)


def test_small_gradient(submission):
    """In the same example the logits have the gradient (½, −½); so has b2, and b1 has (½, 0).

    ja: 同じ例で、ロジットの勾配は (½, −½) です。b2 の勾配も同じで、b1 の勾配は (½, 0) です。
    """
    gradient = small_net(submission).gradient(np.array([[3.0]]), np.array([[0.0, 1.0]]))
    expected = {"b2": [0.5, -0.5], "W2": [[3.0, -3.0], [0.0, 0.0]], "b1": [0.5, 0.0], "W1": [[1.5, 0.0]]}
    for key, value in expected.items():
        assert_close(gradient[key], np.array(value), what=(f"gradient of {key}", f"{key} の勾配"), rtol=PRECISION)


def test_accuracy_example(submission):
    """x = 4 is class 0 and x = 0.5 is class 1 for the same net: with t of class 1 twice, half of the answers are right.

    ja: 同じネットの答えは x = 4 でクラス 0、x = 0.5 でクラス 1 です。正解が両方ともクラス 1 なら、正解率は ½ です。
    """
    net = small_net(submission)
    got = net.accuracy(np.array([[4.0], [0.5]]), np.array([[0.0, 1.0], [0.0, 1.0]]))
    assert_close(got, 0.5, what="accuracy(x, t)", rtol=PRECISION)


def test_training_brings_the_loss_down(submission):
    """fit returns {"loss": [...]}, one number per epoch, the last smaller than the first; the net has that loss.

    ja: fit は {"loss": [...]} を返します。エポックごとに 1 つの数が入り、最後は最初より小さくなります。
    """
    x = np.array([[0.5], [3.5], [2.5], [4.5], [-0.5]])
    t = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    net = small_net(submission)
    history = submission.fit(net, submission.SGD(0.02), x, t, batch_size=2, epochs=6, rng=np.random.default_rng(0))
    losses = list(history["loss"])
    if len(losses) != 6 or not losses[-1] < losses[0]:
        fail(
            f'history["loss"] should hold 6 losses that fall; it is {losses}.',
            f'history["loss"] には、減っていく 6 個の損失が入るはずですが、{losses} でした。',
        )
    assert_close(losses[-1], net.loss(x, t), what=("the last loss", "最後の損失"), rtol=PRECISION)
