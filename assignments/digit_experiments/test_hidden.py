"""Hidden checks of the squared error, and of trainings that are compared with the reference, epoch by epoch.

All that is random is drawn by given code, so the losses of two right programs agree. A training is right if the losses
of one part, of training or of testing, are: what is wrong in the records is charged where all four of them are checked.
58 images in batches of 19 leave one over, and 33 are tested, so that means of means show.
"""

import functools

import numpy as np
import pytest

from autograder.testing import (
    about,
    after,
    assert_at_work,
    assert_close,
    assert_unchanged,
    assert_vjp,
    copies,
    fail,
    one_hot,
    points,
)

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision
KEYS = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")
ERROR = "SoftmaxWithSquaredError"


def config_of(hidden=(12,), optimizer="sgd", batch_size=19, epochs=3, loss="cross_entropy", **arguments):
    """A configuration of run."""
    return {
        "hidden": hidden,
        "loss": loss,
        "optimizer": (optimizer, arguments),
        "batch_size": batch_size,
        "epochs": epochs,
    }


@functools.cache
def images(n_train, n_test):
    """Digits of 14 × 14 pixels."""
    from datasets import digits, smaller
    from datasets import one_hot as targets

    x, labels = digits(n_train + n_test, seed=11)
    x, t = smaller(x, 2), targets(labels)
    return {"x_train": x[:n_train], "t_train": t[:n_train], "x_test": x[n_train:], "t_test": t[n_train:]}


def logits_and_targets(rng, n, k):
    """Probabilities of middling size: each row's logits have an offset of hundreds."""
    return rng.normal(size=(n, k)) * 1.5 + rng.uniform(-300, 300, size=(n, 1)), one_hot(rng, n, k)


# --- The squared error ---


@points(0.5)
def test_squared_error_forward(submission, reference, rng):
    """SoftmaxWithSquaredError.forward is 1/(2N) Σ (softmax(x) − t)².

    ja: SoftmaxWithSquaredError.forward は 1/(2N) Σ (softmax(x) − t)² です。
    """
    layer = submission.SoftmaxWithSquaredError()
    for n, k in ((5, 3), (7, 4), (7, 4)):
        x, t = logits_and_targets(rng, n, k)
        expected = reference.SoftmaxWithSquaredError().forward(x, t)
        got = layer.forward(x.copy(), t.copy())
        assert_close(got, expected, what="forward(x, t)", rtol=PRECISION, known={"N": n, "K": k, "2": 2})


@points(2, shares=True)
@pytest.mark.parametrize(("n", "k"), [(5, 3), (7, 4)], ids=["5 samples", "7 samples"])
def test_squared_error_backward(submission, reference, rng, n, k):
    """SoftmaxWithSquaredError.backward is the gradient with respect to the logits, through the softmax.

    ja: SoftmaxWithSquaredError.backward は、ソフトマックスを通した、ロジットについての勾配です。
    """
    layer, another = submission.SoftmaxWithSquaredError(), submission.SoftmaxWithSquaredError()
    for _ in range(2):  # what the layer was asked before does not matter
        x, t = logits_and_targets(rng, n, k)

        def vjp(x, upstream, t=t):
            ours = reference.SoftmaxWithSquaredError()
            ours.forward(x, t)
            return upstream * ours.backward()

        loss = reference.SoftmaxWithSquaredError().forward(x, t)
        own = float(np.asarray(layer.forward(x.copy(), t.copy())))
        factor = next((f for f in (2.0, 1 / k, float(n), n * 2.0) if abs(own - f * loss) < PRECISION * own), 1.0)
        another.forward(x[::-1] + 1.0, np.roll(t, 1, axis=1))  # it keeps what it needs for itself
        for time in ("", ", the second time"):
            what, known = f"backward(){time}", {"N": n, "K": k}
            assert_vjp(layer.backward(), vjp, x, upstream=1.0, what=what, rtol=PRECISION, factor=factor, known=known)


# --- Trainings ---


def is_right(submission, reference):
    """Whether the submission's squared error is."""
    rng = np.random.default_rng(0)
    x, t = rng.normal(size=(5, 3)), one_hot(rng, 5, 3)
    layer, ours = submission.SoftmaxWithSquaredError(), reference.SoftmaxWithSquaredError()
    try:
        assert_close(layer.forward(x.copy(), t.copy()), ours.forward(x, t), rtol=PRECISION)
        assert_close(layer.backward(), ours.backward(), rtol=PRECISION)
    except Exception:
        return False
    return True


def with_right_error(submission, reference, check):
    """check(); where it fails and the squared error is wrong, once more with the right one: that is charged above."""
    try:
        check()
    except Exception:
        if is_right(submission, reference):
            raise
        lent = {f"{ERROR}.{name}": getattr(reference.SoftmaxWithSquaredError, name) for name in ("forward", "backward")}
        submission.using(**lent)
        check()


def with_epsilon(reference, run):
    """run() with log(y + 1e-7) in the cross entropy, as in most textbooks."""

    class WithEpsilon(reference.SoftmaxWithLoss):
        def forward(self, x, t):
            super().forward(x, t)
            return float(-np.sum(t * np.log(self.y + 1e-7)) / len(t))

    plain = reference.LOSSES["cross_entropy"]
    reference.LOSSES["cross_entropy"] = WithEpsilon
    try:
        return run()
    finally:
        reference.LOSSES["cross_entropy"] = plain


def expected_and_run(submission, reference, rng, config, data):
    """The reference's history for one draw, the same with an ε in the logarithm, and the submission's run."""
    seed = int(rng.integers(2**32))

    def run_of(module):
        return module.run(copies(config), copies(data), np.random.default_rng(seed))

    plain = run_of(reference)
    both = plain, with_epsilon(reference, lambda: run_of(reference))
    return both, lambda: run_of(submission)


def assert_losses(got, histories, key, of=None, rtol=PRECISION):
    """Losses are those of the reference, or between these and those with an ε in the logarithm."""
    plain, other = (np.asarray(history[of or key]) for history in histories)
    got = np.asarray(list(got), dtype=float)
    expected = np.clip(got, np.minimum(plain, other), np.maximum(plain, other)) if got.shape == plain.shape else plain
    assert_close(got, expected if np.all(np.isfinite(expected)) else plain, what=key, rtol=rtol)


def check_training(submission, reference, rng, config, data=None, rtol=PRECISION):
    """Whether the net is trained as by the reference: the losses of the training images, or those of the test images.

    What is wrong with the other is charged where the records are checked.
    """
    data = data or images(58, 33)
    expected, run = expected_and_run(submission, reference, rng, config, data)

    def check():
        history, first = run(), None
        for key, of in (("train_loss", "train_loss"), ("test_loss", "test_loss"), ("train_loss", "test_loss")):
            try:
                assert_losses(history[key], expected, key, of, rtol)
            except Exception as error:
                first = first or error
            else:
                return
        raise first

    if config["loss"] == "squared_error":
        with_right_error(submission, reference, check)
    else:
        check()


WHOLE = {
    "no hidden layer": config_of((), "momentum", batch_size=58, lr=0.1),
    "two hidden layers": config_of((12, 9), "momentum", batch_size=58, lr=0.05),
}
ADAPTIVE = {
    "Adam": config_of(optimizer="adam", epochs=4, lr=0.01),
    "Momentum": config_of(optimizer="momentum", epochs=4, lr=0.05),
}
SQUARED = {
    "no hidden layer": config_of((), loss="squared_error", lr=2.0),
    "a hidden layer": config_of(loss="squared_error", lr=2.0),
}
WITH_RATES = config_of((9, 12), lr=0.2)
LONG = config_of((24,), "adam", batch_size=10, epochs=14, lr=0.03)


@points(1, shares=True)
@pytest.mark.parametrize("case", WHOLE)
def test_training_with_all_samples(submission, reference, rng, case):
    """Every epoch is one step on all samples, so their order is of no importance.

    ja: 1 エポックが全サンプルでの 1 ステップです。順序は関係ありません。
    """
    check_training(submission, reference, rng, WHOLE[case])


@about("run")
@points(0.5)
def test_squared_error_with_all_samples(submission, reference, rng):
    """The same with the squared error, and a batch size above the number of samples.

    ja: 2 乗誤差での同じ学習です。バッチサイズはサンプル数より大きくします。
    """
    check_training(submission, reference, rng, config_of((12, 9), batch_size=80, loss="squared_error", lr=1.0))


@points(1.5)
def test_training_in_small_batches(submission, reference, rng):
    """58 samples in batches of 19, two hidden layers, gradient descent: the losses after each epoch.

    ja: 58 サンプルを 19 個ずつ、隠れ層 2 つ、勾配降下法での、エポックごとの損失です。
    """
    check_training(submission, reference, rng, config_of((12, 9), lr=0.2))


@points(1, shares=True)
@pytest.mark.parametrize("case", ADAPTIVE)
def test_optimizers_with_a_memory(submission, reference, rng, case):
    """What an optimizer remembers lasts through the whole run.

    ja: オプティマイザが覚えているものは、学習の最後まで残ります。
    """
    check_training(submission, reference, rng, ADAPTIVE[case])


@about("run")
@points(1, shares=True)
@pytest.mark.parametrize("case", SQUARED)
def test_training_with_squared_error(submission, reference, rng, case):
    """The squared error in small batches, with a hidden layer and without.

    ja: 2 乗誤差での、小さなバッチの学習です。隠れ層がある場合とない場合を調べます。
    """
    check_training(submission, reference, rng, SQUARED[case])


@points(3, shares=True)
@pytest.mark.parametrize("key", KEYS)
def test_records(submission, reference, rng, key):
    """Each record holds a number per epoch, measured after it over all samples of its part.

    ja: どの記録にも、エポックごとに、その終わりに全サンプルで測った数が入ります。
    """
    data = images(58, 33)
    for config in (WITH_RATES, config_of((40,), epochs=5, lr=0.1)):
        for _ in range(20):  # what keeps the best so far is seen whatever is drawn
            expected, run = expected_and_run(submission, reference, rng, config, data)
            if np.any(np.diff(expected[0]["test_loss"]) > 0):
                break
        got = np.asarray(list(run()[key]), dtype=float)
        if key.endswith("loss"):
            assert_losses(got, expected, key)
        else:  # one image may lie at the border of two classes
            n = len(data[f"t_{key.partition('_')[0]}"])
            assert_close(got, expected[0][key], what=key, atol=1.5 / n, rtol=0)


@points(0.5)
def test_rising_loss_is_recorded(submission, reference, rng):
    """A long training: the loss of the test images rises in the end, and is recorded as it is.

    ja: 長い学習です。テスト画像の損失は終わりに増えますが、そのまま記録します。
    """
    data = images(58, 33)
    for _ in range(20):
        expected, run = expected_and_run(submission, reference, rng, LONG, data)
        losses = expected[0]["test_loss"]
        if losses[-1] > 1.05 * min(losses) and np.argmin(losses) < 8:
            break
    history = run()
    # Adam with 0.03 for 14 epochs: float32 inside moves these losses by up to 1.6e-5.
    assert_losses(history["test_loss"], expected, "test_loss", rtol=1e-3)
    for key in ("train_accuracy", "test_accuracy"):
        assert_close(len(list(history[key])), LONG["epochs"], what=(f"the length of {key}", f"{key} の長さ"))


@points(0.5, shares=True)
@pytest.mark.parametrize("what", [ERROR, "run"])
def test_nothing_is_modified(submission, reference, rng, what):
    """Arguments stay as they are; the same rng gives the same history, another one gives another.

    ja: 引数は書き換えません。rng が同じなら同じ記録に、違えば別の記録になります。
    """
    if what == ERROR:
        x, t = logits_and_targets(rng, 5, 3)
        given, layer, ours = copies((x, t)), submission.SoftmaxWithSquaredError(), reference.SoftmaxWithSquaredError()
        layer.forward(*given)
        gradient = layer.backward()
        for name, after_, before in zip("xt", given, (x, t), strict=True):
            assert_unchanged(after_, before, what=name)
        ours.forward(x, t)
        assert_at_work(gradient, ours.backward(), what="backward()")
        return
    data, config = images(58, 33), config_of(epochs=1, lr=0.1)
    given, plan = copies(data), copies(config)
    seeds = rng.integers(2**32, size=2)
    losses = [
        submission.run(plan, given, np.random.default_rng(s))["test_loss"] for s in (seeds[0], seeds[0], seeds[1])
    ]
    for key, before in data.items():
        assert_unchanged(given[key], before, what=key)
    if plan != config:
        fail(f"run has changed config to {plan}.", f"run が config を {plan} に変えました。")
    first, again, other = (np.asarray(list(values), dtype=float) for values in losses)
    if not (np.array_equal(first, again) and np.all(first != other) and np.all(np.isfinite(first) & (first > 0))):
        fail(
            f"The same rng must give the same losses, another one others: {first}, {again}, {other}.",
            f"rng が同じなら同じ損失に、違えば別の損失になるはずですが、{first}, {again}, {other} でした。",
        )


@after(test_training_in_small_batches)
@points(0.5)
def test_adam_is_better(submission, rng):
    """On 300 digits, after ten epochs, Adam with 0.005 recognizes more new digits than gradient descent with 0.05.

    ja: 数字 300 枚、10 エポックで、学習率 0.005 の Adam は、0.05 の勾配降下法より多くの新しい数字を正解します。
    """
    data, seed, accuracies = images(300, 300), int(rng.integers(2**32)), {}
    for optimizer, rate in (("adam", 0.005), ("sgd", 0.05)):
        config = config_of((64,), optimizer, batch_size=20, epochs=10, lr=rate)
        value = float(
            np.asarray(submission.run(config, copies(data), np.random.default_rng(seed))["test_accuracy"][-1])
        )
        if not 0 <= value <= 1 or abs(300 * value - round(300 * value)) > 0.01:
            fail(
                f"The accuracy with {optimizer} is {value}; over 300 images it is a multiple of 1/300.",
                f"{optimizer} の正解率が {value} ですが、300 枚での正解率は 1/300 の倍数のはずです。",
            )
        accuracies[optimizer] = value
    if not accuracies["adam"] > accuracies["sgd"]:  # of the reference, 0.256 ± 0.038 more, at least 0.173
        fail(
            f"With Adam {accuracies['adam']:.3f} are right, with gradient descent {accuracies['sgd']:.3f}.",
            f"正解率が、Adam で {accuracies['adam']:.3f}、勾配降下法で {accuracies['sgd']:.3f} です。",
        )
