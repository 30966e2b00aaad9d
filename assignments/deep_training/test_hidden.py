"""Hidden checks of the deep net: unit checks, short trainings compared with the reference, and two long trainings.

The checks write the parameters of the submission's net, so that its initial values matter only where they are
checked, and where a net of its own design learns digits. No ReLU is near its kink. What a method builds on is right
in the second attempt, if it was not in the first: such mistakes are charged where they are checked.
"""

import deep_checks
import net_checks
import numpy as np
import picture_checks
import pytest
from deep_checks import SIZES, N
from deep_problems import AS_MADE, KINDS, NETS, batches_seen, images, problem
from net_runs import Nets

from autograder.testing import about, after, assert_close, assert_unchanged, assert_variance, fail, own_choice, points

PRECISION = net_checks.PRECISION


# --- construction ---


@points(0.25, shares=True)
@pytest.mark.parametrize("batch_norm", [False, True], ids=["without", "with batch_norm"])
def test_initial_parameters(submission, rng, batch_norm):
    """params: names and shapes, biases and beta 0, gamma 1; the layers use these arrays; nets share nothing.

    ja: params の名前と形です。バイアスと beta は 0、gamma は 1 です。層はこの配列を使い、ほかのネットと共有しません。
    """
    deep_checks.check_initial_parameters(submission, batch_norm)


@points(0.25, shares=True)
@pytest.mark.parametrize("batch_norm", [False, True], ids=["without", "with batch_norm"])
def test_layers_in_order(submission, rng, batch_norm):
    """layers: Affine, BatchNorm, Activation, Dropout, each with its number; behind the last Affine there is nothing.

    ja: layers は、番号のついた Affine、BatchNorm、Activation、Dropout の順で、最後は Affine だけです。
    """
    kinds = ["Affine", *(["BatchNorm"] if batch_norm else []), "Activation"]
    some = {}
    for dropout in (0.0, 0.3):
        some[dropout] = submission.DeepNet(
            (4, 3, 5, 2), np.random.default_rng(1), batch_norm=batch_norm, dropout=dropout
        )
    for dropout, net in some.items():  # each has layers of its own
        every = [*kinds, *(["Dropout"] if dropout else [])]
        expected, names = [f"{kind}{i}" for i in (1, 2) for kind in every] + ["Affine3"], list(net.layers)
        if names != expected:
            fail(
                f"layers must hold {', '.join(expected)}; it holds {', '.join(names)}.",
                f"layers は {', '.join(expected)} のはずですが、{', '.join(names)} でした。",
            )


@points(0.25)
def test_initial_weights_come_from_the_generator(submission, rng):
    """The same state of rng gives the same weights, another state gives others, and every layer draws anew.

    ja: rng の状態が同じなら同じ重みに、違えば別の重みになります。重みは層ごとに新しく生成します。
    """
    seeds = [int(seed) for seed in rng.integers(2**32, size=2)]
    for weight_init in ("he", 0.5):
        picture_checks.check_weights_come_from_the_generator(
            lambda seed, rule=weight_init: deep_checks.weights_of(submission, (6, 4, 4), seed, rule), seeds
        )


@points(0.75, shares=True)
@pytest.mark.parametrize("weight_init", ["he", "glorot", 0.03])
def test_initial_variance(submission, rng, weight_init):
    """The weights have variance 2/n_in for "he", 2/(n_in + n_out) for "glorot", and σ² for a number σ.

    ja: 重みの分散は、"he" なら 2/n_in、"glorot" なら 2/(n_in + n_out)、数 σ なら σ² です。
    """
    sizes = (200, 90, 40)
    weights = deep_checks.weights_of(submission, sizes, int(rng.integers(2**32)), weight_init)
    for i, (w, n_in, n_out) in enumerate(zip(weights, sizes, sizes[1:], strict=False), start=1):
        rules = {"he": 2 / n_in, "glorot": 2 / (n_in + n_out)}
        assert_variance(
            w,
            rules.get(weight_init, 0.03**2),
            what=(f"W{i} with weight_init={weight_init!r}", f"weight_init={weight_init!r} の W{i}"),
        )


# --- forward ---


@about("DeepNet.scores", "DeepNet.predict")
@points(0.5, shares=True)
@pytest.mark.parametrize("kind", ["sigmoid", "relu", "relu, batch norm", "tanh, batch norm"])
def test_predict(submission, reference, rng, kind):
    """predict(x): probabilities by the running averages of six batches, also for a single sample, and again the same.

    ja: predict(x) は確率です。6 バッチの移動平均を使い、1 サンプルだけでも、2 回呼んでも同じ値になります。
    """
    params, x, _ = problem(reference, rng, kind, SIZES)
    expected = NETS.net_with(reference, kind, params).predict(x)
    net = NETS.net_with(submission, kind, params)
    net.predict(x + 0.5)  # what it was asked before does not matter
    for rows in (slice(None), slice(2, 3), slice(None)):
        assert_close(net.predict(x[rows].copy()), expected[rows], what="predict(x)", rtol=PRECISION)


@about("DeepNet.scores", "DeepNet.loss")
@points(0.5)
def test_scores_in_training(submission, reference, rng):
    """With train=True scores and loss have the statistics of their own batch, whatever was asked before.

    ja: train=True の scores と loss は、それまでに何を計算していても、渡したバッチ自身の統計量を使います。
    """
    kind = "tanh, batch norm"
    params, x, t = problem(reference, rng, kind, SIZES)
    ours, net = (NETS.net_with(module, kind, params) for module in (reference, submission))
    expected, loss, first = ours.scores(x, train=True), ours.loss(x, t, train=True), ours.loss(x[:5], t[:5], train=True)
    given = x.copy()
    assert_close(net.scores(given, train=True), expected, what="scores(x, train=True)", rtol=PRECISION)
    assert_unchanged(given, x, what=("x after scores", "scores のあとの x"))
    net.loss(x[::-1].copy(), t.copy(), train=True)  # other scores: a shift of all x is taken away by BatchNorm
    assert_close(net.loss(x[:5], t[:5], train=True), first, what="loss(x, t, train=True)", rtol=PRECISION)
    assert_close(net.loss(x.copy(), t.copy(), train=True), loss, what="loss(x, t, train=True)", rtol=PRECISION)


@about("DeepNet.gradient", "DeepNet.loss", "DeepNet.accuracy")
@points(0.5)
def test_gradient_moves_running_averages_once(submission, reference, rng):
    """Each gradient(x, t) is one batch for the running averages, which predict uses; loss and accuracy are none.

    ja: 移動平均は、gradient(x, t) のたびに 1 バッチ分だけ動き、loss と accuracy では動きません。
    """
    kind = "tanh, batch norm"
    drawn = params, x, t = problem(reference, rng, kind, SIZES)

    def check():
        nets = [Nets.net_with(AS_MADE, module, kind, params) for module in (reference, submission)]
        results = []
        for net in nets:
            for batch in batches_seen(len(params["W1"])):
                net.gradient(batch, t[:4])
            net.loss(x + 1.0, t.copy())
            net.accuracy(x + 1.0, t.copy())
            results.append(net.predict(x.copy()))
        assert_close(
            results[1],
            results[0],
            what=("predict(x) after six gradients", "gradient を 6 回呼んだあとの predict(x)"),
            rtol=PRECISION,
        )

    net_checks.with_right_predictions(submission, reference, AS_MADE, kind, drawn, check)  # the loss is looked at


@about("DeepNet.loss")
@points(0.5, shares=True)
@pytest.mark.parametrize("kind", ["tanh", "relu, batch norm"])
def test_loss(submission, reference, rng, kind):
    """loss(x, t) is the mean cross entropy of what predict(x) gives, so not that in training.

    ja: loss(x, t) は、predict(x) の平均交差エントロピーです。学習時の値ではありません。
    """
    params, x, t = problem(reference, rng, kind, SIZES)
    known = {"N": N, "K": SIZES[-1]}
    for some in ((params, x, t), (params, x[:5] + 0.5, t[:5])):
        net_checks.check_loss(submission, reference, NETS, kind, some, net_checks.cross_entropy, "", known)


@about("DeepNet.loss")
@points(0.5, shares=True)
@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_penalty(submission, reference, rng, kind):
    """What a penalty adds to the loss, in training or not: α Σ |w| or α Σ w² over W1, W2, … and nothing else.

    ja: 罰則項が損失に加える値です。学習時もそうでないときも、W1、W2、…だけについての α Σ |w| または α Σ w² です。
    """
    drawn = params, x, t = problem(reference, rng, kind, SIZES)
    alpha, size = KINDS[kind][kind.lower()], {"L1": np.abs, "L2": np.square}[kind]
    expected = alpha * sum(size(value).sum() for key, value in params.items() if key[0] == "W")

    def check():
        plain, net = (NETS.net_with(submission, k, params) for k in ("tanh", kind))
        for train in (False, True):
            difference = net.loss(x.copy(), t.copy(), train=train) - plain.loss(x.copy(), t.copy(), train=train)
            assert_close(difference, expected, what=("the penalty", "罰則項"), rtol=PRECISION, known={"N": N, "2": 2})

    deep_checks.with_right_scores(submission, reference, kind, drawn, check)


@about("DeepNet.scores", "DeepNet.predict")
@points(0.5)
def test_dropout_when_predicting(submission, reference, rng):
    """predict draws nothing: all units take part, times 1 − p.

    ja: predict は乱数を使いません。すべてのユニットを 1 − p 倍して使います。
    """
    params, x, _ = problem(reference, rng, "dropout", SIZES)
    expected = NETS.net_with(reference, "dropout", params).predict(x)
    net = NETS.net_with(submission, "dropout", params)
    for _ in range(2):
        assert_close(net.predict(x.copy()), expected, what="predict(x)", rtol=PRECISION, known={"1 − p": 0.7})


@about("DeepNet.accuracy")
@points(0.5)
def test_accuracy(submission, reference, rng):
    """accuracy(x, t) is the share of samples whose class is predicted rightly, by the running averages.

    ja: accuracy(x, t) は、（移動平均を使って）クラスを正しく予測できたサンプルの割合です。
    """
    kind, of = "tanh, batch norm", net_checks.share_of_right_classes
    drawn = deep_checks.eleven_samples(reference, rng, kind)
    net_checks.check_accuracy(submission, reference, NETS, kind, drawn, 8 / 11, of, "accuracy(x, t)")


# --- gradient ---


@about("DeepNet.gradient")
@points(1, shares=True)
@pytest.mark.parametrize("kind", ["sigmoid", "relu"])
def test_gradient(submission, reference, rng, kind):
    """gradient(x, t) holds the gradients of all W and b of a net without batch normalization.

    ja: gradient(x, t) の、すべての W と b の勾配です（バッチ正規化のないネット）。
    """
    deep_checks.check_gradients(submission, reference, rng, kind, ("W", "b"))


@about("DeepNet.gradient")
@points(1)
def test_gradient_through_batch_norm(submission, reference, rng):
    """The gradients of all W, and of the last b, where they go through batch normalization.

    ja: バッチ正規化を通ったときの、すべての W と最後の b の勾配です。
    """
    deep_checks.check_gradients(submission, reference, rng, "relu, batch norm", ("W", "b4", "b3"))


@about("DeepNet.gradient")
@points(0.5)
def test_gradient_of_gamma_and_beta(submission, reference, rng):
    """The gradients of gamma and beta.

    ja: gamma と beta の勾配です。
    """
    deep_checks.check_gradients(submission, reference, rng, "relu, batch norm", ("gamma", "beta"))


@about("DeepNet.gradient")
@points(1, shares=True)
@pytest.mark.parametrize("which", ["W", "b"])
def test_gradient_with_penalties(submission, reference, rng, which):
    """With both penalties, whose gradients belong to W alone.

    ja: 罰則項が両方ある場合です。罰則項の勾配が加わるのは W だけです。
    """
    deep_checks.check_gradients(submission, reference, rng, "L1 and L2", which)


@about("DeepNet.gradient")
@points(1)
def test_gradient_with_all_of_it(submission, reference, rng):
    """tanh, batch normalization and L2 together, in a net of eleven Affine layers: the gradients of all parameters.

    ja: tanh、バッチ正規化、L2 を組み合わせた 11 層のネットで、すべてのパラメータの勾配を調べます。
    """
    sizes = (4, *(3, 5) * 5, 3)
    deep_checks.check_gradients(submission, reference, rng, "tanh, batch norm, L2", ("W", "g", "b"), sizes)


@about("DeepNet.gradient")
@points(0.5)
def test_gradient_of_equal_widths(submission, reference, rng):
    """Hidden layers of equal width share nothing: each has a BatchNorm and an activation of its own.

    ja: 幅が等しい隠れ層も、何も共有しません。BatchNorm も活性化関数も、層ごとに別のものです。
    """
    deep_checks.check_gradients(submission, reference, rng, "relu, batch norm", ("W", "g", "b"), (4, 5, 5, 5, 3))


@about("DeepNet.gradient")
@points(0.5)
def test_masks(submission, reference, rng):
    """gradient draws one new mask from the net's rng: units are dropped with probability p, and rightly left out.

    ja: gradient は、net の rng から新しいマスクを 1 回だけ作ります。確率 p で落としたユニットは、勾配にも現れません。
    """
    deep_checks.check_masks(submission, reference, rng)


@about("DeepNet.loss", "DeepNet.gradient", "DeepNet.accuracy", "fit")
@points(0.25)
def test_nothing_is_modified(submission, reference, rng):
    """predict, loss, gradient and accuracy leave x, t and the parameters alone; fit leaves x and t alone.

    ja: predict、loss、gradient、accuracy は x、t、パラメータを書き換えません。fit は x と t を書き換えません。
    """
    kind = "tanh, batch norm, L2"
    drawn = problem(reference, rng, kind, (4, 5, 3))

    def check():
        net_checks.check_nothing_is_modified(submission, reference, NETS, kind, drawn)

    deep_checks.with_right_loss(submission, reference, kind, drawn, check)


# --- fit ---


@about("fit")
@points(0.25)
def test_fit_in_mini_batches(submission, reference, rng):
    """58 images in batches of 19, the last of 1, in a new order each epoch: losses as SGD makes them.

    ja: 58 枚を 19 枚ずつ（最後は 1 枚）、エポックごとに新しい順番で学習したときの、SGD による損失を調べます。
    """
    deep_checks.check_run(submission, reference, rng, "relu", ("sgd", 0.1), 19, 3, None)


@about("fit")
@points(0.5)
def test_fit_with_batch_norm(submission, reference, rng):
    """The same with batch normalization and Momentum; the losses are those by the running averages.

    ja: バッチ正規化と Momentum で、同じことを調べます。損失は、移動平均を使った値です。
    """
    deep_checks.check_run(submission, reference, rng, "relu, batch norm", ("momentum", 0.05), 15, 3, None)


@about("fit")
@points(0.25)
def test_fit_with_a_single_batch(submission, reference, rng):
    """With batch_size = N every epoch is one step, with both penalties in gradient and loss.

    ja: batch_size = N なら 1 エポックは 1 ステップです。勾配と損失には罰則項が両方入ります。
    """
    deep_checks.check_run(submission, reference, rng, "L1 and L2", ("momentum", 0.05), 58, 5, None)


@about("fit")
@points(0.5)
def test_fit_with_a_schedule(submission, reference, rng):
    """During epoch e, counted from 0, the rate is schedule.rate(e); Momentum goes on from epoch to epoch.

    ja: エポック e（0 から数えます）の間の学習率は schedule.rate(e) です。Momentum はエポックをまたいで続きます。
    """
    deep_checks.check_run(submission, reference, rng, "tanh", ("momentum", 0.7), 19, 5, (0.1, 0.4, 2))


@about("fit")
@points(0.5)
def test_fit_with_dropout(submission, reference, rng):
    """With dropout and Adam: masks in every batch, none for the losses; one update for all parameters.

    ja: ドロップアウトと Adam での学習です。マスクはバッチごとに作り、損失を測るときには使いません。
    """
    deep_checks.check_run(submission, reference, rng, "dropout", ("adam", 0.01), 19, 3, None)


# --- build ---


@own_choice
@points(0.5)
def test_design(submission):
    """build(depth, rng): 196 pixels, depth hidden layers of at most 64 units, 10 classes; its weights come from rng.

    ja: build(depth, rng) は、196 ピクセル、64 ユニット以下の隠れ層が depth 個、10 クラスです。重みは rng から作ります。
    """
    deep_checks.check_design(submission)


@after(test_fit_in_mini_batches, test_design)
@about("build", "fit", "DeepNet.gradient", "DeepNet.scores", "DeepNet.predict", "DeepNet.loss")
@own_choice
@points(1.25)
def test_design_learns(submission):
    """With five hidden layers your design learns 500 digits within 10 epochs, and recognizes 58 % of new ones.

    ja: 隠れ層 5 個のあなたの設計が、500 枚を 10 エポックで学習し、新しい数字の 58 % を認識することを調べます。
    """
    net, optimizer = submission.build(5, np.random.default_rng(7))  # chance decides nothing here
    (x, t), (x_new, t_new) = images(500, 21, 2), images(500, 22, 2)
    submission.fit(net, optimizer, x.copy(), t.copy(), batch_size=50, epochs=10, rng=np.random.default_rng(9))
    reached = net_checks.share_of_right_classes(np.asarray(net.predict(x_new.copy())), t_new)
    # Sensible designs reach 0.77 ± 0.03 or more, 6 sd above (under 1e-6 each); those that fail, 0.36 at most.
    if not reached >= 0.58:
        fail(
            f"Of new digits the net recognizes {reached:.0%} after ten epochs.",
            f"10 エポック後、新しい数字の {reached:.0%} しか認識できません。",
        )
