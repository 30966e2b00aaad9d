"""Hidden checks of the net of any depth and its training.

The checks write the parameters of the submission's net, so that its initial values do not matter but where they are
checked. Sizes differ from layer to layer, and no pre-activation is near 0. Checks of fit never depend on the order in
which samples are drawn: batches of all samples, or steps so small that they show how often each sample was used.
Optimizers are made by the submission's module, where SGD is given code: only there may an object go to fit.
"""

import net_checks
import numpy as np
import pytest
from multi_layer_problems import NETS, depth, hidden_values, net_with, problem, problem_above_zero, problems

from autograder.testing import assert_close, assert_variance, factor_of, fail, points

PRECISION = net_checks.PRECISION


@pytest.fixture
def nets():
    """The nets of this assignment, for shared checks."""
    return NETS


# --- construction ---


@points(0.5)
def test_initial_parameters(submission):
    """Every W and b has its shape, biases are 0, and the weights come from rng: other draws for another seed.

    ja: すべての W と b の形が正しく、バイアスは 0 です。重みは rng から取るので、シードが変われば変わります。
    """
    sizes = (6, 4, 5, 3)
    nets = [submission.MultiLayerNet(sizes, "relu", np.random.default_rng(seed), "he").params for seed in (1, 2)]
    for i in range(1, len(sizes)):
        assert_close(nets[0][f"b{i}"], np.zeros(sizes[i]), what=f"b{i}", atol=1e-12)
        first, second = (np.asarray(params[f"W{i}"]) for params in nets)
        if first.shape != (sizes[i - 1], sizes[i]):
            fail(
                f"W{i} must have the shape {(sizes[i - 1], sizes[i])}; it has {first.shape}.",
                f"W{i} の形は {(sizes[i - 1], sizes[i])} のはずですが、{first.shape} でした。",
            )
        if not np.all(np.isfinite(first)) or np.any(first == second):
            fail(
                f"W{i} is not drawn from rng: with two seeds some of its entries are the same.",
                f"W{i} が rng から作られていません。2 つのシードで同じ要素があります。",
            )
    if set(nets[0]) != {f"{kind}{i}" for kind in "Wb" for i in range(1, len(sizes))}:
        fail(f"params has the keys {sorted(nets[0])}.", f"params のキーが {sorted(nets[0])} になっています。")


@points(1.5)
def test_initial_variance(submission, rng):
    """The weights have variance 2/n_in for "he", 2/(n_in + n_out) for "glorot", and σ² for a number σ.

    ja: 重みの分散は、"he" なら 2/n_in、"glorot" なら 2/(n_in + n_out)、数 σ なら σ² です。
    """
    sizes = (300, 120, 60)
    for weight_init in ("he", "glorot", 0.03):
        seed = int(rng.integers(2**32))
        params = submission.MultiLayerNet(sizes, "relu", np.random.default_rng(seed), weight_init).params
        for i in (1, 2):
            n_in, n_out = sizes[i - 1], sizes[i]
            variances = {"he": 2 / n_in, "glorot": 2 / (n_in + n_out)}
            variance = variances.get(weight_init, 0.03**2)
            assert_variance(params[f"W{i}"], variance, what=f"W{i} with weight_init={weight_init!r}")


@points(1)
def test_layers_in_order(submission, rng):
    """Running layers one after the other gives the logits: Affine1, Activation1, …, with an Affine layer at the end.

    ja: layers を順に実行するとロジットになります。順序は Affine1、Activation1、…で、最後は Affine です。
    """
    params, x, _ = problem(rng, (4, 5, 6, 3), "tanh", 7)
    before, z = hidden_values(params, "tanh", x)
    right = [before[0], np.tanh(before[0]), before[1], np.tanh(before[1]), z]
    layers = net_with(submission, "tanh", params).layers
    names = list(layers)
    if names != ["Affine1", "Activation1", "Affine2", "Activation2", "Affine3"]:
        fail(
            f"layers must hold Affine1, Activation1, Affine2, Activation2, Affine3; it holds {', '.join(names)}.",
            f"layers は Affine1, Activation1, Affine2, Activation2, Affine3 のはずですが、{', '.join(names)} でした。",
        )
    for name, expected in zip(names, right, strict=True):
        x = layers[name].forward(x)
        assert_close(x, expected, what=f"the output of {name}", rtol=PRECISION)


# --- predict, loss, accuracy ---


@points(2)
def test_predict(submission, rng):
    """predict(x) is the softmax of the logits, for every activation and from one to four Affine layers.

    ja: predict(x) はロジットのソフトマックスです。すべての活性化関数と、1 層から 4 層までを調べます。
    """
    for activation, params, x, _ in problems(rng):
        _, z = hidden_values(params, activation, x)
        expected = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        got = net_with(submission, activation, params).predict(x.copy())
        what = f"predict(x), {activation}, {depth(params)} Affine"
        assert_close(got, expected, what=what, rtol=PRECISION)


@points(1.5)
def test_loss(submission, reference, rng):
    """loss(x, t) is the mean cross entropy.

    ja: loss(x, t) は平均交差エントロピーです。
    """
    for activation, params, x, t in problems(rng):
        expected = net_with(reference, activation, params).loss(x, t)
        got = net_with(submission, activation, params).loss(x.copy(), t.copy())
        what = f"loss(x, t), {activation}, {depth(params)} Affine"
        assert_close(got, expected, what=what, rtol=PRECISION, known={"N": len(x), "K": t.shape[1]})


@points(0.5)
def test_extreme_inputs(submission):
    """With logits of ±1000 the loss is finite: large for wrong answers and 0 for right ones.

    ja: ロジットが ±1000 でも損失は有限です。誤答なら大きく、正解ならほぼ 0 です。
    """
    x, t = np.array([[1000.0], [-1000.0]]), np.eye(2)
    params = {"W1": np.array([[1.0, -1.0]]), "b1": np.zeros(2)}
    net = net_with(submission, "relu", params)
    assert_close(net.predict(x.copy()), t, what="predict(x)", atol=1e-5)
    assert_close(net.loss(x.copy(), t.copy()), 0.0, what="loss of right answers", atol=1e-5)
    large = float(np.asarray(net.loss(x.copy(), 1 - t)))
    if not 5 <= large < np.inf:
        fail(
            f"Every answer is surely wrong: the loss must be large and finite; it is {large}.",
            f"すべて完全な誤答なので、損失は大きな有限の値のはずですが、{large} でした。",
        )


@points(1)
def test_accuracy(submission, rng):
    """accuracy(x, t) is the share of samples whose class is predicted rightly.

    ja: accuracy(x, t) は、クラスを正しく予測できたサンプルの割合です。
    """
    params, x, _ = problem_above_zero(rng, (4, 6, 5), 11)
    t = np.eye(5)[hidden_values(params, "relu", x)[1].argmax(axis=1)]
    t[:3] = np.roll(t[:3], 1, axis=1)
    got = net_with(submission, "relu", params).accuracy(x.copy(), t.copy())
    assert_close(got, 8 / 11, what="accuracy(x, t)", rtol=PRECISION)


# --- gradient ---


def check_gradients(submission, reference, rng, layers_of):
    """The gradients of the parameters of these layers."""
    for activation, params, x, t in problems(rng):
        keys = [f"{kind}{i}" for i in layers_of(depth(params)) for kind in "Wb"]
        what, known = f" of {depth(params)} Affine, {activation}", {"N": len(x), "K": t.shape[1]}
        drawn = params, x, t
        net_checks.check_gradients(submission, reference, NETS, activation, drawn, keys, what, known)


@points(1.5)
def test_gradient_of_the_last_layer(submission, reference, rng):
    """gradient(x, t) holds the gradients of the last W and b.

    ja: gradient(x, t) の、最後の W と b の勾配が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, lambda last: [last])


@points(3)
def test_gradient_of_the_other_layers(submission, reference, rng):
    """gradient(x, t) holds the gradients of all earlier W and b: through the activations, back to the first layer.

    ja: gradient(x, t) の、それより前のすべての W と b の勾配（活性化関数を通って最初の層まで）を調べます。
    """
    check_gradients(submission, reference, rng, lambda last: range(1, last))


@points(0.5)
def test_gradient_belongs_to_its_arguments(submission, reference, rng):
    """gradient(x, t) is that of these x and t, whatever the net was asked for before, and the same the second time.

    ja: gradient(x, t) は、それまでに何を計算していても、渡した x と t についての勾配です。2 回呼んでも同じです。
    """
    params, x, t = problem(rng, (4, 6, 3), "relu", 5)
    other_x, other_t = x[:3] + 0.5, np.roll(t[:3], 1, axis=1)
    right = net_with(reference, "relu", params).gradient(x, t)
    net = net_with(submission, "relu", params)
    factor = factor_of(net.loss(x.copy(), t.copy()), net_with(reference, "relu", params).loss(x, t))
    net.gradient(x.copy(), t.copy())
    net.loss(other_x.copy(), other_t.copy())
    got = net.gradient(x.copy(), t.copy())
    how = {"rtol": PRECISION, "atol": 1e-6, "known": {"N": 5, "K": 3}}
    assert_close(got["W2"], right["W2"], or_close_to=(factor * right["W2"],), what="gradient of W2", **how)


test_nothing_is_modified = net_checks.test_nothing_is_modified


# --- fit ---


@points(1)
def test_fit_returns_a_loss_per_epoch(submission, rng, nets):
    """history["loss"] has one finite number per epoch, the last of them that of the trained net on all samples.

    ja: history["loss"] には、エポックごとに 1 つの有限な数が入ります。最後の数は、学習後の全サンプルの損失です。
    """
    net_checks.check_losses_per_epoch(submission, rng, nets)


@points(2)
def test_fit_with_a_single_batch(submission, reference, rng, nets):
    """With batch_size = N an epoch is one optimizer.update: losses and parameters follow, also where the rate falls.

    ja: batch_size = N なら、1 エポックは optimizer.update 1 回です。学習率が減る場合も、損失はそれで決まります。
    """
    net_checks.check_single_batch(submission, reference, rng, nets, "tanh")  # no kink to be crossed on the way


test_fit_uses_every_sample_once_per_epoch = net_checks.test_fit_uses_every_sample_once_per_epoch
test_fit_shuffles = net_checks.test_fit_shuffles


@points(1.5)
def test_fit_learns_digits(submission, reference, rng, nets):
    """On 120 small digits, four epochs of batches of 10 bring the loss as far down as the reference does.

    ja: 縮小した数字 120 枚を 10 枚ずつ 4 エポック学習すると、損失が模範解答と同じくらい下がります。
    """
    net_checks.check_digits(submission, reference, rng, nets)
