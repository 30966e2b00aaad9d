"""Public checks: names and shapes, a net small enough to follow by hand, and a short training. They give no points."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5


def small_net(submission):
    """Two pixels and a code of one number: z = x₁ − x₂, then the logits (0, 2z)."""
    net = submission.Autoencoder((2, 1), np.random.default_rng(0))
    params = net.params
    params["W1"][...] = [[1.0], [-1.0]]
    params["b1"][...] = [0.0]
    params["W2"][...] = [[0.0, 2.0]]
    params["b2"][...] = [0.0, 0.0]
    return net


def test_names_and_shapes(submission):
    """Sizes (4, 3, 2) give W1 to W4 and b1 to b4, for 4 → 3 → 2 → 3 → 4.

    ja: sizes が (4, 3, 2) なら、4 → 3 → 2 → 3 → 4 なので、W1 から W4 と b1 から b4 ができます。
    """
    net = submission.Autoencoder((4, 3, 2), np.random.default_rng(0))
    shapes = {key: np.shape(value) for key, value in net.params.items()}
    expected = {"W1": (4, 3), "b1": (3,), "W2": (3, 2), "b2": (2,)}
    expected |= {"W3": (2, 3), "b3": (3,), "W4": (3, 4), "b4": (4,)}
    if shapes != expected:
        fail(
            f"params should hold {expected}; it holds {shapes}.",
            f"params は {expected} のはずですが、{shapes} でした。",
        )
    x = np.full((5, 4), 0.5)
    codes, images = np.shape(net.encode(x)), np.shape(net.decode(net.encode(x)))
    if codes != (5, 2) or images != (5, 4):
        fail(
            f"5 images should give codes (5, 2) and images (5, 4); they give {codes} and {images}.",
            f"5 枚の画像のコードは (5, 2)、復元した画像は (5, 4) のはずですが、{codes} と {images} でした。",
        )


def test_small_example(submission):
    """The image (1, 1) has the code 0, comes back as (½, ½), and has the loss ¼.

    ja: 画像 (1, 1) のコードは 0、復元した画像は (½, ½)、損失は ¼ です。
    """
    net, x = small_net(submission), np.array([[1.0, 1.0]])
    assert_close(net.encode(x), np.array([[0.0]]), what="encode(x)", atol=1e-9)
    assert_close(net.decode(np.array([[0.0]])), np.array([[0.5, 0.5]]), what="decode(0)", rtol=PRECISION)
    assert_close(net.loss(x), 0.25, what="loss(x)", rtol=PRECISION)


def test_small_gradient(submission):
    """In the same example both pixels have the gradient −½ · ¼ = −⅛; that of the code is −¼.

    ja: 同じ例で、2 つのピクセルの勾配はどちらも −½・¼ = −⅛、コードの勾配は −¼ です。
    """
    gradient = small_net(submission).gradient(np.array([[1.0, 1.0]]))
    expected = {"b2": [-0.125, -0.125], "W2": [[0.0, 0.0]], "b1": [-0.25], "W1": [[-0.25], [-0.25]]}
    for key, value in expected.items():
        assert_close(
            gradient[key], np.array(value), what=(f"gradient of {key}", f"{key} の勾配"), rtol=PRECISION, atol=1e-9
        )


def test_training_brings_the_loss_down(submission):
    """fit returns {"loss": [...]}, one number per epoch, the last smaller than the first; the net has that loss.

    ja: fit は {"loss": [...]} を返します。エポックごとに 1 つの数が入り、最後は最初より小さくなります。
    """
    x = np.array([[1.0, 0.2], [0.1, 0.9], [0.8, 0.1], [0.9, 0.3], [0.2, 1.0]])
    net, optimizer = small_net(submission), submission.OPTIMIZERS["sgd"](0.2)
    history = submission.fit(net, optimizer, x, batch_size=2, epochs=6, rng=np.random.default_rng(0))
    losses = list(history["loss"])
    if len(losses) != 6 or not losses[-1] < losses[0]:
        fail(
            f'history["loss"] should hold 6 losses that fall; it is {losses}.',
            f'history["loss"] には、減っていく 6 個の損失が入るはずですが、{losses} でした。',
        )
    assert_close(losses[-1], net.loss(x), what=("the last loss", "最後の損失"), rtol=PRECISION)
