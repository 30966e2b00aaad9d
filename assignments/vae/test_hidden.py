"""Hidden checks of the variational autoencoder.

The checks write the parameters of the submission's net. eps is an argument, and the draws of fit are prescribed; so
nothing is left to chance but the first weights and the images that generate draws.
"""

import numpy as np
import picture_checks
import pytest
import vae_evidence_checks as evidence_checks
from vae_following import (
    asked,
    check_nothing_is_modified,
    check_run,
    followed,
    with_lent,
)
from vae_problems import CASES, NETS, linear_gaussian, net_with, problem, start

from autograder.testing import (
    about,
    assert_close,
    assert_distribution,
    assert_variance,
    fail,
    normal_cdf,
    points,
)

PRECISION = picture_checks.PRECISION
FIRST, SECOND = CASES


# --- the parts of the bound ---


@points(1.5)
def test_kl_divergence(submission, rng):
    """kl_divergence(mu, log_var) is ½ Σ (μ² + σ² − log σ² − 1), summed over the code, the mean over the samples.

    ja: kl_divergence(mu, log_var) は ½ Σ (μ² + σ² − log σ² − 1) です。コードについては和、サンプルについては平均です。
    """
    for n, j in ((5, 3), (4, 2)):
        mu, log_var = rng.normal(0.7, 1.0, (n, j)), rng.uniform(-2.0, 1.5, (n, j))
        expected = np.sum(mu**2 + np.exp(log_var) - log_var - 1) / (2 * n)
        got = submission.kl_divergence(mu.copy(), log_var.copy())
        assert_close(got, expected, what="kl_divergence(mu, log_var)", rtol=PRECISION, known={"N": n, "J": j})


@points(0.5)
def test_reparameterize(submission, rng):
    """reparameterize(mu, log_var, eps) is μ + σ ε, with the standard deviation σ.

    ja: reparameterize(mu, log_var, eps) は μ + σ ε です。σ は標準偏差です。
    """
    for shape in ((4, 3), (5, 2)):
        mu, eps = rng.normal(size=(2, *shape))
        log_var = rng.uniform(-2.0, 2.0, shape)
        got = submission.reparameterize(mu.copy(), log_var.copy(), eps.copy())
        candidates = {"σ ε": np.exp(log_var / 2) * eps, "μ + σ² ε": mu + np.exp(log_var) * eps}
        expected = mu + np.exp(log_var / 2) * eps
        assert_close(got, expected, what="reparameterize(mu, log_var, eps)", rtol=PRECISION, candidates=candidates)


@points(0.5)
def test_reconstruction_loss(submission, rng):
    """reconstruction_loss(y, x) is −Σ [x log y + (1 − x) log(1 − y)]: a sum over pixels, a mean over images.

    ja: reconstruction_loss(y, x) は −Σ [x log y + (1 − x) log(1 − y)] です。ピクセルは和、画像は平均を取ります。
    """
    for n, d in ((3, 5), (4, 7)):
        x, y = rng.uniform(0.0, 1.0, (n, d)), rng.uniform(0.05, 0.95, (n, d))
        expected = -np.sum(x * np.log(y) + (1 - x) * np.log(1 - y)) / n
        got = submission.reconstruction_loss(y.copy(), x.copy())
        assert_close(got, expected, what="reconstruction_loss(y, x)", rtol=PRECISION, known={"N": n, "D": d})


@points(0.5)
def test_reconstruction_loss_of_black_and_white(submission):
    """Where y is exactly 0 or 1 the loss is finite: about 0 if that is right, and large if it is quite wrong.

    ja: y がちょうど 0 や 1 でも損失は有限です。それが正しければほぼ 0、まったくの誤りなら大きな値になります。
    """
    x = np.array([[0.0, 1.0, 1.0, 0.0, 1.0], [1.0, 0.0, 1.0, 1.0, 0.0]])
    right = submission.reconstruction_loss(x.copy(), x.copy())
    assert_close(right, 0.0, what=("the loss for y = x", "y = x のときの損失"), atol=1e-3)
    wrong = float(np.asarray(submission.reconstruction_loss(1.0 - x, x.copy())))
    if not 10 < wrong < np.inf:
        fail(
            f"For y = 1 − x, all pixels 0 or 1, the loss should be large, but finite; it is {wrong:.4g}.",
            f"すべてのピクセルが 0 か 1 で y = 1 − x のとき、損失は大きくても有限のはずですが、{wrong:.4g} でした。",
        )


@about("elbo")
@points(0.75)
def test_elbo(submission, reference, rng):
    """elbo(x, y, mu, log_var) is −reconstruction_loss − kl_divergence, whatever these two of yours give.

    ja: elbo(x, y, mu, log_var) は −reconstruction_loss − kl_divergence です（この 2 つの正否は問いません）。
    """
    for case in CASES:
        p = problem(rng, case)
        expected = reference.elbo(p.x, p.y, p.mu, p.log_var)

        def check(p=p, expected=expected):
            got = asked(submission, p)["elbo"]()
            own = (followed(submission, reference, p),)
            assert_close(got, expected, or_close_to=own, what="elbo(x, y, mu, log_var)", rtol=PRECISION)

        with_lent(submission, reference, p, ["reconstruction_loss", "kl_divergence"], check)


# --- a model whose evidence is known ---

test_log_evidence_of_a_linear_model = evidence_checks.test_log_evidence_of_a_linear_model
test_bound_of_a_linear_model = evidence_checks.test_bound_of_a_linear_model
test_bound_is_a_bound = evidence_checks.test_bound_is_a_bound


# --- the net ---


@points(0.25)
def test_initial_parameters(submission):
    """W1, b1, …, W5, b5 have the right shapes, biases are 0, and nets share nothing with each other.

    ja: W1、b1、…、W5、b5 の形が正しく、バイアスは 0 です。ネットどうしは何も共有しません。
    """
    net = submission.VAE(6, 5, 3, np.random.default_rng(1))
    shapes = {key: value.shape for key, value in start(np.random.default_rng(0), (6, 5, 3)).items()}
    shapes = {f"{kind}{i}": shapes[f"{kind}{i}"] for i in range(1, 6) for kind in "Wb"}

    def another():
        submission.VAE(6, 5, 3, np.random.default_rng(2))
        submission.VAE(4, 2, 1, np.random.default_rng(3))

    picture_checks.check_initial_parameters(net, shapes, another)


@points(0.25)
def test_initial_weights(submission, rng):
    """The weights are drawn from rng, layer by layer anew, with the variance 1/n_in; n_in are the rows of W.

    ja: 重みは、層ごとに新しく rng から生成します。分散は 1/n_in です（n_in は W の行の数です）。
    """

    def weights_of(seed, sizes=(6, 4, 4)):
        params = submission.VAE(*sizes, np.random.default_rng(seed)).params
        weights = [np.asarray(params[name]) for name in params]
        return [array for array in weights if array.ndim == 2]

    seeds = [int(seed) for seed in rng.integers(2**32, size=2)]
    picture_checks.check_weights_come_from_the_generator(weights_of, seeds)
    for i, W in enumerate(weights_of(seeds[0], (120, 60, 30)), start=1):
        assert_variance(W, 1 / len(W), what=f"W{i}")


@points(0.5)
def test_encode(submission, rng):
    """encode(x) gives μ and log σ²: both are affine in the hidden units, which went through a ReLU.

    ja: encode(x) は μ と log σ² を返します。どちらも、ReLU を通った隠れユニットのアフィン変換です。
    """
    problems = [problem(rng, case) for case in CASES]
    nets = [net_with(submission, p.params) for p in problems]  # all are there before one is asked: they share nothing
    for net, p in zip(nets, problems, strict=True):
        net.encode(p.x + 0.5)  # what it was asked before does not matter
        assert_close(net.encode(p.x.copy()), (p.mu, p.log_var), what="encode(x)", rtol=PRECISION)


@points(0.5)
def test_decode(submission, rng):
    """decode(z) gives the images of any codes z, from 0 to 1; no encoder has to be asked before.

    ja: decode(z) は、どんなコード z についても 0 から 1 の画像を返します。先に encode を呼ぶ必要はありません。
    """
    problems = [problem(rng, case) for case in CASES]
    nets = [net_with(submission, p.params) for p in problems]  # all are there before one is asked: they share nothing
    for net, p in zip(nets, problems, strict=True):
        net.decode(p.z + 0.5)
        logits = {("the images before the sigmoid", "シグモイドの前の画像"): np.log(p.y / (1 - p.y))}
        assert_close(net.decode(p.z.copy()), p.y, what="decode(z)", rtol=PRECISION, candidates=logits)


@about("VAE.loss")
@points(0.75)
def test_loss(submission, reference, rng):
    """loss(x, eps) is −elbo for the codes that encode and eps give.

    ja: loss(x, eps) は、encode と eps から決まるコードについての −elbo です。
    """
    for case in CASES:
        p = problem(rng, case)
        expected = -reference.elbo(p.x, p.y, p.mu, p.log_var)

        def check(p=p, expected=expected):
            net = net_with(submission, p.params)
            net.loss(p.x + 0.5, p.eps)
            got, own = net.loss(p.x.copy(), p.eps.copy()), -followed(submission, reference, p)
            assert_close(got, expected, or_close_to=(own,), what="loss(x, eps)", rtol=PRECISION)

        with_lent(submission, reference, p, [*NETS.functions, "VAE.encode", "VAE.decode"], check)


def check_gradients(submission, reference, rng, case, layers, ask=lambda net, *given: net.gradient(*given)):
    """The gradients of the parameters of these layers."""
    p = problem(rng, case)
    keys = [f"{kind}{i}" for i in layers for kind in "Wb"]
    known = dict(zip("NDHJ", CASES[case], strict=True))
    picture_checks.check_gradients(submission, reference, NETS, (p.params, p.x, p.eps), keys, known, ask)


@about("VAE.gradient")
@points(1, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_gradient_of_the_decoder(submission, reference, rng, case):
    """gradient(x, eps) holds the gradients of W4, b4, W5 and b5.

    ja: gradient(x, eps) の、W4、b4、W5、b5 の勾配が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, case, (4, 5))


@about("VAE.gradient")
@points(2, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_gradient_of_the_encoder(submission, reference, rng, case):
    """gradient(x, eps) holds the gradients of W1, b1, W2, b2, W3 and b3: by way of z, and those of the divergence.

    ja: gradient(x, eps) の、W1、b1、W2、b2、W3、b3 の勾配（z を通るものと、KL ダイバージェンスのもの）を調べます。
    """
    check_gradients(submission, reference, rng, case, (1, 2, 3))


@about("VAE.gradient", "VAE.loss")
@points(0.25)
def test_gradient_belongs_to_its_arguments(submission, reference, rng):
    """gradient(x, eps) is that of this x and this eps, whatever the net was asked for before.

    ja: gradient(x, eps) は、それまでに何を計算していても、渡した x と eps についての勾配です。
    """

    def the_second_time(net, x, eps):
        submission.VAE(2, 2, 1, np.random.default_rng(0))  # another net: they share nothing
        net.gradient(x + 0.5, eps)
        net.loss(x[:2], -eps[:2])
        return net.gradient(x, eps)

    check_gradients(submission, reference, rng, SECOND, (3, 5), the_second_time)


@points(0.5)
def test_reconstruct(submission, reference, rng):
    """reconstruct(x) is decode(μ): nothing is drawn.

    ja: reconstruct(x) は decode(μ) です。乱数は使いません。
    """
    for case in CASES:
        p = problem(rng, case)
        expected = net_with(reference, p.params).decode(p.mu)

        def check(p=p, expected=expected):
            net = net_with(submission, p.params)
            net.reconstruct(p.x + 0.5)
            assert_close(net.reconstruct(p.x.copy()), expected, what="reconstruct(x)", rtol=PRECISION)

        with_lent(submission, reference, p, ["VAE.encode", "VAE.decode"], check)


@about("VAE.__init__")  # what a single function or method raises is charged where that is checked
@points(0.25)
def test_nothing_is_modified(submission, reference, rng):
    """All functions and methods leave their arguments alone; the methods leave the parameters alone, too.

    ja: どの関数もメソッドも、引数を書き換えません。メソッドはパラメータも書き換えません。
    """
    check_nothing_is_modified(submission, reference, problem(rng, FIRST), linear_gaussian(rng, 4, 3, 2))


# --- new images, training ---


@points(1)
def test_generate(submission, reference, rng):
    """generate(n, rng) decodes codes from N(0, I): all different, the same again from the same rng.

    ja: generate(n, rng) は N(0, I) からのコードを復号します。コードはすべて異なり、rng の状態が同じなら画像も同じです。
    """
    W4 = np.array([[1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 1.0, -1.0]])
    params = start(rng, (3, 4, 2)) | {"W4": W4, "W5": W4.T @ [[1, 0, 0.5], [0, 1, 0.5]]}
    n, seeds = 1500, [int(seed) for seed in rng.integers(2**32, size=2)]

    def check():
        net = net_with(submission, params)
        submission.VAE(3, 4, 1, np.random.default_rng(0))
        images = [np.asarray(net.generate(n, np.random.default_rng(seed))) for seed in (seeds[0], *seeds)]
        if images[0].shape != (n, 3):
            fail(
                f"{n} images of 3 pixels should have the shape {(n, 3)}; it is {images[0].shape}.",
                f"3 ピクセルの画像 {n} 枚の形は {(n, 3)} のはずですが、{images[0].shape} でした。",
            )
        assert_close(
            images[1],
            images[0],
            what=("generate(n, rng) with the same rng again", "同じ rng での 2 回目の generate(n, rng)"),
            rtol=0,
        )
        logits = np.log(images[0] / (1 - images[0]))
        assert_close(
            logits[:, 2],
            logits[:, :2].mean(axis=1),
            what=("the logit of the third pixel", "3 つ目のピクセルのロジット"),
            rtol=1e-3,
        )
        assert_distribution(logits[:, :2], normal_cdf(1.0), what="z")
        assert_distribution(logits[:, 2] * np.sqrt(2), normal_cdf(1.0), what="(z₁ + z₂)/√2")
        if np.any(images[2] == images[0]):
            fail(
                "Two different rngs give the same images: draw the codes from rng.",
                "違う rng から同じ画像ができています。コードは rng から生成してください。",
            )

    with_lent(submission, reference, problem(rng, SECOND), ["VAE.decode"], check)


@about("fit")
@points(0.75)
def test_fit_with_sgd(submission, reference, rng):
    """28 images in batches of 9, the last of 1, with new eps for each: losses as SGD makes them.

    ja: 28 枚を 9 枚ずつ（最後は 1 枚）、バッチごとに新しい eps で学習したときの、SGD による損失を調べます。
    """
    check_run(submission, reference, rng, ("sgd", 0.01))


@about("fit")
@points(0.75)
def test_fit_with_adam(submission, reference, rng):
    """The same with Adam, which counts its steps.

    ja: ステップを数える Adam で、同じことを調べます。
    """
    check_run(submission, reference, rng, ("adam", 0.01))
