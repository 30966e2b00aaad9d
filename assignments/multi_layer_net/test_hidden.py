"""Hidden checks of the net of any depth and its training.

The checks write the parameters of the submission's net, so that its initial values do not matter but where they are
checked. Sizes differ from layer to layer, and no pre-activation is near 0. Checks of fit never depend on the order in
which samples are drawn: batches of all samples, or steps so small that they show how often each sample was used.
Optimizers are made by the submission's module, where SGD is given code: only there may an object go to fit.
"""

import itertools

import fit_checks
import net_checks
import numpy as np
import pytest
from multi_layer_problems import (
    CASES,
    DEEP,
    NETS,
    depth,
    hidden_values,
    net_with,
    problem,
    problem_above_zero,
    problem_of,
)
from net_runs import assert_params_reach_the_layers

from autograder.testing import (
    about,
    assert_close,
    assert_distribution,
    assert_mean,
    assert_variance,
    fail,
    normal_cdf,
    points,
)

PRECISION = net_checks.PRECISION


@pytest.fixture
def nets():
    """The nets of this assignment, for shared checks."""
    return NETS


# --- construction ---


def weights_of(submission, sizes, seed, weight_init="he"):
    """The initial weights of a net, W1, W2, …, under whatever names."""
    params = submission.MultiLayerNet(sizes, "relu", np.random.default_rng(seed), weight_init).params
    arrays = [np.asarray(params[name]) for name in params]
    weights = [array for array in arrays if array.ndim == 2]
    shapes, got = list(itertools.pairwise(sizes)), [w.shape for w in weights]
    if got != shapes:
        fail(
            f"The weights of a net of sizes {sizes} must have the shapes {shapes}; they have {got}.",
            f"sizes が {sizes} のとき、重みの形は {shapes} のはずですが、{got} でした。",
        )
    return weights


def through_layers(net, x):
    """What the layers of a net make of x, one after the other."""
    for name in list(net.layers):
        x = net.layers[name].forward(x)
    return np.atleast_1d(np.asarray(x, dtype=float))


@points(0.5)
def test_initial_parameters(submission, rng):
    """W1, b1, W2, b2, … have their shapes, biases are 0, the layers use these arrays; nets share nothing.

    ja: W1、b1、W2、b2、…の形が正しく、バイアスは 0 で、層はこの配列そのものを使います。ネットどうしは何も共有しません。
    """
    sizes, x = (6, 4, 5, 3), rng.normal(size=(4, 6))
    net = submission.MultiLayerNet(sizes, "relu", np.random.default_rng(1), "he")
    params = {key: np.array(value) for key, value in net.params.items()}
    shapes = {key: np.shape(value) for key, value in params.items()}
    expected = {}
    for i, (n_in, n_out) in enumerate(itertools.pairwise(sizes), start=1):
        expected |= {f"W{i}": (n_in, n_out), f"b{i}": (n_out,)}
    if shapes != expected:
        fail(
            f"For sizes {sizes} params should hold {expected}; it holds {shapes}.",
            f"sizes が {sizes} のとき、params は {expected} のはずですが、{shapes} でした。",
        )
    for key in params:
        if key.startswith("b"):
            assert_close(params[key], np.zeros(expected[key]), what=key, atol=1e-12)
    first = next(iter(net.layers.values()))  # what comes after it is charged elsewhere
    assert_close(
        first.forward(x),
        x @ params["W1"] + params["b1"],
        what=("the output of the first layer, with params", "params による最初の層の出力"),
    )
    before = through_layers(net, x)
    submission.MultiLayerNet((6, 4, 5, 3), "tanh", np.random.default_rng(2), 1.0)
    submission.MultiLayerNet((3, 4, 2), "tanh", np.random.default_rng(2), 1.0)
    same = set(net.params) == set(params) and all(np.array_equal(net.params[key], params[key]) for key in params)
    if not same or not np.array_equal(through_layers(net, x), before):
        fail(
            "Making other nets changes a net that is there already: each needs params and layers of its own.",
            "別のネットを作ると、すでにあるネットが変わります。params と layers はネットごとに別のものが必要です。",
        )
    smooth = submission.MultiLayerNet(sizes, "tanh", np.random.default_rng(1), "he")
    assert_params_reach_the_layers(smooth, list(params), lambda: through_layers(smooth, x))


@points(1)
def test_initial_weights_come_from_the_generator(submission, rng):
    """The same state of rng gives the same weights, another state gives others, and every layer draws anew.

    ja: rng の状態が同じなら同じ重みに、違えば別の重みになります。重みは層ごとに新しく生成します。
    """
    sizes, seeds = (4, 4, 4, 4), rng.integers(2**32, size=2)
    first, again, other = (weights_of(submission, sizes, seed) for seed in (seeds[0], seeds[0], seeds[1]))
    for i, (w, repeated, another) in enumerate(zip(first, again, other, strict=True), start=1):
        if not np.all(np.isfinite(w)) or np.any(w == 0):
            fail(f"W{i} must hold finite numbers other than 0.", f"W{i} は 0 でない有限な数のはずです。")
        if not np.array_equal(w, repeated) or np.any(w == another):
            fail(
                f"W{i} is not drawn from rng: the same state must give the same weights, another state others.",
                f"W{i} が rng から作られていません。状態が同じなら同じ重みに、違えば別の重みになるはずです。",
            )
    if any(np.any(w == v) for w, v in itertools.combinations(first, 2)):
        fail(
            "Two layers have the same weights: every layer must go on drawing from rng.",
            "2 つの層の重みが同じです。どの層も、rng から続けて生成する必要があります。",
        )


@points(0.5)
def test_initial_weights_are_normal(submission, rng):
    """The weights are normal with mean 0, whatever their variance.

    ja: 重みは平均 0 の正規分布に従います（分散は別のテストで調べます）。
    """
    for i, w in enumerate(weights_of(submission, (300, 120, 60), int(rng.integers(2**32)))[:1], start=1):
        if not 0 < (std := float(w.std())) < np.inf:
            fail(f"All entries of W{i} are the same.", f"W{i} の要素がすべて同じ値です。")
        assert_mean(w, 0.0, std, what=f"W{i}")
        assert_distribution(
            w[:100] / std, normal_cdf(1.0), what=(f"W{i}, divided by its standard deviation", f"標準偏差で割った W{i}")
        )


@points(1.5, shares=True)
@pytest.mark.parametrize("weight_init", ["he", "glorot", 0.03])
def test_initial_variance(submission, rng, weight_init):
    """The weights have variance 2/n_in for "he", 2/(n_in + n_out) for "glorot", and σ² for a number σ.

    ja: 重みの分散は、"he" なら 2/n_in、"glorot" なら 2/(n_in + n_out)、数 σ なら σ² です。
    """
    sizes = (300, 120, 60)
    weights = weights_of(submission, sizes, int(rng.integers(2**32)), weight_init)
    for i, (w, n_in, n_out) in enumerate(zip(weights, sizes, sizes[1:], strict=False), start=1):
        rules = {"he": 2 / n_in, "glorot": 2 / (n_in + n_out)}
        variance = rules.get(weight_init, 0.03**2)
        assert_variance(
            w, variance, what=(f"W{i} with weight_init={weight_init!r}", f"weight_init={weight_init!r} のときの W{i}")
        )


@points(1)
def test_layers_in_order(submission, rng):
    """Running layers one after the other gives the logits: Affine1, Activation1, …, with an Affine layer at the end.

    ja: layers を順に実行するとロジットになります。順序は Affine1、Activation1、…で、最後は Affine です。
    """
    params, x, _ = problem(rng, (4, 5, 6, 3), "tanh", 7)
    before, z = hidden_values(params, "tanh", x)
    right = [before[0], np.tanh(before[0]), before[1], np.tanh(before[1]), z]
    layers = NETS.as_made(submission, "tanh", params).layers
    names = list(layers)
    if names != ["Affine1", "Activation1", "Affine2", "Activation2", "Affine3"]:
        fail(
            f"layers must hold Affine1, Activation1, Affine2, Activation2, Affine3; it holds {', '.join(names)}.",
            f"layers は Affine1, Activation1, Affine2, Activation2, Affine3 のはずですが、{', '.join(names)} でした。",
        )
    for name, expected in zip(names, right, strict=True):
        x = layers[name].forward(x)
        assert_close(x, expected, what=(f"the output of {name}", f"{name} の出力"), rtol=PRECISION)


# --- predict, loss, accuracy ---


@about("MultiLayerNet.scores", "MultiLayerNet.predict")
@points(1.5, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_predict(submission, rng, case):
    """predict(x) is the softmax of the logits, for every activation and from one to eleven Affine layers.

    ja: predict(x) はロジットのソフトマックスです。すべての活性化関数と、1 層から 11 層までを調べます。
    """
    activation, params, x, _ = problem_of(rng, case)
    _, z = hidden_values(params, activation, x)
    expected = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    net = net_with(submission, activation, params)
    net.predict(x + 0.5)  # what it was asked before does not matter
    got = net.predict(x.copy())
    assert_close(got, expected, what="predict(x)", rtol=PRECISION)


@about("MultiLayerNet.loss")
@points(1.5, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_loss(submission, reference, rng, case):
    """loss(x, t) is the mean cross entropy.

    ja: loss(x, t) は平均交差エントロピーです。
    """
    activation, *drawn = problem_of(rng, case)
    known = {"N": 7, "K": drawn[2].shape[1]}
    net_checks.check_loss(submission, reference, NETS, activation, drawn, net_checks.cross_entropy, "", known)


@points(0.5)
def test_extreme_inputs(submission, reference):
    """With logits of ±1000 everything is finite: a loss is large for wrong answers and 0 for right ones.

    ja: ロジットが ±1000 でも損失と勾配は有限です。損失は、誤答なら大きく、正解ならほぼ 0 です。
    """
    x, t = np.array([[1000.0], [-1000.0]]), np.eye(3)[:2]
    params = {"W1": np.array([[1.0, -1.0, 0.2]]), "b1": np.zeros(3)}
    net_checks.check_extremes(submission, reference, NETS, "relu", params, x, t, np.roll(t, 1, axis=1))


@about("MultiLayerNet.accuracy")
@points(1)
def test_accuracy(submission, reference, rng):
    """accuracy(x, t) is the share of samples whose class is predicted rightly.

    ja: accuracy(x, t) は、クラスを正しく予測できたサンプルの割合です。
    """
    params, x, _ = problem_above_zero(rng, (4, 6, 5), 11)
    t = np.eye(5)[hidden_values(params, "relu", x)[1].argmax(axis=1)]
    t[:3] = np.roll(t[:3], 1, axis=1)
    drawn, of = (params, x, t), net_checks.share_of_right_classes
    net_checks.check_accuracy(submission, reference, NETS, "relu", drawn, 8 / 11, of, "accuracy(x, t)")


# --- gradient ---


def check_gradients(submission, reference, rng, case, layers_of):
    """The gradients of the parameters of these layers."""
    activation, *drawn = problem_of(rng, case)
    keys = [f"{kind}{i}" for i in layers_of(depth(drawn[0])) for kind in "Wb"]
    known = {"N": 7, "K": drawn[2].shape[1]}
    net_checks.check_gradients(submission, reference, NETS, activation, drawn, keys, known)


@about("MultiLayerNet.gradient", "MultiLayerNet.loss")
@points(1.5, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_gradient_of_the_last_layer(submission, reference, rng, case):
    """gradient(x, t) holds the gradients of the last W and b.

    ja: gradient(x, t) の、最後の W と b の勾配が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, case, lambda last: [last])


@about("MultiLayerNet.gradient", "MultiLayerNet.loss")
@points(2.5, shares=True)
@pytest.mark.parametrize("case", DEEP)
def test_gradient_of_the_other_layers(submission, reference, rng, case):
    """gradient(x, t) holds the gradients of all earlier W and b: through the activations, back to the first layer.

    ja: gradient(x, t) の、それより前のすべての W と b の勾配（活性化関数を通って最初の層まで）を調べます。
    """
    check_gradients(submission, reference, rng, case, lambda last: range(1, last))


@about("MultiLayerNet.gradient", "MultiLayerNet.loss")
@points(0.5)
def test_gradient_belongs_to_its_arguments(submission, reference, rng):
    """gradient(x, t) is that of these x and t, whatever the net was asked for before, and the same the second time.

    ja: gradient(x, t) は、それまでに何を計算していても、渡した x と t についての勾配です。2 回呼んでも同じです。
    """
    params, x, t = problem(rng, (4, 6, 3), "relu", 5)
    other_x, other_t = x[:3] + 0.5, np.roll(t[:3], 1, axis=1)

    def the_second_time(net, x, t):
        net.gradient(x + 0.5, t)
        net.loss(other_x.copy(), other_t.copy())
        return net.gradient(x, t)

    drawn, known = (params, x, t), {"N": 5, "K": 3}
    net_checks.check_gradients(submission, reference, NETS, "relu", drawn, ["W2"], known, the_second_time)


@about("MultiLayerNet.loss", "MultiLayerNet.gradient", "MultiLayerNet.accuracy", "fit")
@points(0.5)
def test_nothing_is_modified(submission, reference, rng):
    """predict, loss, gradient and accuracy leave x, t and the parameters alone; fit leaves x and t alone.

    ja: predict、loss、gradient、accuracy は x、t、パラメータを書き換えません。fit は x と t を書き換えません。
    """
    activation, *drawn = NETS.classes(rng, 6)
    net_checks.check_nothing_is_modified(submission, reference, NETS, activation, drawn)


# --- fit ---


@points(1)
def test_fit_returns_a_loss_per_epoch(submission, reference, rng, nets):
    """history["loss"] has one finite number per epoch, the last of them that of the trained net on all samples.

    ja: history["loss"] には、エポックごとに 1 つの有限な数が入ります。最後の数は、学習後の全サンプルの損失です。
    """
    fit_checks.check_losses_per_epoch(submission, reference, rng, nets)


@points(2)
def test_fit_with_a_single_batch(submission, reference, rng, nets):
    """With batch_size = N an epoch is one optimizer.update: losses and parameters follow, also where the rate falls.

    ja: batch_size = N なら、1 エポックは optimizer.update 1 回です。学習率が減る場合も、損失はそれで決まります。
    """
    fit_checks.check_single_batch(submission, reference, rng, nets, "tanh")  # no kink to be crossed on the way


test_fit_uses_every_sample_once_per_epoch = fit_checks.test_fit_uses_every_sample_once_per_epoch
test_fit_shuffles = fit_checks.test_fit_shuffles


@points(1)
def test_fit_learns_digits(submission, reference, rng, nets):
    """On 120 small digits, six epochs of batches of 10 bring the loss as far down as the reference does.

    ja: 縮小した数字 120 枚を 10 枚ずつ 6 エポック学習すると、損失が模範解答と同じくらい下がります。
    """
    fit_checks.check_digits(submission, reference, rng, nets)
