"""Hidden checks of convolution, pooling and the nets that are made of them.

Where one part is made of others, the submission is lent these if they are wrong: each mistake is charged where the
part itself is checked. Entries of pooled images differ, so that there is one largest in each window; ties have a check
of their own.
"""

import conv_checks
import conv_window_checks as window_checks
import numpy as np
import picture_checks
import pytest
from conv_problems import (
    CONVOLUTIONS,
    FUNCTIONS,
    LAYERS,
    NETS,
    PARTS,
    POOLS,
    PRECISION,
    SHAPES,
    arguments_of,
    coloured,
    entries,
    grey_digits,
    is_right,
    with_right_parts,
)

from autograder.testing import (
    about,
    after,
    assert_close,
    assert_unchanged,
    assert_variance,
    copies,
    fail,
    one_hot,
    points,
)

BOTH_NETS = pytest.mark.parametrize("name", NETS)


# --- windows ---

test_output_size = window_checks.test_output_size
test_im2col = window_checks.test_im2col
test_col2im = window_checks.test_col2im
test_col2im_belongs_to_im2col = window_checks.test_col2im_belongs_to_im2col


# --- Conv2D ---


@points(2, shares=True)
@pytest.mark.parametrize("case", CONVOLUTIONS)
def test_convolution_forward(submission, reference, rng, case):
    """Conv2D.forward(x): the kernel is not flipped, b is added, and filters are the second axis.

    ja: Conv2D.forward(x) です。カーネルは反転せず、b を足します。フィルタは 2 番目の軸です。
    """
    arguments, x = arguments_of("Conv2D", case, rng)
    expected = reference.Conv2D(*arguments).forward(x)
    kernels, *others = arguments
    flipped = reference.Conv2D(kernels[:, :, ::-1, ::-1], *others).forward(x)

    def check():
        got = submission.Conv2D(*copies(arguments)).forward(x.copy())
        how = {
            "what": "forward(x)",
            "rtol": PRECISION,
            "candidates": {("what flipped kernels give", "反転したカーネルの結果"): flipped},
        }
        assert_close(got, expected, **how)

    with_right_parts(submission, reference, check, "output_size", "im2col")


@about("Conv2D.backward")
@points(1.5, shares=True)
@pytest.mark.parametrize("case", CONVOLUTIONS)
def test_convolution_dx(submission, reference, rng, case):
    """Conv2D.backward(dout) returns the gradient with respect to x, in x's shape.

    ja: Conv2D.backward(dout) は、x についての勾配を x と同じ形で返します。
    """
    conv_checks.check_backward(submission, reference, rng, "Conv2D", case, "backward(dout)")


@about("Conv2D.backward")
@points(1.5, shares=True)
@pytest.mark.parametrize("case", CONVOLUTIONS)
def test_convolution_dW(submission, reference, rng, case):  # noqa: N802
    """After backward(dout), dW is the gradient with respect to W: summed over samples and places, in W's shape.

    ja: backward(dout) の後、dW は W についての勾配（サンプルと位置についての和、W と同じ形）です。
    """
    conv_checks.check_backward(submission, reference, rng, "Conv2D", case, "dW")


@about("Conv2D.backward")
@points(0.5, shares=True)
@pytest.mark.parametrize("case", CONVOLUTIONS)
def test_convolution_db(submission, reference, rng, case):
    """After backward(dout), db is the gradient with respect to b: summed over samples and places.

    ja: backward(dout) の後、db は b についての勾配（サンプルと位置についての和）です。
    """
    conv_checks.check_backward(submission, reference, rng, "Conv2D", case, "db")


# --- MaxPool2D and Flatten ---


@points(0.5, shares=True)
@pytest.mark.parametrize("case", POOLS)
def test_pool_forward(submission, reference, rng, case):
    """MaxPool2D.forward(x) is the largest entry of each window of each channel; that may be negative.

    ja: MaxPool2D.forward(x) は、各チャネルの各窓で最大の要素です（負のこともあります）。
    """
    arguments, x = arguments_of("MaxPool2D", case, rng)
    expected = reference.MaxPool2D(*arguments).forward(x)

    def check():
        got = submission.MaxPool2D(*arguments).forward(x.copy())
        assert_close(got, expected, what="forward(x)", rtol=PRECISION)

    with_right_parts(submission, reference, check, "output_size", "im2col")


@about("MaxPool2D.backward")
@points(1, shares=True)
@pytest.mark.parametrize("case", POOLS)
def test_pool_backward(submission, reference, rng, case):
    """MaxPool2D.backward(dout) gives all of dout to the largest entry of its window; where windows overlap, it adds.

    ja: MaxPool2D.backward(dout) は、dout をその窓で最大だった要素に渡します。窓が重なるところでは足し合わせます。
    """
    conv_checks.check_backward(submission, reference, rng, "MaxPool2D", case, "backward(dout)")


@about("MaxPool2D.backward")
@points(0.5)
def test_pool_ties(submission, reference, rng):
    """Where several entries are the largest, what they get adds up to dout, and the others get nothing.

    ja: 最大の要素がいくつかあるとき、それらの勾配の和が dout で、ほかの要素の勾配は 0 です。
    """
    x, dout = entries(rng, (2, 3, 4, 6)), rng.uniform(0.5, 2.0, (2, 3, 2, 3))
    largest = np.zeros(x.shape, dtype=bool)
    largest[:, :, ::2, ::2] = largest[:, :, 1::2, 1::2] = True  # two of each window
    x[largest] = 9.0

    def check():
        conv_checks.check_ties(submission.MaxPool2D(2), x, dout, largest)

    with_right_parts(submission, reference, check, *FUNCTIONS, "MaxPool2D.forward")


@points(0.5)
def test_flatten(submission, rng):
    """Flatten.forward(x) writes each image into a row, and backward(dout) back to its shape, also of fewer images.

    ja: Flatten.forward(x) は画像を 1 行に並べ、backward(dout) は元の形に戻します。枚数が変わっても同じです。
    """
    x, dout = rng.normal(size=(3, 2, 4, 5)), rng.normal(size=(3, 40))
    layer = submission.Flatten()
    for n in (3, 2):
        assert_close(layer.forward(x[:n].copy()), x[:n].reshape(n, 40), what="forward(x)", rtol=PRECISION)
        assert_close(
            layer.backward(dout[:n].copy()), dout[:n].reshape(n, 2, 4, 5), what="backward(dout)", rtol=PRECISION
        )


@about(*LAYERS)
@points(0.5, shares=True)
@pytest.mark.parametrize("name", LAYERS)
def test_layers_leave_things_alone(submission, reference, rng, name):
    """Arguments, W and b stay as they were; backward twice, or after another batch, gives the same.

    ja: 引数、W、b は変わりません。backward は、2 回呼んでも、別のバッチのあとでも、同じ結果になります。
    """
    conv_checks.check_left_alone(submission, reference, rng, name)


# --- nets ---


def net_of(module, name, rng, **sizes):
    """A net of one of the two kinds."""
    shape, classes, usual = NETS[name]
    return getattr(module, name)(shape, classes, rng, **{**usual, **sizes})


@points(0.5, shares=True)
@BOTH_NETS
def test_initial_parameters(submission, name):
    """W1, b1, W2, b2 have the shapes of the layers, weights differ, biases are 0, and nets share nothing.

    ja: W1、b1、W2、b2 の形は層のとおりで、重みは互いに異なり、バイアスは 0 です。ネットどうしは何も共有しません。
    """
    net = net_of(submission, name, np.random.default_rng(1))
    picture_checks.check_initial_parameters(
        net, SHAPES[name], lambda: net_of(submission, name, np.random.default_rng(2))
    )


@points(0.5, shares=True)
@BOTH_NETS
def test_initial_weights(submission, rng, name):
    """The weights come from rng, and have the variance 2/n_in; a kernel has C · 3 · 3 inputs.

    ja: 重みは rng から作られ、分散は 2/n_in です。カーネルの入力は C・3・3 個です。
    """

    def weights_of(seed):
        params = net_of(submission, name, np.random.default_rng(seed)).params
        return [np.asarray(params[key]) for key in ("W1", "W2")]

    seeds = [int(seed) for seed in rng.integers(2**32, size=2)]
    picture_checks.check_weights_come_from_the_generator(weights_of, seeds)
    shape, many = ((6, 8, 8), {"filters": 40}) if name == "conv_net" else ((2, 8, 8), {"hidden": 60})
    params = getattr(submission, name)(shape, 10, np.random.default_rng(seeds[0]), **many).params
    for key, inputs in (("W1", 54), ("W2", 640)) if name == "conv_net" else (("W1", 128), ("W2", 60)):
        assert_variance(params[key], 2 / inputs, what=key)


@about("conv_net", "dense_net")
@points(1, shares=True)
@BOTH_NETS
def test_nets_compute(submission, reference, rng, name):
    """Scores, loss and gradients of both nets for given parameters, with the usual number of filters or units, too.

    ja: 与えたパラメータでの、両方のネットのスコア・損失・勾配です。フィルタやユニットが既定の数のときも調べます。
    """
    shape, classes, _ = NETS[name]
    x, t = rng.normal(size=(5, *shape)), one_hot(rng, 5, classes)
    usual = {"conv_net": {"filters": 8}, "dense_net": {"hidden": 32}}[name]
    is_right(submission, reference, "Flatten")  # whoever gives objects there is lent nothing for them

    def check():
        for sizes, given in ((NETS[name][2], NETS[name][2]), ({}, usual)):
            ours = getattr(reference, name)(shape, classes, np.random.default_rng(3), **given)
            net = getattr(submission, name)(shape, classes, np.random.default_rng(4), **sizes)
            for key, value in ours.params.items():
                value[...] = values = value + 0.1 * np.cos(np.arange(value.size)).reshape(value.shape)
                net.params[key][...] = values
            assert_close(net.scores(x.copy()), ours.scores(x), what="scores(x)", rtol=PRECISION)
            assert_close(net.loss(x.copy(), t.copy()), ours.loss(x, t), what="loss(x, t)", rtol=PRECISION)
            got, expected = net.gradient(x.copy(), t.copy()), ours.gradient(x, t)
            for key, right in expected.items():
                assert_close(got[key], right, what=(f"the gradient of {key}", f"{key} の勾配"), rtol=PRECISION)

    with_right_parts(submission, reference, check, *PARTS)


@points(1)
@about(*LAYERS)
@after(test_convolution_forward, test_convolution_dx, test_convolution_dW, test_convolution_db)
@after(test_pool_forward, test_pool_backward, test_flatten)
def test_two_convolutions_learn(submission, reference, rng):
    """Two of your convolutions with overlapping pools between: the losses of nine steps of gradient descent.

    ja: 畳み込み 2 層と、その間の重なり合うプーリングで、勾配降下法を 9 ステップ進めたときの損失です。
    """
    expected, losses = conv_checks.training(reference, rng)

    def check():
        assert_close(losses(submission), expected, what=("the losses", "損失"), rtol=PRECISION)

    with_right_parts(submission, reference, check, *FUNCTIONS)


# --- the comparison ---


@points(0.5)
def test_centre(submission, reference, rng):
    """centre(train, test) subtracts the mean of the training images from both, and changes neither.

    ja: centre(train, test) は、訓練画像の平均を両方から引きます。引数は変えません。
    """
    for shift in (0.0, 1.0):
        train, test = rng.uniform(shift, 1.5, size=(4, 2, 3, 5)), rng.uniform(0.5, 2.0, size=(3, 2, 3, 5))
        given, expected = copies((train, test)), reference.centre(train, test)
        centred = submission.centre(*given)
        for which, got, right in zip(("train", "test"), centred, expected, strict=True):
            assert_close(got, right, what=(f"{which}, centred", f"中心化した {which}"), rtol=PRECISION)
        assert_unchanged(given[0], train, what=("train", "引数 train"))
        assert_unchanged(given[1], test, what=("test", "引数 test"))


BUILT_ON = about("compare", "conv_net", "dense_net")


@points(1, shares=True)
@BUILT_ON
@pytest.mark.parametrize("name", ["convolution", "dense"])
def test_compare(submission, reference, rng, name):
    """compare(data, rng) on 40 colour images of 8 × 8 pixels: the losses, and the accuracy on 33 new images.

    ja: 8 × 8 画素のカラー画像 40 枚での compare(data, rng) です。各エポックの損失と、新しい 33 枚での正解率を調べます。
    """
    data, seed = coloured(40, 33), int(rng.integers(2**32))
    expected = reference.compare(data, np.random.default_rng(seed), epochs=3)[name]

    def check():
        given = copies(data)
        got = submission.compare(given, np.random.default_rng(seed), epochs=3)[name]
        assert_close(got["loss"], expected["loss"], what=(f"the losses with {name}", f"{name} の損失"), rtol=PRECISION)
        assert_close(
            got["accuracy"], expected["accuracy"], what=(f"the accuracy with {name}", f"{name} の正解率"), atol=0.04
        )
        for key, before in data.items():
            assert_unchanged(given[key], before, what=key)

    with_right_parts(submission, reference, check, *PARTS, "centre")


@points(0.5)
@about("compare", "centre", "conv_net", "dense_net", *PARTS)
@after(test_output_size, test_im2col, test_col2im, test_convolution_forward, test_convolution_dx, test_convolution_dW)
@after(test_pool_forward, test_pool_backward, test_nets_compute, test_centre)
def test_convolution_is_better(submission):
    """On 300 digits of 7 × 7 pixels, four epochs, the net with a convolution recognizes more of 300 new ones.

    ja: 7 × 7 画素の数字 300 枚・4 エポック（既定）で、畳み込みのあるネットのほうが新しい 300 枚をより多く正解します。
    """
    result = submission.compare(copies(grey_digits(300, 300)), np.random.default_rng(5))
    accuracies = {name: float(np.asarray(result[name]["accuracy"])) for name in ("convolution", "dense")}
    for name, value in accuracies.items():
        losses = len(list(result[name]["loss"]))
        if losses != 4 or not 0 < value < 1 or abs(300 * value - round(300 * value)) > 0.01:
            fail(
                f"With {name} there are {losses} losses and the accuracy {value}; 4 and a multiple of 1/300 are due.",
                f"{name} の損失が {losses} 個、正解率が {value} です（4 個と、1/300 の倍数のはずです）。",
            )
    if not accuracies["convolution"] > accuracies["dense"]:  # of the reference 0.19 ± 0.045 more
        fail(
            f"With a convolution {accuracies['convolution']:.3f} are right, without {accuracies['dense']:.3f}.",
            f"正解率が、畳み込みありで {accuracies['convolution']:.3f}、なしで {accuracies['dense']:.3f} です。",
        )
