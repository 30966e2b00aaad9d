"""Hidden checks of the two-layer net and its training.

The checks write the parameters of the submission's net, so that its initial values do not matter. n_in, n_hidden,
n_out and N differ. No pre-activation is near 0. Checks of fit never depend on the order in which samples are drawn:
batches of all samples, or steps so small that they show how often each sample was used.
"""

import functools

import numpy as np

from autograder.testing import (
    EnsembleBand,
    TrajectoryBand,
    assert_close,
    assert_in_ensemble,
    assert_trajectory,
    assert_unchanged,
    compare,
    fail,
    one_hot,
    points,
)

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision
TASKS = {"regression": 2, "binary": 1, "multiclass": 3}  # with a number of outputs


def x_to_z(params, x):
    """The output before sigmoid or softmax."""
    return np.maximum(x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]


def problem(rng, task, n, n_in=4, n_hidden=5):
    """Parameters, x and t of a task.

    Every pre-activation is at least 0.05 away from 0, and every right class has a probability above 0.1, where
    log(y + 1e-7) is right as well.
    """
    n_out = TASKS[task]
    while True:
        params = {
            "W1": rng.normal(size=(n_in, n_hidden)),
            "b1": rng.normal(size=n_hidden),
            "W2": rng.normal(size=(n_hidden, n_out)),
            "b2": rng.normal(size=n_out),
        }
        x = rng.normal(size=(n, n_in))
        if task == "regression":
            t = rng.normal(size=(n, n_out))
        elif task == "binary":
            t = rng.permutation(np.arange(n) % 2)[:, None].astype(float)
        else:
            t = one_hot(rng, n, n_out)
        z = x_to_z(params, x)
        z *= (spread := 1.5 / np.abs(z).max())
        params["W2"] *= spread
        params["b2"] *= spread
        apart = np.abs(x @ params["W1"] + params["b1"]).min() > 0.05
        if apart and (task != "multiclass" or (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))[t > 0].min() > 0.1):
            break
    return params, x, t


def net_with(module, task, params):
    """A net of the module with these parameters."""
    (n_in, n_hidden), n_out = params["W1"].shape, len(params["b2"])
    net = module.TwoLayerNet(n_in, n_hidden, n_out, task, np.random.default_rng(0))
    theirs = net.params
    for key, value in params.items():
        theirs[key][...] = value
    return net


def problems(rng, task):
    """Two problems of different size."""
    yield problem(rng, task, 5)
    yield problem(rng, task, 3, 6, 4)


# --- predict and loss ---


def check_predict(submission, reference, rng, task):
    """predict(x), against the reference."""
    for params, x, _ in problems(rng, task):
        expected = net_with(reference, task, params).predict(x)
        got = net_with(submission, task, params).predict(x.copy())
        assert_close(got, expected, what=f"predict(x), {task}", rtol=PRECISION)


@points(0.5)
def test_predict_values(submission, reference, rng):
    """For "regression" predict(x) is max(x W1 + b1, 0) W2 + b2.

    ja: "regression" の predict(x) は max(x W1 + b1, 0) W2 + b2 です。
    """
    check_predict(submission, reference, rng, "regression")


@points(1)
def test_predict_probabilities(submission, reference, rng):
    """For "binary" and "multiclass" predict(x) is the sigmoid and the softmax of z.

    ja: "binary" の predict(x) は z のシグモイド、"multiclass" では z のソフトマックスです。
    """
    check_predict(submission, reference, rng, "binary")
    check_predict(submission, reference, rng, "multiclass")


def check_loss(submission, reference, rng, task):
    """loss(x, t), against the reference."""
    for params, x, t in problems(rng, task):
        expected = net_with(reference, task, params).loss(x, t)
        got = net_with(submission, task, params).loss(x.copy(), t.copy())
        known = {"N": len(x), "n_out": t.shape[1]}
        assert_close(got, expected, what=f"loss(x, t), {task}", rtol=PRECISION, known=known)


@points(1)
def test_loss_of_regression(submission, reference, rng):
    """The loss of a regression is Σ (y − t)² over samples and outputs, divided by 2N.

    ja: 回帰の損失は、(y − t)² のサンプルと出力についての総和を 2N で割った値です。
    """
    check_loss(submission, reference, rng, "regression")


@points(1)
def test_loss_of_binary_classification(submission, reference, rng):
    """The loss of two classes is the mean binary cross entropy.

    ja: 2 クラス分類の損失は、平均二値交差エントロピーです。
    """
    check_loss(submission, reference, rng, "binary")


@points(1)
def test_loss_of_many_classes(submission, reference, rng):
    """The loss of many classes is the mean cross entropy.

    ja: 多クラス分類の損失は、平均交差エントロピーです。
    """
    check_loss(submission, reference, rng, "multiclass")


@points(0.5)
def test_extreme_inputs(submission):
    """With z of ±1000 probabilities and losses are finite: a loss is large for wrong answers and 0 for right ones.

    ja: z が ±1000 でも確率と損失は有限です。損失は、誤答なら大きく、正解ならほぼ 0 です。
    """
    x = np.array([[1000.0], [-1000.0]])
    for task, W2, t in (
        ("binary", np.array([[1.0], [1.0]]), np.array([[1.0], [1.0]])),
        ("multiclass", np.array([[1.0, -1.0, 0.0], [-3.0, -4.0, -5.0]]), np.array([[1.0, 0.0, 0.0]] * 2)),
    ):
        params = {"W1": np.array([[1.0, -1.0]]), "b1": np.zeros(2), "W2": W2, "b2": np.zeros(W2.shape[1])}
        net = net_with(submission, task, params)
        assert_close(net.predict(x.copy()), t, what=f"predict(x), {task}", atol=1e-5)
        assert_close(net.loss(x.copy(), t.copy()), 0.0, what=f"loss of right answers, {task}", atol=1e-5)
        wrong = 1 - t if task == "binary" else np.roll(t, 1, axis=1)
        large = float(np.asarray(net.loss(x.copy(), wrong)))
        if not 5 <= large < np.inf:
            fail(
                f"Every answer is surely wrong: the loss must be large and finite; it is {large} ({task}).",
                f"すべて完全な誤答なので、損失は大きな有限の値のはずですが、{large} でした({task})。",
            )


# --- gradient ---


def factor_of(loss, right_loss):
    """The constant by which the submission's own loss is off, or 1: its gradients may be off by the same.

    Such a mistake is charged once, where the loss is checked.
    """
    ratio = np.asarray(loss, dtype=float) / right_loss
    return float(ratio) if ratio.shape == () and 1e-3 < ratio < 1e3 else 1.0


def check_gradients(submission, reference, rng, keys, tasks=tuple(TASKS)):
    """The entries of gradient(x, t), against the reference."""
    for task in tasks:
        for params, x, t in problems(rng, task):
            ours = net_with(reference, task, params)
            right, right_loss = ours.gradient(x, t), ours.loss(x, t)
            net = net_with(submission, task, params)
            factor = factor_of(net.loss(x.copy(), t.copy()), right_loss)
            got = net.gradient(x.copy(), t.copy())
            for key in keys:
                how = {"rtol": PRECISION, "atol": 1e-6, "known": {"N": len(x), "n_out": t.shape[1]}}
                if compare(got[key], factor * right[key], **how) is not None:
                    assert_close(got[key], right[key], what=f"gradient of {key}, {task}", **how)


@points(1.5)
def test_gradient_of_the_second_layer_in_regression(submission, reference, rng):
    """gradient(x, t)["W2"] and ["b2"] are right for "regression".

    ja: "regression" のとき、gradient(x, t) の "W2" と "b2" が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, ("W2", "b2"), ("regression",))


@points(1.5)
def test_gradient_of_the_second_layer_in_classification(submission, reference, rng):
    """gradient(x, t)["W2"] and ["b2"] are right for "binary" and "multiclass".

    ja: "binary" と "multiclass" のとき、gradient(x, t) の "W2" と "b2" が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, ("W2", "b2"), ("binary", "multiclass"))


@points(2)
def test_gradient_of_the_first_layer(submission, reference, rng):
    """gradient(x, t)["W1"] and ["b1"] are right: the gradient goes back through W2 and the hidden layer.

    ja: gradient(x, t) の "W1" と "b1" が正しいこと(W2 と隠れ層を通って戻る勾配)を調べます。
    """
    check_gradients(submission, reference, rng, ("W1", "b1"))


@points(0.5)
def test_nothing_is_modified(submission, reference, rng):
    """predict, loss, gradient and accuracy leave x, t and the parameters alone; fit leaves x and t alone.

    ja: predict、loss、gradient、accuracy は x、t、パラメータを書き換えません。fit は x と t を書き換えません。
    """
    params, x, t = problem(rng, "multiclass", 5)
    expected = net_with(reference, "multiclass", params).predict(x)
    net, given, targets = net_with(submission, "multiclass", params), x.copy(), t.copy()
    net.loss(given, targets)
    net.gradient(given, targets)
    net.accuracy(given, targets)
    assert_close(net.predict(given), expected, what="predict(x) afterwards", rtol=PRECISION)
    for key, value in params.items():
        assert_close(net.params[key], value, what=f'params["{key}"]', rtol=1e-6)
    submission.fit(
        net, given, targets, learning_rate=0.1, batch_size=2, epochs=2, rng=np.random.default_rng(rng.integers(2**32))
    )
    for name, after, before in (("x", given, x), ("t", targets, t)):
        assert_unchanged(after, before, what=name)


# --- accuracy ---


@points(1)
def test_accuracy_of_classification(submission, reference, rng):
    """accuracy(x, t) is the share of samples whose class is predicted rightly.

    ja: accuracy(x, t) は、クラスを正しく予測できたサンプルの割合です。
    """
    for task in ("binary", "multiclass"):
        while True:  # both answers occur, and none is close
            params, x, _ = problem(rng, task, 11)
            ordered = np.sort(x_to_z(params, x), axis=None if task == "binary" else 1)
            if task == "binary":
                params["b2"] -= (ordered[4] + ordered[5]) / 2
                gap = ordered[5] - ordered[4]
            else:
                gap = (ordered[:, -1] - ordered[:, -2]).min()
            if gap > 1e-3:
                break
        y = net_with(reference, task, params).predict(x)
        classes = (y > 0.5) * 1.0 if task == "binary" else np.eye(3)[y.argmax(axis=1)]
        t = classes.copy()
        t[:3] = 1 - t[:3] if task == "binary" else np.roll(t[:3], 1, axis=1)
        got = net_with(submission, task, params).accuracy(x.copy(), t.copy())
        assert_close(got, 8 / 11, what=f"accuracy(x, t), {task}", rtol=PRECISION)


@points(1)
def test_accuracy_of_regression(submission, reference, rng):
    """For regression accuracy(x, t) is R², also where that is negative.

    ja: 回帰の accuracy(x, t) は決定係数 R² です(負になることもあります)。
    """
    for n, spread in ((7, 0.3), (4, 3.0)):
        params, x, _ = problem(rng, "regression", n)
        params["W2"], params["b2"] = params["W2"][:, :1], params["b2"][:1]
        t = x_to_z(params, x) + spread * rng.normal(size=(n, 1)) + (spread > 1) * 2.0
        expected = net_with(reference, "regression", params).accuracy(x, t)
        got = net_with(submission, "regression", params).accuracy(x.copy(), t.copy())
        assert_close(got, expected, what="R²", rtol=1e-4)


# --- standardize ---


@points(1)
def test_standardize(submission, rng):
    """The training set gets mean 0 and standard deviation 1 in every column; the test set is moved by the same.

    ja: 訓練データの各列を平均 0、標準偏差 1 にします。テストデータも、訓練データの統計量で変換します。
    """
    scale, offset = np.array([1.0, 200.0, 0.03, 7.0]), np.array([3.0, -500.0, 0.1, 0.0])
    train, test = (rng.normal(size=(n, 4)) * scale + offset for n in (9, 5))
    mean, std = train.mean(axis=0), train.std(axis=0)
    expected = (train - mean) / std, (test - mean) / std
    got = submission.standardize(train.copy(), test.copy())
    for name, mine, right in zip(("training set", "test set"), got, expected, strict=True):
        assert_close(mine, right, what=f"the {name}", rtol=1e-4)


@points(0.5)
def test_standardize_a_constant_column(submission, rng):
    """A column that is constant over the training set becomes 0 there, not NaN; in the test set it is shifted only.

    ja: 訓練データで一定の列は、NaN ではなく 0 になります。テストデータでは平均を引くだけです。
    """
    train, test = rng.normal(size=(6, 3)), rng.normal(size=(4, 3))
    train[:, 1] = 4.0
    mean, std = train.mean(axis=0), np.where(np.arange(3) == 1, 1.0, train.std(axis=0))
    expected = (train - mean) / std, (test - mean) / std
    got = submission.standardize(train.copy(), test.copy())
    for name, mine, right in zip(("training set", "test set"), got, expected, strict=True):
        assert_close(mine, right, what=f"the {name}", rtol=1e-4, atol=1e-6)


@points(0.5)
def test_standardize_modifies_nothing(submission, rng):
    """standardize returns new arrays.

    ja: standardize は新しい配列を返します(引数は書き換えません)。
    """
    arrays = rng.normal(size=(6, 3)) + 5.0, rng.normal(size=(4, 3)) + 5.0
    given = [array.copy() for array in arrays]
    moved, _ = submission.standardize(*given)
    for name, after, before in zip(("train", "test"), given, arrays, strict=True):
        assert_unchanged(after, before, what=name)
    assert_close(np.asarray(moved).mean(), 0.0, what="mean of the training set", atol=1e-5)
    if not np.ptp(moved) > 0:
        fail("The standardized columns are constant.", "標準化した列が一定の値になっています。")


# --- fit ---


def run_fit(module, task, params, x, t, **settings):
    """The losses and the parameters after fit."""
    net = net_with(module, task, params)
    history = module.fit(net, x.copy(), t.copy(), **settings)
    losses = np.asarray(history["loss"], dtype=float)
    if losses.shape != (settings["epochs"],) or not np.all(losses > 0):
        fail(
            f'history["loss"] must hold one positive number per epoch; it is {losses.tolist()}.',
            f'history["loss"] は、エポックごとに 1 つの正の数のはずですが、{losses.tolist()} でした。',
        )
    return history["loss"], {key: np.asarray(net.params[key]) for key in params}


@points(0.5)
def test_fit_returns_a_loss_per_epoch(submission, rng):
    """history["loss"] has one finite number per epoch, and they are not all the same.

    ja: history["loss"] には、エポックごとに 1 つの有限な数が入ります。
    """
    params, x, t = problem(rng, "multiclass", 7)
    settings = {"learning_rate": 0.1, "batch_size": 3, "epochs": 4, "rng": np.random.default_rng(1)}
    losses = np.asarray(run_fit(submission, "multiclass", params, x, t, **settings)[0], dtype=float)
    if losses.shape != (4,) or not np.all(np.isfinite(losses)) or np.ptp(losses) == 0:
        fail(
            f'4 epochs must give 4 finite losses in history["loss"] that change; they are {losses.tolist()}.',
            f'4 エポックなら、history["loss"] は変化する 4 個の有限な数のはずですが、{losses.tolist()} でした。',
        )


@points(2)
def test_fit_with_a_single_batch(submission, reference, rng):
    """With batch_size = N every epoch is one step of gradient descent: losses and final parameters follow from that.

    ja: batch_size = N のとき、1 エポックは勾配降下法の 1 ステップです。損失と最後のパラメータはそれで決まります。
    """
    for task in ("regression", "multiclass"):
        params, x, t = problem(rng, task, 6)
        rate, epochs = 0.05, 8
        inputs = {"params": params, "x": x, "t": t, "epochs": epochs + 1}

        def run(params, x, t, epochs, task=task, rate=rate):
            settings = {"learning_rate": rate, "batch_size": len(x), "epochs": epochs, "rng": np.random.default_rng(0)}
            return run_fit(reference, task, params, x, t, **settings)[0]

        def run_with_epsilon(params, x, t, epochs, task=task, rate=rate):
            """The same with log(y + 1e-7) in the loss."""
            losses = []
            for _ in range(epochs):
                settings = {"learning_rate": rate, "batch_size": len(x), "epochs": 1, "rng": np.random.default_rng(0)}
                _, params = run_fit(reference, task, params, x, t, **settings)
                y = net_with(reference, task, params).predict(x)
                losses.append(-float(np.sum(t * np.log(y + 1e-7))) / len(x))
            return losses

        also = (run_with_epsilon,) if task == "multiclass" else ()
        band = TrajectoryBand.from_reference(run, inputs, num_steps="epochs", equivalents=also)
        settings = {"learning_rate": rate, "batch_size": 6, "epochs": epochs, "rng": np.random.default_rng(1)}
        losses, after = run_fit(submission, task, params, x, t, **settings)
        one_more = net_with(reference, task, after)
        step = one_more.gradient(x, t)
        ahead = net_with(reference, task, {key: after[key] - rate * step[key] for key in after})
        assert_trajectory(losses, band, recomputed=ahead.loss(x, t), what=f"losses, {task}", known={"N": 6})


RATE = 1e-4


def sample_gradients(reference, params, x, t):
    """The gradient of every single sample, one row for each."""
    net = net_with(reference, "regression", params)
    rows = [net.gradient(x[i : i + 1], t[i : i + 1]) for i in range(len(x))]
    return np.array([np.concatenate([row[key].ravel() for key in params]) for row in rows])


def uses(module, reference, rng, params, x, t, batch_size):
    """How much each sample has moved the parameters, in steps along its own gradient: 1/B for each use.

    The rate is so small that the gradients hardly change on the way; each sample has a gradient of its own, so that
    the amounts can be told from the change of the parameters (least squares).
    """
    gradients = sample_gradients(reference, params, x, t)
    settings = {"learning_rate": RATE, "batch_size": batch_size, "epochs": 1, "rng": rng}
    _, after = run_fit(module, "regression", params, x, t, **settings)
    change = np.concatenate([(params[key] - after[key]).ravel() for key in params]) / RATE
    amounts, *_ = np.linalg.lstsq(gradients.T, change, rcond=None)
    return amounts


def batch_problem(reference, rng):
    """7 samples whose gradients are about as large and point far apart."""
    while True:
        params, x, t = problem(rng, "regression", 7, 12, 6)
        t = x_to_z(params, x) + np.where(t > 0, 0.5, -0.5)  # errors of the same size
        if np.linalg.cond(sample_gradients(reference, params, x, t)) < 8:
            return params, x, t


@points(1.5)
def test_fit_uses_every_sample_once_per_epoch(submission, reference, rng):
    """7 samples in batches of 3: two batches of 3 and one of 1, each sample in exactly one, with its own target.

    ja: 7 サンプルを 3 個ずつに分けると、3 個のバッチが 2 つと 1 個のバッチが 1 つです。各サンプルを 1 回ずつ使います。
    """
    params, x, t = batch_problem(reference, rng)
    amounts = np.sort(uses(submission, reference, np.random.default_rng(rng.integers(2**32)), params, x, t, 3))
    expected = np.array([1 / 3] * 6 + [1.0])
    if not np.allclose(amounts, expected, atol=0.08):
        listed = ", ".join(f"{a:.2f}" for a in amounts)
        fail(
            "In an epoch with batches of 3, 3 and 1 six samples count 1/3 and one counts 1 "
            f"(1 / batch size for each use); yours count {listed}.",
            "3 個、3 個、1 個のバッチのエポックでは、6 個のサンプルの重みが 1/3、1 個が 1 になります"
            f"(使うたびに 1 / バッチサイズ)。実際の重みは {listed} でした。",
        )


@points(0.5)
def test_fit_shuffles(submission, reference, rng):
    """Which sample is left for the last batch depends on rng.

    ja: 最後のバッチに残るサンプルは、rng によって変わります。
    """
    params, x, t = batch_problem(reference, rng)
    seeds = rng.integers(2**32, size=10)
    amounts = [uses(submission, reference, np.random.default_rng(seed), params, x, t, 3) for seed in seeds]
    if not np.any(np.abs(amounts) > 0.1) or not np.all(np.isfinite(amounts)):
        fail("fit does not move the parameters along the gradients.", "fit でパラメータが勾配に沿って動いていません。")
    if np.ptp(amounts, axis=0).max() < 0.2:
        fail(
            "With ten different rngs the batches are always the same: shuffle the samples with rng in every epoch.",
            "10 通りの rng で、いつも同じバッチになっています。エポックごとに rng でサンプルを並べ替えてください。",
        )


@functools.cache
def digits_problem(datasets):
    """120 digits, shrunk to 14 × 14, and parameters to start from."""
    x, labels = datasets.digits(120, seed=5)
    x = x.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
    rng = np.random.default_rng(6)
    params = {
        "W1": rng.normal(0.0, 0.1, (196, 12)),
        "b1": np.zeros(12),
        "W2": rng.normal(0.0, 0.3, (12, 10)),
        "b2": np.zeros(10),
    }
    return params, x, datasets.one_hot(labels)


def last_loss(module, reference, seed, data):
    """The loss after three epochs of mini-batches, computed from the parameters by the reference."""
    params, x, t = data
    settings = {"learning_rate": 0.3, "batch_size": 10, "epochs": 3, "rng": np.random.default_rng(seed)}
    _, after = run_fit(module, "multiclass", params, x, t, **settings)
    return net_with(reference, "multiclass", after).loss(x, t)


@functools.cache
def digits_band(reference):
    """Where the last loss lies for the reference."""
    import datasets

    data = digits_problem(datasets)
    return EnsembleBand.from_reference(lambda seed: last_loss(reference, reference, seed, data), log=True)


@points(1)
def test_fit_learns_digits(submission, reference, rng):
    """On 120 small digits, three epochs of batches of 10 bring the loss as far down as the reference does.

    ja: 縮小した数字 120 枚を 10 枚ずつ 3 エポック学習すると、損失が模範解答と同じくらい下がります。
    """
    import datasets

    band = digits_band(reference)
    data = digits_problem(datasets)
    metrics = [last_loss(submission, reference, int(seed), data) for seed in rng.integers(2**32, size=2)]
    assert_in_ensemble(metrics, band, what="the loss after 3 epochs")
