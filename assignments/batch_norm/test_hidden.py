"""Hidden checks of batch normalization.

Means and variances are far from 0 and 1, gamma and beta from 1 and 0; batches are small, so that N and N − 1
differ; upstream gradients are random (under an upstream of ones every dx is 0). ε counts only where a check
makes the variance as small as ε itself; there it may stand inside the root or outside.
"""

import contextlib

import batch_norm_gradient_checks as gradient_checks
import numpy as np
import pytest
from batch_norm_problems import (
    EPS,
    PRECISION,
    SIZES,
    assert_backward_follows,
    assert_follows,
    assert_forward_follows,
    batch,
    epsilon_variants,
    gradients,
    inputs,
    mean_of,
    parameters,
    running,
    train,
    trained,
    var_of,
    vector,
    without_root,
)

from autograder.testing import (
    about,
    assert_close,
    assert_unchanged,
    compare,
    fail,
    points,
)

FORWARD = ("forward(x)", "running_mean", "running_var")
BACKWARD = ("dx", "dgamma", "dbeta")


# --- forward in training ---


@points(3)
def test_training_output(submission, reference, rng):
    """In training forward(x) is γ (x − μ) / √(v + ε) + β with the mean and the variance of the batch.

    ja: 学習時の forward(x) は、バッチの平均 μ と分散 v を使った γ (x − μ) / √(v + ε) + β です。
    """
    for n, d in SIZES:
        gamma, beta = parameters(rng, d)
        x = batch(rng, n, d)
        expected = reference.BatchNorm(gamma, beta).forward(x)
        x_hat = (expected - beta) / gamma
        candidates = {
            ("γ x̂ + β with the variance divided by N − 1", "N − 1 で割った分散による γ x̂ + β"): gamma
            * x_hat
            * np.sqrt((n - 1) / n)
            + beta,
            ("x̂, without γ and β", "γ と β を掛けたり足したりする前の x̂"): x_hat,
        }
        layer = submission.BatchNorm(gamma.copy(), beta.copy())
        layer.forward(batch(rng, n, d))  # every batch is normalized by itself
        got = layer.forward(x.copy())
        assert_close(got, expected, what=f"forward(x), x {x.shape}", rtol=PRECISION, candidates=candidates)


@points(1)
def test_eps_counts_where_the_variance_is_small(submission, rng):
    """A variance as small as eps is no exception, and a unit that never changes gives β and not NaN.

    ja: 分散が eps と同じくらい小さくても正しい値になり、値が一定のユニットの出力は（NaN ではなく）β です。
    """
    for n, d in SIZES:
        for settings, scale in (({}, 1e-4), ({"eps": 1e-3}, 0.03)):
            gamma, beta = parameters(rng, d)
            x = batch(rng, n, d, scale)
            eps = settings.get("eps", EPS)
            variants = [  # N − 1 is charged above
                y for ddof in (0, 1) for y, _ in epsilon_variants(gamma, beta, x, np.ones_like(x), eps, ddof)
            ]
            got = submission.BatchNorm(gamma.copy(), beta.copy(), **settings).forward(x.copy(), train=True)
            what = (
                f"forward(x), std of x about {scale:g}, eps = {eps:g}",
                f"x の標準偏差が約 {scale:g}、eps = {eps:g} のときの forward(x)",
            )
            assert_close(got, variants[0], or_close_to=variants[1:], what=what, rtol=PRECISION)
    x[:, 1] = 3.0
    y = np.asarray(submission.BatchNorm(gamma.copy(), beta.copy()).forward(x.copy(), train=True), dtype=float)
    assert_close(
        y[:, 1],
        np.full(n, beta[1]),
        what=("forward(x)[:, 1], x[:, 1] all 3", "x[:, 1] がすべて 3 のときの forward(x)[:, 1]"),
        rtol=PRECISION,
    )
    # A layer without training predicts with mean 0 and variance 1. What else is wrong there is charged below.
    plain, y = (
        submission.BatchNorm(gamma.copy(), beta.copy(), **settings).forward(x.copy(), train=False)
        for settings in ({}, {"eps": 0.5})
    )
    if compare(plain, gamma * x + beta, rtol=PRECISION) is None:
        expected, outside = (gamma * x / divisor + beta for divisor in (np.sqrt(1.5), 1.5))
        what = ("forward(x, train=False) before any training, eps = 0.5", "学習前の forward(x, train=False)、eps = 0.5")
        assert_close(y, expected, or_close_to=(outside,), what=what, rtol=PRECISION)


@points(0.5)
def test_large_means_are_no_problem(submission, rng):
    """With a mean of 1e8 the normalized values stay finite and small: |x̂| cannot exceed √(N − 1).

    ja: 平均が 1e8 でも、正規化した値は有限で小さいままです(|x̂| は √(N − 1) を超えません)。
    """
    assert_forward_follows(submission, rng)
    n, d = 5, 40
    gamma, beta = parameters(rng, d)
    x = 1e8 + rng.normal(size=(n, d))
    y = np.asarray(submission.BatchNorm(gamma.copy(), beta.copy()).forward(x.copy(), train=True), dtype=float)
    with np.errstate(all="ignore"):  # y may hold anything
        largest = np.max(np.abs((y - beta) / gamma))
    if not largest <= 20:  # what is wrong by less is charged above; where all digits are lost, it is 10000 or NaN
        fail(
            f"For N = {n} samples with mean 1e8 and variance 1 |x̂| reaches {largest:.3g}: "
            "the variance has lost its digits. Subtract the mean before you square.",
            f"平均 1e8、分散 1 の {n} 個のサンプルで |x̂| が {largest:.3g} になりました。"
            "分散の桁落ちです。2 乗する前に平均を引いてください。",
        )


# --- Running averages and prediction ---


@points(1.5)
def test_running_mean(submission, rng):
    """Each training step sets running_mean to momentum · (old value) + (1 − momentum) · (mean of the batch).

    ja: 学習時の forward のたびに、running_mean は momentum・(古い値) + (1 − momentum)・(バッチの平均) になります。
    """
    for settings in ({}, {"momentum": 0.6}):
        m = settings.get("momentum", 0.9)
        layer, _, _, batches = trained(submission, rng, 4, whole=False, **settings)
        expected = running(batches, m, mean_of, np.zeros(4))
        candidates = {
            ("the average with momentum weighting the new value", "momentum を新しい値に掛けた平均"): running(
                batches, 1 - m, mean_of, np.zeros(4)
            ),
            ("the mean of the last batch", "最後のバッチの平均"): mean_of(batches[-1]),
        }
        what = f"running_mean, momentum = {m}"
        assert_close(layer.running_mean, expected, what=what, rtol=PRECISION, candidates=candidates)


@points(1.5)
def test_running_var(submission, rng):
    """running_var averages the variances of the batches in the same way, divided by N, not by N − 1.

    ja: running_var も同じように、バッチの分散（N − 1 ではなく N で割ったもの）を平均します。
    """
    for settings in ({}, {"momentum": 0.6}, {"eps": 0.1}):
        m = settings.get("momentum", 0.9)
        layer, _, _, batches = trained(submission, rng, 4, whole=False, **settings)
        averages = [running(batches, m, var_of, np.ones(4))]
        reversed_mean = running(batches, 1 - m, mean_of, np.zeros(4))
        if compare(layer.running_mean, reversed_mean, rtol=PRECISION) is None:
            averages.append(running(batches, 1 - m, var_of, np.ones(4)))  # charged where running_mean is checked
        unbiased = running(batches, m, lambda x: x.var(axis=0, ddof=1), np.ones(4))
        candidates = {("the average of the variances divided by N − 1", "N − 1 で割った分散の平均"): unbiased}
        if np.shape(layer.running_mean) == (1, 4):  # an axis too many, too
            averages = [average[np.newaxis] for average in averages]
        how = {"what": f"running_var, momentum = {m}", "rtol": PRECISION, "candidates": candidates}
        assert_close(layer.running_var, averages[0], or_close_to=averages[1:], **how)


@points(3.5)
def test_prediction_uses_the_running_averages(submission, rng):
    """forward(x, train=False) is γ (x − running_mean) / √(running_var + ε) + β, also for a single sample.

    ja: forward(x, train=False) は γ (x − running_mean) / √(running_var + ε) + β です。サンプルが 1 個でも同じです。
    """
    try:
        check_prediction(submission, rng, trained_by_itself=True)
    except Exception:  # what training did wrong is charged there: prediction may be right for the right averages
        try:
            check_prediction(submission, rng, trained_by_itself=False)
        except Exception:
            check_prediction(submission, rng, trained_by_itself=True)


def check_prediction(submission, rng, trained_by_itself):
    """forward(x, train=False) of a layer that was trained, or that was given the running averages."""
    for n in (6, 1):
        gamma, beta = parameters(rng, 4)
        mean, var = rng.uniform(1.0, 2.0, size=4), rng.uniform(0.5, 4.0, size=4)
        if trained_by_itself:
            layer, gamma, beta, _ = trained(submission, rng, 4)
            mean, var = vector(layer.running_mean, 4, "running_mean"), vector(layer.running_var, 4, "running_var")
        else:
            layer = submission.BatchNorm(gamma.copy(), beta.copy())
            with contextlib.suppress(Exception):  # a batch that must have no say in it
                layer.forward(batch(rng, 6, 4), train=True)
            layer.running_mean, layer.running_var = mean.copy(), var.copy()
        x = batch(rng, 6, 4)[:n]
        expected = gamma * (x - mean) / np.sqrt(np.abs(var) + EPS) + beta
        known_mistake = (gamma * (x - mean) / (var + EPS) + beta,) if without_root(submission, rng) else ()
        got = layer.forward(x.copy(), train=False)
        of_batch = gamma * (x - mean_of(x)) / np.sqrt(var_of(x) + EPS) + beta
        candidates = {
            ("the output of training", "学習時の出力"): of_batch,
            ("x̂, without γ and β", "γ と β を掛けたり足したりする前の x̂"): (expected - beta) / gamma,
        }
        what = f"forward(x, train=False), N = {n}"
        assert_close(got, expected, or_close_to=known_mistake, what=what, rtol=PRECISION, candidates=candidates)


@points(0.5)
def test_prediction_leaves_the_running_averages_alone(submission, rng):
    """Only training changes running_mean and running_var, prediction does not.

    ja: running_mean と running_var が変わるのは学習時だけで、予測時には変わりません。
    """
    try:
        layer, gamma, beta, batches = trained(submission, rng, 4)
    except Exception:  # charged where training is checked: the layer is given its averages
        layer = submission.BatchNorm(*parameters(rng, 4))
        layer.running_mean, layer.running_var = rng.uniform(1.0, 2.0, size=4), rng.uniform(0.5, 4.0, size=4)
        assert_forward_follows(submission, rng, train=False)
    else:
        other = submission.BatchNorm(gamma.copy(), beta.copy())
        for x in batches:
            other.forward(0.999 * x, train=True)
        # whether both are right has checks of its own: here one that moves is enough
        moving = [np.concatenate(averages(one)) for one in (layer, other)]
        assert_follows(moving[:1], moving[1:], "running_mean and running_var", shape=(8,))
    before = averages(layer)
    layer.forward(batch(rng, 5, 4), train=False)
    for name, got, right in zip(("running_mean", "running_var"), averages(layer), before, strict=True):
        assert_close(got, right, what=(f"{name} after a prediction", f"予測のあとの {name}"), rtol=0)


def averages(layer):
    """running_mean and running_var of a layer with four units, as arrays of their own."""
    return [vector(getattr(layer, name), 4, name).copy() for name in ("running_mean", "running_var")]


# --- backward ---

test_dbeta = gradient_checks.test_dbeta
test_dgamma = gradient_checks.test_dgamma
test_dx = gradient_checks.test_dx
test_dx_where_the_variance_is_small = gradient_checks.test_dx_where_the_variance_is_small


# --- State and side effects ---


@points(0.5)
@about("BatchNorm.backward")
def test_backward_twice_gives_the_same(submission, rng):
    """A second backward with the same dout gives the same dx, dgamma and dbeta again.

    ja: 同じ dout で backward をもう一度呼ぶと、同じ dx、dgamma、dbeta になります。
    """
    gamma, beta, x, dout = inputs(rng, 6, 4)
    assert_backward_follows(submission, gamma, beta, x, dout)
    layer = submission.BatchNorm(gamma.copy(), beta.copy())
    train(layer, x)
    for what, first, second in zip(BACKWARD, gradients(layer, dout), gradients(layer, dout), strict=True):
        assert_close(second, first, what=what, rtol=PRECISION)


@points(0.5)
def test_prediction_leaves_backward_alone(submission, rng):
    """backward belongs to the last forward in training: a prediction in between changes nothing.

    ja: backward は直前の学習時の forward に対応します。間に予測をしても結果は変わりません。
    """
    gamma, beta, x, dout = inputs(rng, 6, 4)
    assert_backward_follows(submission, gamma, beta, x, dout)
    layer, alone = (submission.BatchNorm(gamma.copy(), beta.copy()) for _ in range(2))
    for one in (layer, alone):
        train(one, x)
    expected = gradients(alone, dout)
    layer.forward(batch(rng, 6, 4), train=False)
    for what, got, right in zip(BACKWARD, gradients(layer, dout), expected, strict=True):
        assert_close(got, right, what=(f"{what} after a prediction", f"予測のあとの {what}"), rtol=PRECISION)


@points(0.5, shares=True)
@pytest.mark.parametrize("what", ["forward", "backward"])
def test_each_layer_remembers_its_own_forward(submission, rng, what):
    """What other layers hold and see changes neither the running averages nor the backward of this one.

    ja: ほかの層が持つ値やほかの層の forward は、この層の running_mean、running_var、backward に影響しません。
    """
    gamma, beta, x, dout = inputs(rng, 6, 4)
    others = inputs(rng, 6, 4)
    if what == "forward":
        assert_forward_follows(submission, rng)
    else:
        assert_backward_follows(submission, gamma, beta, x, dout)
    alone = submission.BatchNorm(gamma.copy(), beta.copy(), momentum=0.6, eps=1e-3)
    if what == "forward":
        expected = [np.array(alone.forward(x.copy(), train=True)), *averages(alone)]
    else:
        train(alone, x)
        expected = gradients(alone, dout)
    layer = submission.BatchNorm(gamma.copy(), beta.copy(), momentum=0.6, eps=1e-3)
    other = submission.BatchNorm(others[0], others[1], momentum=0.9, eps=0.5)
    if what == "forward":
        got = [np.array(layer.forward(x.copy(), train=True))]
        other.forward(others[2], train=True)
        for name, value, right in zip(FORWARD, [*got, *averages(layer)], expected, strict=True):
            assert_close(
                value, right, what=(f"{name} beside another layer", f"ほかの層があるときの {name}"), rtol=PRECISION
            )
        return
    train(layer, x)
    train(other, others[2])
    dx = np.array(layer.backward(dout.copy()))
    other.backward(others[3])
    for name, value, right in zip(BACKWARD, (dx, layer.dgamma, layer.dbeta), expected, strict=True):
        assert_close(
            value, right, what=(f"{name} beside another layer", f"ほかの層があるときの {name}"), rtol=PRECISION
        )


@points(0.5, shares=True)
@pytest.mark.parametrize("what", ["training", "prediction", "backward"])
def test_arguments_are_never_modified(submission, rng, what):
    """forward and backward leave x and dout as they were, and so gamma and beta.

    ja: forward と backward は、x と dout を書き換えません。gamma と beta も書き換えません。
    """
    gamma, beta, x, dout = inputs(rng, 6, 4)
    given = {"gamma": gamma.copy(), "beta": beta.copy(), "x": x.copy(), "dout": dout.copy()}
    layer = submission.BatchNorm(given["gamma"], given["beta"])
    if what == "backward":
        train(layer, x)
        layer.backward(given["dout"])
        assert_backward_follows(submission, gamma, beta, x, dout)
        mine = {"dout": dout, "gamma": gamma, "beta": beta}
    else:
        layer.forward(given["x"], train=what != "prediction")
        assert_forward_follows(submission, rng, train=what != "prediction")
        mine = {"x": x, "gamma": gamma, "beta": beta}
    for name, before in mine.items():
        assert_unchanged(given[name], before, what=(f"{name} in {what}", f"{name}"))
