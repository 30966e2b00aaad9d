"""Public checks: the example of the handout, a bound that is touched, and a short training. They give no points."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5
X, EPS = np.array([[1.0, 0.0]]), np.array([[-0.5]])


def small_net(submission):
    """Two pixels, one hidden unit and a code of one number, with the parameters of the handout."""
    net = submission.VAE(2, 1, 1, np.random.default_rng(0))
    values = {"W1": [[1.0], [1.0]], "b1": [0.0], "W2": [[1.0]], "b2": [0.0], "W3": [[1.0]], "b3": [np.log(4) - 1]}
    values |= {"W4": [[1.0]], "b4": [1.0], "W5": [[2.0, -2.0]], "b5": [-2.0, 2.0]}
    for key, value in values.items():
        net.params[key][...] = value
    return net


def test_names_and_shapes(submission):
    """Four pixels, three hidden units and a code of two numbers: W1, b1, …, W5, b5, and what encode and decode give.

    ja: 4 ピクセル、隠れユニット 3 個、コード 2 個のときの W1、b1、…、W5、b5 の形と、encode、decode の結果の形です。
    """
    net = submission.VAE(4, 3, 2, np.random.default_rng(0))
    shapes = {key: np.shape(value) for key, value in net.params.items()}
    expected = {"W1": (4, 3), "b1": (3,), "W2": (3, 2), "b2": (2,), "W3": (3, 2), "b3": (2,)}
    expected |= {"W4": (2, 3), "b4": (3,), "W5": (3, 4), "b5": (4,)}
    if shapes != expected:
        fail(
            f"params should hold {expected}; it holds {shapes}.",
            f"params は {expected} のはずですが、{shapes} でした。",
        )
    mu, log_var = net.encode(np.full((5, 4), 0.5))
    got = np.shape(mu), np.shape(log_var), np.shape(net.decode(mu))
    if got != ((5, 2), (5, 2), (5, 4)):
        fail(
            f"5 images should give μ and log σ² (5, 2) and images (5, 4); they give {got}.",
            f"5 枚の画像から、μ と log σ² は (5, 2)、画像は (5, 4) になるはずですが、{got} でした。",
        )


def test_divergence(submission):
    """KL is 0 for N(0, 1), and 2 − log 2 for μ = 1, σ = 2.

    ja: KL ダイバージェンスは、N(0, 1) については 0、μ = 1、σ = 2 については 2 − log 2 です。
    """
    zeros = np.zeros((3, 2))
    assert_close(submission.kl_divergence(zeros, zeros.copy()), 0.0, what="kl_divergence(0, 0)", atol=1e-9)
    got = submission.kl_divergence(np.array([[1.0]]), np.array([[np.log(4)]]))
    assert_close(got, 2 - np.log(2), what="kl_divergence(1, log 4)", rtol=PRECISION)


def test_bound_of_a_small_model(submission):
    """x = z + noise, both of variance 1: at x = 2 the bound of q = N(1, ½) is log p(x), that of N(0, 1) is below.

    ja: x = z + 雑音（分散はどちらも 1）で x = 2 のとき、q = N(1, ½) の下界は log p(x) に等しくなります。
    q = N(0, 1) の下界は、それより小さくなります。
    """
    x, A, b = np.array([[2.0]]), np.array([[1.0]]), np.array([0.0])
    evidence = submission.linear_gaussian_log_evidence(x, A, b, 1.0)
    assert_close(evidence, np.array([-1 - np.log(4 * np.pi) / 2]), what="log p(x)", rtol=PRECISION)
    best = submission.linear_gaussian_elbo(x, A, b, 1.0, np.array([[1.0]]), np.array([[np.log(0.5)]]))
    assert_close(best, evidence, what=("the bound of N(1, ½)", "N(1, ½) の下界"), rtol=PRECISION)
    other = submission.linear_gaussian_elbo(x, A, b, 1.0, np.array([[0.0]]), np.array([[0.0]]))
    assert_close(
        other, np.array([-2.5 - np.log(2 * np.pi) / 2]), what=("the bound of N(0, 1)", "N(0, 1) の下界"), rtol=PRECISION
    )


def test_small_example(submission):
    """The image (1, 0) has μ = 1 and log σ² = log 4; with ε = −½ it has z = 0, and comes back as (½, ½).

    ja: 画像 (1, 0) の μ は 1、log σ² は log 4 です。ε = −½ なら z = 0 で、画像は (½, ½) になります。
    """
    net = small_net(submission)
    mu, log_var = net.encode(X)
    assert_close(mu, np.array([[1.0]]), what="μ", rtol=PRECISION)
    assert_close(log_var, np.array([[np.log(4)]]), what="log σ²", rtol=PRECISION)
    z = submission.reparameterize(np.array([[1.0]]), np.array([[np.log(4)]]), EPS)
    assert_close(z, np.array([[0.0]]), what="z", atol=1e-6)
    y = net.decode(np.array([[0.0]]))
    assert_close(y, np.array([[0.5, 0.5]]), what="decode(0)", rtol=PRECISION)
    assert_close(net.loss(X, EPS), 2 + np.log(2), what="loss(x, eps)", rtol=PRECISION)


def test_small_gradient(submission):
    """The gradient of the same example.

    ja: 同じ例の勾配です。
    """
    gradient = small_net(submission).gradient(X, EPS)
    expected = {"b5": [-0.5, 0.5], "W5": [[-0.5, 0.5]], "b4": [-2.0], "W4": [[0.0]], "b2": [-1.0], "W2": [[-1.0]]}
    expected |= {"b3": [2.5], "W3": [[2.5]], "b1": [1.5], "W1": [[1.5], [0.0]]}
    for key, value in expected.items():
        assert_close(
            gradient[key], np.array(value), what=(f"gradient of {key}", f"{key} の勾配"), rtol=PRECISION, atol=1e-6
        )


def test_training(submission):
    """fit returns {"loss": [...]}, one number per epoch; new images are pixels from 0 to 1.

    ja: fit は {"loss": [...]} を返し、エポックごとに 1 つの数が入ります。新しい画像のピクセルは 0 から 1 です。
    """
    x = np.array([[1.0, 0.0], [0.9, 0.1], [1.0, 0.2], [0.8, 0.0], [0.9, 0.2]])
    net, optimizer = submission.VAE(2, 4, 1, np.random.default_rng(0)), submission.OPTIMIZERS["adam"](0.05)
    history = submission.fit(net, optimizer, x, batch_size=2, epochs=8, rng=np.random.default_rng(1))
    losses = list(history["loss"])
    if len(losses) != 8 or not losses[-1] < losses[0]:
        fail(
            f'history["loss"] should hold 8 losses that fall; it is {losses}.',
            f'history["loss"] には、減っていく 8 個の損失が入るはずですが、{losses} でした。',
        )
    images = np.asarray(net.generate(7, np.random.default_rng(2)))
    if images.shape != (7, 2) or not np.all((images >= 0) & (images <= 1)):
        fail(
            f"generate(7, rng) should give 7 images with pixels from 0 to 1, (7, 2); its shape is {images.shape}.",
            f"generate(7, rng) は 0 から 1 の値を持つ 7 枚の画像 (7, 2) のはずですが、形は {images.shape} でした。",
        )
