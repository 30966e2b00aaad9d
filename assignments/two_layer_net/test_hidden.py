"""Hidden checks of the two-layer net and its training.

The checks write the parameters of the submission's net, so that its initial values do not matter. n_in, n_hidden,
n_out and N differ. No pre-activation is near 0. Checks of fit never depend on the order in which samples are drawn:
batches of all samples, or steps so small that they show how often each sample was used.
"""

import fit_checks
import net_checks
import numpy as np
import pytest
from two_layer_problems import (
    ACCURACIES,
    CLASSIFICATION,
    LOSSES,
    NETS,
    TASKS,
    net_with,
    problem,
    problems,
    r_squared,
    with_one_output,
    x_to_z,
)

from autograder.testing import about, assert_at_work, assert_close, assert_unchanged, fail, points

PRECISION = net_checks.PRECISION


@pytest.fixture
def nets():
    """The nets of this assignment, for shared checks."""
    return NETS


# --- predict and loss ---


def check_predict(submission, reference, rng, task):
    """predict(x), against the reference, while nets of another task are there."""
    drawn = list(problems(rng, task))
    nets = [net_with(submission, task, params) for params, _, _ in drawn]
    for other in TASKS.keys() - {task}:
        net_with(submission, other, problem(rng, other, 3)[0])
    for net, (params, x, _) in zip(nets, drawn, strict=True):
        expected = net_with(reference, task, params).predict(x)
        net.predict(x + 0.5)  # what it was asked before does not matter
        assert_close(net.predict(x.copy()), expected, what=f"predict(x), {task}", rtol=PRECISION)


@about("TwoLayerNet.forward", "TwoLayerNet.predict")
@points(1.5)
def test_predict_values(submission, reference, rng):
    """For "regression" predict(x) is max(x W1 + b1, 0) W2 + b2.

    ja: "regression" の predict(x) は max(x W1 + b1, 0) W2 + b2 です。
    """
    check_predict(submission, reference, rng, "regression")
    x, seeds = rng.normal(size=(3, 4)), rng.integers(2**32, size=2)
    first, again, other = (
        np.asarray(submission.TwoLayerNet(4, 5, 2, "regression", np.random.default_rng(seed)).predict(x.copy()))
        for seed in (seeds[0], seeds[0], seeds[1])
    )
    if not np.array_equal(first, again) or np.any(first == other):
        fail(
            "The initial weights must come from rng: nets made with rngs of one state predict the same, of another "
            "state something else.",
            "重みの初期値は rng から生成します。rng の状態が同じネットの予測は同じ、違えば別の値になるはずです。",
        )


@about("TwoLayerNet.forward", "TwoLayerNet.predict")
@points(1, shares=True)
@pytest.mark.parametrize("task", CLASSIFICATION)
def test_predict_probabilities(submission, reference, rng, task):
    """For "binary" and "multiclass" predict(x) is the sigmoid and the softmax of z.

    ja: "binary" の predict(x) は z のシグモイド、"multiclass" では z のソフトマックスです。
    """
    check_predict(submission, reference, rng, task)


def check_loss(submission, reference, rng, task):
    """loss(x, t), against the reference."""
    for drawn in problems(rng, task):
        known = {"N": len(drawn[1]), "n_out": drawn[2].shape[1]}
        net_checks.check_loss(submission, reference, NETS, task, drawn, LOSSES[task], f", {task}", known)


@about("TwoLayerNet.loss")
@points(1)
def test_loss_of_regression(submission, reference, rng):
    """The loss of a regression is Σ (y − t)² over samples and outputs, divided by 2N.

    ja: 回帰の損失は、(y − t)² のサンプルと出力についての総和を 2N で割った値です。
    """
    check_loss(submission, reference, rng, "regression")


@about("TwoLayerNet.loss")
@points(1)
def test_loss_of_binary_classification(submission, reference, rng):
    """The loss of two classes is the mean binary cross entropy.

    ja: 2 クラス分類の損失は、平均二値交差エントロピーです。
    """
    check_loss(submission, reference, rng, "binary")


@about("TwoLayerNet.loss")
@points(1)
def test_loss_of_many_classes(submission, reference, rng):
    """The loss of many classes is the mean cross entropy.

    ja: 多クラス分類の損失は、平均交差エントロピーです。
    """
    check_loss(submission, reference, rng, "multiclass")


@points(0.5, shares=True)
@pytest.mark.parametrize("task", CLASSIFICATION)
def test_extreme_inputs(submission, reference, task):
    """With z of ±1000 everything is finite: a loss is large for wrong answers and 0 for right ones, its gradient right.

    ja: z が ±1000 でも確率、損失、勾配は有限です。損失は、誤答なら大きく、正解ならほぼ 0 です。
    """
    x = np.array([[100.0], [-100.0]])  # far from z: its maximum is no shift that helps
    W2, t = {
        "binary": (np.array([[1.0], [-1.0]]), np.array([[1.0], [0.0]])),
        "multiclass": (np.array([[1.0, -1.0, 0.0], [-0.6, -0.8, -1.0]]), np.array([[1.0, 0.0, 0.0]] * 2)),
    }[task]
    params = {"W1": np.array([[10.0, -10.0]]), "b1": np.zeros(2), "W2": W2, "b2": np.zeros(W2.shape[1])}
    wrong = 1 - t if task == "binary" else np.roll(t, 1, axis=1)
    net_checks.check_extremes(submission, reference, NETS, task, params, x, t, wrong)


# --- gradient ---


def check_gradients(submission, reference, rng, keys, task):
    """The entries of gradient(x, t)."""
    for drawn in problems(rng, task):
        known = {"N": len(drawn[1]), "n_out": drawn[2].shape[1]}
        net_checks.check_gradients(submission, reference, NETS, task, drawn, keys, known)


@about("TwoLayerNet.gradient")
@points(1)
def test_gradient_of_the_second_layer_in_regression(submission, reference, rng):
    """gradient(x, t)["W2"] and ["b2"] are right for "regression".

    ja: "regression" のとき、gradient(x, t) の "W2" と "b2" が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, ("W2", "b2"), "regression")


@about("TwoLayerNet.gradient")
@points(2, shares=True)
@pytest.mark.parametrize("task", CLASSIFICATION)
def test_gradient_of_the_second_layer_in_classification(submission, reference, rng, task):
    """gradient(x, t)["W2"] and ["b2"] are right for "binary" and "multiclass".

    ja: "binary" と "multiclass" のとき、gradient(x, t) の "W2" と "b2" が正しいことを調べます。
    """
    check_gradients(submission, reference, rng, ("W2", "b2"), task)


@about("TwoLayerNet.gradient")
@points(1.5, shares=True)
@pytest.mark.parametrize("task", TASKS)
def test_gradient_of_the_first_layer(submission, reference, rng, task):
    """gradient(x, t)["W1"] and ["b1"] are right: the gradient goes back through W2 and the hidden layer.

    ja: gradient(x, t) の "W1" と "b1" が正しいこと（W2 と隠れ層を通って戻る勾配）を調べます。
    """
    check_gradients(submission, reference, rng, ("W1", "b1"), task)


@about("TwoLayerNet.loss", "TwoLayerNet.gradient", "TwoLayerNet.accuracy", "fit")
@points(0.75, shares=True)
@pytest.mark.parametrize("task", TASKS)
def test_nothing_is_modified(submission, reference, rng, task):
    """predict, loss, gradient and accuracy leave x, t and the parameters alone; fit leaves x and t alone.

    ja: predict、loss、gradient、accuracy は x、t、パラメータを書き換えません。fit は x と t を書き換えません。
    """
    drawn = problem(rng, task, 6)
    if task == "regression":
        drawn = with_one_output(*drawn)
    net_checks.check_nothing_is_modified(submission, reference, NETS, task, drawn)
    net_checks.check_asked_again(submission, NETS, task, drawn)


# --- accuracy ---


def with_right_and_wrong_classes(rng, task):
    """A problem of 11 samples whose first three targets are wrong.

    Both answers occur, and none is close; of several classes the likeliest has more than 1/2.
    """
    while True:
        params, x, _ = problem(rng, task, 11)
        if task == "multiclass":
            params = {key: value * (40 if key in ("W2", "b2") else 1) for key, value in params.items()}
        ordered = np.sort(x_to_z(params, x), axis=None if task == "binary" else 1)
        if task == "binary":
            params["b2"] -= (ordered[4] + ordered[5]) / 2
            # Both are among the first three, which will be wrong: else "never" would be right as often.
            clear = ordered[5] - ordered[4] > 1e-3 and np.ptp(np.sign(x_to_z(params, x)[:3])) > 0
        else:
            # No class has more than 4 of 11: else one answer for all samples could be right 8 times.
            often = np.bincount(x_to_z(params, x).argmax(axis=1)).max()
            clear = (ordered[:, -1] - ordered[:, -2]).min() > 1.2 and often <= 4
        if clear:
            break
    z = x_to_z(params, x)
    t = (z > 0) * 1.0 if task == "binary" else np.eye(3)[z.argmax(axis=1)]
    t[:3] = 1 - t[:3] if task == "binary" else np.roll(t[:3], 1, axis=1)
    return params, x, t


@about("TwoLayerNet.accuracy")
@points(1, shares=True)
@pytest.mark.parametrize("task", CLASSIFICATION)
def test_accuracy_of_classification(submission, reference, rng, task):
    """accuracy(x, t) is the share of samples whose class is predicted rightly.

    ja: accuracy(x, t) は、クラスを正しく予測できたサンプルの割合です。
    """
    drawn = with_right_and_wrong_classes(rng, task)
    net_checks.check_accuracy(
        submission, reference, NETS, task, drawn, 8 / 11, ACCURACIES[task], f"accuracy(x, t), {task}"
    )


@about("TwoLayerNet.accuracy")
@points(1)
def test_accuracy_of_regression(submission, reference, rng):
    """For regression accuracy(x, t) is R², also where that is negative.

    ja: 回帰の accuracy(x, t) は決定係数 R² です（負になることもあります）。
    """
    for n, spread in ((7, 0.3), (4, 3.0)):
        params, x, _ = with_one_output(*problem(rng, "regression", n))
        t = x_to_z(params, x) + spread * rng.normal(size=(n, 1)) + (spread > 1) * 2.0
        expected = net_with(reference, "regression", params).accuracy(x, t)
        drawn = params, x, t
        net_checks.check_accuracy(
            submission, reference, NETS, "regression", drawn, expected, r_squared, "R²", rtol=1e-4
        )


# --- standardize ---


STANDARDIZED = (("the training set", "訓練データ"), ("the test set", "テストデータ"))


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
    for name, mine, right in zip(STANDARDIZED, got, expected, strict=True):
        assert_close(mine, right, what=name, rtol=1e-4)


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
    for name, mine, right in zip(STANDARDIZED, got, expected, strict=True):
        assert_close(mine, right, what=name, rtol=1e-4, atol=1e-6)


@points(0.5)
def test_standardize_modifies_nothing(submission, reference, rng):
    """standardize returns new arrays.

    ja: standardize は新しい配列を返します（引数は書き換えません）。
    """
    arrays = rng.normal(size=(6, 3)) + 5.0, rng.normal(size=(4, 3)) + 5.0
    given = [array.copy() for array in arrays]
    moved = submission.standardize(*given)
    for name, after, before in zip(("train", "test"), given, arrays, strict=True):
        assert_unchanged(after, before, what=name)
    mine, right = np.asarray(moved[0]), reference.standardize(*arrays)[0]
    columns = zip(mine.T, right.T, strict=True) if mine.shape == right.shape else [(mine, right)]
    for got, expected in columns:  # each up to a factor of its own, which is charged elsewhere
        assert_at_work(got, expected, what=("the training set", "訓練データ"))


# --- fit ---


@points(0.5)
def test_fit_returns_a_loss_per_epoch(submission, reference, rng, nets):
    """history["loss"] has one finite number per epoch, the last of them that of the trained net on all samples.

    ja: history["loss"] には、エポックごとに 1 つの有限な数が入ります。最後の数は、学習後の全サンプルの損失です。
    """
    fit_checks.check_losses_per_epoch(submission, reference, rng, nets)


@points(1.5, shares=True)
@pytest.mark.parametrize("task", ["regression", "multiclass"])
def test_fit_with_a_single_batch(submission, reference, rng, nets, task):
    """With batch_size = N every epoch is one step of gradient descent: losses and final parameters follow from that.

    ja: batch_size = N のとき、1 エポックは勾配降下法の 1 ステップです。損失と最後のパラメータはそれで決まります。
    """
    what = (f"the losses, from before the first epoch on ({task})", f"最初のエポックの前からの損失（{task}）")
    fit_checks.check_single_batch(submission, reference, rng, nets, task, what)


test_fit_uses_every_sample_once_per_epoch = fit_checks.test_fit_uses_every_sample_once_per_epoch
test_fit_shuffles = fit_checks.test_fit_shuffles


@points(0.75)
def test_fit_learns_digits(submission, reference, rng, nets):
    """On 120 small digits, three epochs of batches of 10 bring the loss as far down as the reference does.

    ja: 縮小した数字 120 枚を 10 枚ずつ 3 エポック学習すると、損失が模範解答と同じくらい下がります。
    """
    fit_checks.check_digits(submission, reference, rng, nets)
