"""Hidden checks of the autoencoder.

The checks write the parameters of the submission's net, so that its initial values matter only where they are
checked, and where a net learns digits. No pre-activation is near 0. The order of the samples is the one that the
docstring of fit prescribes; one run has a single batch, where no order counts.
"""

from itertools import pairwise

import numpy as np
import picture_checks
import pytest
from autoencoder_problems import CASES, NETS, lent, net_with, problem, start, trained, widths_of
from net_runs import by_our_names
from picture_problems import images

from autograder.testing import (
    about,
    assert_close,
    assert_mostly_at_work,
    assert_unchanged,
    assert_variance,
    copies,
    fail,
    points,
)

PRECISION = picture_checks.PRECISION
N = 7


def shapes_of(sizes):
    """The shapes of params."""
    shapes = {}
    for i, (n_in, n_out) in enumerate(pairwise(widths_of(sizes)), start=1):
        shapes |= {f"W{i}": (n_in, n_out), f"b{i}": (n_out,)}
    return shapes


def problem_of(rng, case):
    """Parameters and images of one of the cases."""
    return problem(rng, CASES[case], N)


# --- construction ---


@points(0.5)
def test_initial_parameters(submission, rng):
    """W1, b1, W2, b2, … have the shapes of encoder and decoder, biases are 0, and nets share nothing with each other.

    ja: W1、b1、W2、b2、…の形がエンコーダとデコーダのとおりで、バイアスは 0 です。ネットどうしは何も共有しません。
    """
    sizes, x = (6, 4, 3), rng.uniform(size=(5, 6))
    net = submission.Autoencoder(sizes, np.random.default_rng(1))

    def another():
        submission.Autoencoder(sizes, np.random.default_rng(2))
        submission.Autoencoder((5, 2), np.random.default_rng(3))

    picture_checks.check_initial_parameters(net, shapes_of(sizes), another)
    params = {key: np.array(value) for key, value in net.params.items()}
    first, last = net.encoder[0], net.decoder[0]  # what comes after them is charged elsewhere
    assert_close(
        first.forward(x),
        x @ params["W1"] + params["b1"],
        what=("the output of encoder[0], with params", "params による encoder[0] の出力"),
    )
    z = rng.normal(size=(5, 3))
    assert_close(
        last.forward(z),
        z @ params["W3"] + params["b3"],
        what=("the output of decoder[0], with params", "params による decoder[0] の出力"),
    )


def weights_of(submission, sizes, seed):
    """The initial weights of a net, under whatever names."""
    params = submission.Autoencoder(sizes, np.random.default_rng(seed)).params
    weights = [np.asarray(params[name]) for name in params]
    return [array for array in weights if array.ndim == 2]


@points(0.25)
def test_initial_weights_come_from_the_generator(submission, rng):
    """The same state of rng gives the same weights, another state gives others, and every layer draws anew.

    ja: rng の状態が同じなら同じ重みに、違えば別の重みになります。重みは層ごとに新しく生成します。
    """
    seeds = [int(seed) for seed in rng.integers(2**32, size=2)]
    picture_checks.check_weights_come_from_the_generator(lambda seed: weights_of(submission, (6, 4, 4), seed), seeds)


@points(0.25)
def test_initial_variance(submission, rng):
    """The weights of each layer have the variance 2/n_in.

    ja: 各層の重みの分散は 2/n_in です。
    """
    sizes = (200, 60, 20)
    weights = weights_of(submission, sizes, int(rng.integers(2**32)))
    for i, (w, n_in) in enumerate(zip(weights, widths_of(sizes), strict=False), start=1):
        assert_variance(w, 2 / n_in, what=f"W{i}")


# --- encode, decode, loss ---


@points(1, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_encode(submission, reference, rng, case):
    """encode(x) runs through the encoder; nothing follows its last Affine layer, so codes have both signs.

    ja: encode(x) はエンコーダの出力です。最後の Affine のあとには何もないので、コードは負にもなります。
    """
    params, x = problem_of(rng, case)
    expected = net_with(reference, params).encode(x)
    net = net_with(submission, params)
    net.encode(x + 0.5)  # what it was asked before does not matter
    candidates = {("the code after a ReLU", "ReLU のあとのコード"): np.maximum(expected, 0)}
    assert_close(net.encode(x.copy()), expected, what="encode(x)", rtol=PRECISION, candidates=candidates)


@points(1, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_decode(submission, reference, rng, case):
    """decode(z) gives the images of any codes z, from 0 to 1; no encoder has to be asked before.

    ja: decode(z) は、どんなコード z についても 0 から 1 の画像を返します。先に encode を呼ぶ必要はありません。
    """
    params, _ = problem_of(rng, case)
    z = rng.normal(size=(N, CASES[case][-1]))
    expected = net_with(reference, params).decode(z)
    net = net_with(submission, params)
    net.decode(z + 0.5)
    candidates = {("the images before the sigmoid", "シグモイドの前の画像"): np.log(expected / (1 - expected))}
    how = {"rtol": PRECISION, "candidates": candidates, "shown_as": "images"}
    assert_close(net.decode(z.copy()), expected, what="decode(z)", **how)


@about("Autoencoder.loss")
@points(0.5, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_loss(submission, reference, rng, case):
    """loss(x) is half the squared difference, summed over the pixels, and the mean over the images.

    ja: loss(x) は差の 2 乗の半分です。ピクセルについては和、画像については平均を取ります。
    """
    drawn = problem_of(rng, case)
    params, x = drawn
    expected = net_with(reference, params).loss(x)

    def check():
        net = net_with(submission, params)
        net.loss(x + 0.5)
        got, own = net.loss(x.copy()), followed(net, x, expected)
        known = {"N": N, "D": x.shape[1]}
        assert_close(got, expected, or_close_to=(own,), what="loss(x)", rtol=PRECISION, known=known)

    picture_checks.with_right_parts(submission, reference, NETS, drawn, check)


def followed(net, x, expected):
    """The loss of what the net's own encode and decode make of x; what is expected anyway where that is nothing."""
    try:
        y = np.asarray(net.decode(net.encode(x.copy())))
    except Exception:  # charged there
        return expected
    if y.shape != x.shape or y.dtype.kind not in "fiu" or np.ptp(y) == 0 or not np.all(np.isfinite(y)):
        return expected
    return float(np.sum((y - x) ** 2)) / (2 * len(x))


# --- gradient ---


def check_gradients(submission, reference, rng, case, layers_of):
    """The gradients of the parameters of these layers."""
    params, x = problem_of(rng, case)
    keys = [f"{kind}{i}" for i in layers_of(len(params) // 2) for kind in "Wb"]
    known = {"N": N, "D": x.shape[1]}
    picture_checks.check_gradients(submission, reference, NETS, (params, x), keys, known)


@about("Autoencoder.gradient")
@points(0.5, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_gradient_of_the_last_layer(submission, reference, rng, case):
    """gradient(x) holds the gradients of the last W and b, through the sigmoid.

    ja: gradient(x) の、最後の W と b の勾配（シグモイドを通ったもの）が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, case, lambda last: [last])


@about("Autoencoder.gradient")
@points(2, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_gradient_of_the_other_layers(submission, reference, rng, case):
    """gradient(x) holds the gradients of all earlier W and b: through the decoder and the code, back to the pixels.

    ja: gradient(x) の、それより前のすべての W と b の勾配（デコーダとコードを通って最初の層まで）を調べます。
    """
    check_gradients(submission, reference, rng, case, lambda last: range(1, last))


@about("Autoencoder.gradient", "Autoencoder.loss")
@points(0.25)
def test_gradient_belongs_to_its_argument(submission, reference, rng):
    """gradient(x) is that of this x, whatever the net was asked for before, and the same the second time.

    ja: gradient(x) は、それまでに何を計算していても、渡した x についての勾配です。2 回呼んでも同じです。
    """
    params, x = problem(rng, (8, 5, 3), 5)

    def the_second_time(net, x):
        net.gradient(x + 0.5)
        net.loss(x[:3] + 0.5)
        return net.gradient(x)

    drawn, known = (params, x), {"N": 5, "D": 8}
    picture_checks.check_gradients(submission, reference, NETS, drawn, ["W2", "W4"], known, the_second_time)


@about("Autoencoder.loss", "Autoencoder.gradient", "fit")
@points(0.25)
def test_nothing_is_modified(submission, reference, rng):
    """encode, decode, loss and gradient leave their arguments and the parameters alone; fit leaves x alone.

    ja: encode、decode、loss、gradient は引数とパラメータを書き換えません。fit は x を書き換えません。
    """
    drawn = problem(rng, (8, 5, 3), 6)
    z = rng.normal(size=(6, 3))
    picture_checks.with_right_parts(
        submission, reference, NETS, drawn, lambda: nothing_is_modified(submission, reference, drawn, z)
    )


def nothing_is_modified(submission, reference, drawn, z):
    """See above. Most of what comes must be right, so that nobody is paid for doing nothing."""
    (params, x), (given, code) = drawn, copies((drawn[1], z))
    net, ours = net_with(submission, params), net_with(reference, params)
    before = copies(by_our_names(net.params, params))
    gradient, right = by_our_names(net.gradient(given), params), ours.gradient(x)
    results = {
        (f"the gradient of {key}", f"{key} の勾配"): (gradient[key], right[key])
        for key in params
        if key.startswith("W")
    }
    results["encode(x)"] = net.encode(given), ours.encode(x)
    results["decode(z)"] = net.decode(code), ours.decode(z)
    results["loss(x)"] = net.loss(given), ours.loss(x)
    assert_unchanged(given, x, what=("x after encode, loss and gradient", "encode、loss、gradient のあとの x"))
    assert_unchanged(code, z, what=("z after decode", "decode のあとの z"))
    for key, value in by_our_names(net.params, params).items():
        assert_unchanged(
            value,
            before[key],
            what=(
                f'params["{key}"] after encode, decode, loss and gradient',
                f'encode、decode、loss、gradient のあとの params["{key}"]',
            ),
        )
    assert_mostly_at_work(results, rtol=PRECISION)
    optimizer = submission.OPTIMIZERS["sgd"](0.1)
    submission.fit(net, optimizer, given, batch_size=4, epochs=2, rng=np.random.default_rng(0))
    assert_unchanged(given, x, what=("x after fit", "fit のあとの x"))


# --- fit ---


def check_run(submission, reference, rng, optimizer, batch_size, epochs):
    """The losses of a training on 46 images of 7 × 7 pixels."""
    params, seed = start(rng), int(rng.integers(2**32))

    def run(module):
        return trained(module, reference, params, optimizer, batch_size, epochs, seed)

    picture_checks.check_run(submission, reference, NETS, run, lent(reference, params))


@points(0.5)
def test_fit_with_a_single_batch(submission, reference, rng):
    """With batch_size = N every epoch is one step; the optimizer, Momentum, remembers the steps before.

    ja: batch_size = N なら 1 エポックは 1 ステップです。オプティマイザの Momentum は、前のステップを覚えています。
    """
    check_run(submission, reference, rng, ("momentum", 0.05), 46, 5)


@points(1)
def test_fit_in_mini_batches(submission, reference, rng):
    """46 images in batches of 9, the last of 1, in a new order each epoch: losses as SGD makes them.

    ja: 46 枚を 9 枚ずつ（最後は 1 枚）、エポックごとに新しい順番で学習したときの、SGD による損失を調べます。
    """
    check_run(submission, reference, rng, ("sgd", 0.1), 9, 3)


@points(0.5)
def test_fit_with_adam(submission, reference, rng):
    """The same with Adam, which counts its steps.

    ja: ステップを数える Adam で、同じことを調べます。
    """
    check_run(submission, reference, rng, ("adam", 0.01), 9, 3)


@about("Autoencoder.encode", "Autoencoder.decode", "Autoencoder.loss", "Autoencoder.gradient", "fit")
@points(0.5)
def test_codes_tell_digits_apart(submission, reference):
    """After 20 epochs on 300 zeros, ones and twos the codes of new images lie apart, and their pictures are good.

    ja: 0、1、2 の画像 300 枚を 20 エポック学習すると、新しい画像のコードが数字ごとに分かれ、画像もよく復元できます。
    """
    (x, _), (x_new, labels) = images(300, 1), images(300, 2)
    net = submission.Autoencoder((49, 32, 2), np.random.default_rng(3))  # chance decides nothing here
    optimizer = submission.OPTIMIZERS["adam"](0.01)
    submission.fit(net, optimizer, x.copy(), batch_size=20, epochs=20, rng=np.random.default_rng(4))
    ours = net_with(reference, by_our_names(net.params, start(np.random.default_rng(0), (49, 32, 2))))
    # The lowest separation of 150 such runs was 0.91, before training it is 0.72; two principal components have the
    # loss 0.161, and the largest of the 150 runs 0.181.
    reached, loss = reference.separation(ours.encode(x_new), labels), ours.loss(x_new)
    if not reached >= 0.8 or not loss <= 0.26:
        fail(
            f"Of new images {reached:.0%} have a nearest neighbour of the same digit (at least 80 % are needed), "
            f"and their loss is {loss:.3f} (at most 0.26).",
            f"新しい画像のうち、コードが最も近い画像も同じ数字なのは {reached:.0%} で（80 % 以上が必要）、"
            f"損失は {loss:.3f} でした（0.26 以下が必要）。",
            images=reconstructions(net, x_new[:8]),
        )


def reconstructions(net, x):
    """What the net makes of these images; nothing where its parts do not fit together, which is charged there."""
    try:
        y = np.asarray(net.decode(net.encode(x.copy())), dtype=float).reshape(-1, 7, 7)
    except Exception:
        return {}
    return {"got": y.round(3), "expected": x.reshape(-1, 7, 7).round(3)}
