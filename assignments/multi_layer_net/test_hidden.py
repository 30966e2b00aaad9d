"""Hidden checks of the net of any depth and its training.

The checks write the parameters of the submission's net, so that its initial values do not matter but where they are
checked. Sizes differ from layer to layer, and no pre-activation is near 0. Checks of fit never depend on the order in
which samples are drawn: batches of all samples, or steps so small that they show how often each sample was used.
Optimizers are made by the submission's module, where SGD is given code: only there may an object go to fit.
"""

import numpy as np
from multi_layer_problems import (
    DECAY,
    EPOCHS,
    LR,
    batch_problem,
    depth,
    digits_band,
    digits_problem,
    hidden_values,
    last_loss,
    net_with,
    problem,
    problems,
    run_fit,
    single_batch,
    uses,
)

from autograder.testing import (
    assert_close,
    assert_in_ensemble,
    assert_trajectory,
    assert_unchanged,
    assert_variance,
    compare,
    fail,
    points,
)

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in the loss, is right to this precision
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
    params, x, _ = problem(rng, (4, 6, 5), "relu", 11)
    t = np.eye(5)[hidden_values(params, "relu", x)[1].argmax(axis=1)]
    t[:3] = np.roll(t[:3], 1, axis=1)
    got = net_with(submission, "relu", params).accuracy(x.copy(), t.copy())
    assert_close(got, 8 / 11, what="accuracy(x, t)", rtol=PRECISION)


# --- gradient ---


def factor_of(loss, right_loss):
    """The constant by which the submission's own loss is off, or 1: its gradients may be off by the same.

    Such a mistake is charged once, where the loss is checked.
    """
    ratio = np.asarray(loss, dtype=float) / right_loss
    return float(ratio) if ratio.shape == () and 1e-3 < ratio < 1e3 else 1.0


def check_gradients(submission, reference, rng, layers_of):
    """The gradients of the parameters of these layers, against the reference."""
    for activation, params, x, t in problems(rng):
        ours = net_with(reference, activation, params)
        right, right_loss = ours.gradient(x, t), ours.loss(x, t)
        net = net_with(submission, activation, params)
        factor = factor_of(net.loss(x.copy(), t.copy()), right_loss)
        got = net.gradient(x.copy(), t.copy())
        for key in (f"{kind}{i}" for i in layers_of(depth(params)) for kind in "Wb"):
            how = {"rtol": PRECISION, "atol": 1e-6, "known": {"N": len(x), "K": t.shape[1]}}
            if compare(got[key], factor * right[key], **how) is not None:
                what = f"gradient of {key} of {depth(params)} Affine, {activation}"
                assert_close(got[key], right[key], what=what, **how)


@points(1.5)
def test_gradient_of_the_last_layer(submission, reference, rng):
    """gradient(x, t) holds the gradients of the last W and b.

    ja: gradient(x, t) の、最後の W と b の勾配が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, lambda last: [last])


@points(3)
def test_gradient_of_the_other_layers(submission, reference, rng):
    """gradient(x, t) holds the gradients of all earlier W and b: through the activations, back to the first layer.

    ja: gradient(x, t) の、それより前のすべての W と b の勾配(活性化関数を通って最初の層まで)を調べます。
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
    if compare(got["W2"], factor * right["W2"], **how) is not None:
        assert_close(got["W2"], right["W2"], what="gradient of W2", **how)


@points(0.5)
def test_nothing_is_modified(submission, rng):
    """predict, loss, gradient and accuracy leave x, t and the parameters alone; fit leaves x and t alone.

    ja: predict、loss、gradient、accuracy は x、t、パラメータを書き換えません。fit は x と t を書き換えません。
    """
    params, x, t = problem(rng, (4, 5, 3), "relu", 6)
    _, z = hidden_values(params, "relu", x)
    net, given, targets = net_with(submission, "relu", params), x.copy(), t.copy()
    net.loss(given, targets)
    net.gradient(given, targets)
    net.accuracy(given, targets)
    expected = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    assert_close(net.predict(given), expected, what="predict(x) afterwards", rtol=PRECISION)
    theirs = net.params
    for key, value in params.items():
        assert_close(theirs[key], value, what=f'params["{key}"]', rtol=1e-6)
    generator = np.random.default_rng(rng.integers(2**32))
    submission.fit(net, submission.SGD(0.1), given, targets, batch_size=4, epochs=2, rng=generator)
    for name, after, before in (("x", given, x), ("t", targets, t)):
        assert_unchanged(after, before, what=name)


# --- fit ---


@points(1)
def test_fit_returns_a_loss_per_epoch(submission, rng):
    """history["loss"] has one finite number per epoch, the last of them that of the trained net on all samples.

    ja: history["loss"] には、エポックごとに 1 つの有限な数が入ります。最後の数は、学習後の全サンプルの損失です。
    """
    params, x, t = problem(rng, (4, 5, 3), "relu", 7)
    settings = {"batch_size": 3, "epochs": 4, "rng": np.random.default_rng(1)}
    losses, after = run_fit(submission, "relu", params, x, t, (0.1,), **settings)
    losses = np.asarray(losses, dtype=float)
    if not np.all(np.isfinite(losses)) or np.ptp(losses) == 0:
        fail(
            f'4 epochs must give 4 finite losses in history["loss"] that change; they are {losses.tolist()}.',
            f'4 エポックなら、history["loss"] は変化する 4 個の有限な数のはずですが、{losses.tolist()} でした。',
        )
    own = net_with(submission, "relu", after).loss(x.copy(), t.copy())  # a wrong loss is charged elsewhere
    assert_close(losses[-1], float(np.asarray(own)), what='history["loss"][-1]', rtol=PRECISION)


@points(2)
def test_fit_with_a_single_batch(submission, reference, rng):
    """With batch_size = N an epoch is one optimizer.update: losses and parameters follow, also where the rate falls.

    ja: batch_size = N なら、1 エポックは optimizer.update 1 回です。学習率が減る場合も、損失はそれで決まります。
    """
    params, x, t, band = single_batch(reference, int(rng.integers(2**32)))
    epochs = 8
    settings = {"batch_size": 6, "epochs": epochs, "rng": np.random.default_rng(1)}
    before = float(np.asarray(net_with(submission, "tanh", params).loss(x.copy(), t.copy())))
    losses, after = run_fit(submission, "tanh", params, x, t, (LR, DECAY), **settings)
    step = net_with(reference, "tanh", after).gradient(x, t)
    rate = LR / (1 + DECAY * epochs)
    ahead = net_with(reference, "tanh", {key: after[key] - rate * step[key] for key in after})
    what = "the losses, from before the first epoch on"
    assert_trajectory([before, *losses], band, recomputed=ahead.loss(x, t), what=what, known={"N": 6})


@points(1.5)
def test_fit_uses_every_sample_once_per_epoch(submission, reference, rng):
    """7 samples in batches of 3: two batches of 3 and one of 1, each sample in exactly one, with its own target.

    ja: 7 サンプルを 3 個ずつに分けると、3 個のバッチが 2 つと 1 個のバッチが 1 つです。各サンプルを 1 回ずつ使います。
    """
    params, x, t, gradients = batch_problem(reference, rng)
    generator = np.random.default_rng(rng.integers(2**32))
    amounts = np.sort(uses(submission, gradients, generator, params, x, t, 3))
    expected = np.array([1 / 3] * 6 + [1.0])
    if not np.allclose(amounts, expected, atol=0.08):  # the reference is within 0.0003 in 2,000 draws
        listed = ", ".join(f"{a:.2f}" for a in amounts)
        fail(
            "In an epoch with batches of 3, 3 and 1 six samples count 1/3 and one counts 1 "
            f"(1 / batch size for each use); yours count {listed}.",
            "3 個、3 個、1 個のバッチのエポックでは、6 個のサンプルの重みが 1/3、1 個が 1 になります"
            f"(使うたびに 1 / バッチサイズ)。実際の重みは {listed} でした。",
        )


@points(0.5)
def test_fit_shuffles(submission, reference, rng):
    """Which samples are left for the last batch depends on rng, and changes from epoch to epoch.

    ja: 最後のバッチに残るサンプルは、rng によって、またエポックごとに変わります。
    """
    params, x, t, gradients = batch_problem(reference, rng)
    # Batches of 5 and 2 samples: a sample counts 1/5 or 1/2. Two of seven samples can be left in 21 ways, so that six
    # shuffles leave the same ones with probability 21⁻⁵ = 2.4e-7.
    seeds = rng.integers(2**32, size=6)
    amounts, again = (
        [uses(submission, gradients, np.random.default_rng(seed), params, x, t, 5) for seed in seeds] for _ in range(2)
    )
    longer = uses(submission, gradients, np.random.default_rng(seeds[0]), params, x, t, 5, epochs=6)
    largest = np.abs(amounts).max()
    if not 0.01 < largest < np.inf:
        fail("fit does not move the parameters along the gradients.", "fit でパラメータが勾配に沿って動いていません。")
    if np.ptp(amounts, axis=1).max() < 0.1 * largest:
        fail(
            "Every sample moves the parameters by the same amount, whatever the size of its batch, so no shuffling "
            "can be seen: is each step that of the mean over its own batch?",
            "バッチの大きさに関係なく、どのサンプルも同じだけパラメータを動かしているので、並べ替えを確認できません。"
            "各ステップの勾配は、そのバッチについての平均ですか。",
        )
    if np.abs(np.subtract(amounts, again)).max() > 0.2 * largest:
        fail(
            "Two rngs of the same state give different batches: shuffle the samples with rng.",
            "状態が同じ rng でも、バッチが違います。rng でサンプルを並べ替えてください。",
        )
    if np.ptp(amounts, axis=0).max() < 0.2 * largest:
        fail(
            "With six different rngs the batches are always the same: shuffle the samples with rng in every epoch.",
            "6 通りの rng で、いつも同じバッチになっています。エポックごとに rng でサンプルを並べ替えてください。",
        )
    if np.abs(longer - 6 * amounts[0]).max() < 0.2 * largest:
        fail(
            "All six epochs of a run have the same batches: shuffle the samples in every epoch.",
            "6 エポックとも同じバッチになっています。エポックごとにサンプルを並べ替えてください。",
        )


@points(1.5)
def test_fit_learns_digits(submission, reference, rng):
    """On 120 small digits, four epochs of batches of 10 bring the loss as far down as the reference does.

    ja: 縮小した数字 120 枚を 10 枚ずつ 4 エポック学習すると、損失が模範解答と同じくらい下がります。
    """
    import datasets

    band, data = digits_band(reference), digits_problem(datasets)
    metrics = [last_loss(submission, reference, int(seed), data) for seed in rng.integers(2**32, size=2)]
    assert_in_ensemble(metrics, band, what=f"the loss after {EPOCHS} epochs")
