"""Hidden checks of the regression of a surface.

The function is asked for where its three terms are felt; what is drawn is judged by its distribution alone. The
checks of the net write its parameters. Those of fit begin with the parameters that fit itself begins with, and lend
it a right loss and gradient: so they see the training, and nothing else.
"""

import fit_checks
import net_checks
import numpy as np
import pytest
from net_runs import by_our_names
from regression_problems import (
    CASES,
    HIDDEN,
    NETS,
    after_drawing,
    drawn,
    follow,
    half_squared_error,
    problem,
    run,
    samples,
    start_of,
    surface,
)

from autograder.testing import (
    about,
    assert_close,
    assert_distribution,
    assert_mostly_at_work,
    assert_unchanged,
    assert_variance,
    copies,
    fail,
    points,
    uniform_cdf,
)

PRECISION = net_checks.PRECISION
DRAWS = 4000


# --- the function and the samples ---


@points(1.25)
def test_target(submission, rng):
    """target(x) is f(x₁, x₂) for each row of x, of shape (N, 1); x stays as it is.

    ja: target(x) は、x の行ごとの f(x₁, x₂) です。形は (N, 1) で、x は書き換えません。
    """
    for n in (7, 1):
        x = rng.uniform(0.3, 2.5, (n, 2)) * rng.choice([-1.0, 1.0], (n, 2))  # all three terms are felt there
        given = x.copy()
        assert_close(submission.target(given), surface(x)[:, None], what=f"target(x), x {x.shape}", rtol=PRECISION)
        assert_unchanged(given, x, what=("x after target(x)", "target(x) のあとの x"))


def samples_of(submission, n, seed, **settings):
    """x and y of make_data, of the right sizes; an axis too few or too many is charged where shapes are checked."""
    x, y = submission.make_data(n, np.random.default_rng(seed), **settings)
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.shape != (n, 2) or y.size != n:
        fail(
            f"make_data({n}, rng) must return x ({n}, 2) and y ({n}, 1); they have the shapes {x.shape} and {y.shape}.",
            f"make_data({n}, rng) が返す x は ({n}, 2)、y は ({n}, 1) のはずですが、{x.shape} と {y.shape} でした。",
        )
    return x, y.ravel()


def lend_a_right_target(submission, reference):
    """Where the submission's target is wrong: that is charged above, and says nothing of the samples."""
    x = np.random.default_rng(0).uniform(-1, 1, (9, 2)) * np.repeat([10.0, 2.5], [3, 6])[:, None]
    try:
        assert_close(submission.target(x.copy()), surface(x)[:, None], rtol=PRECISION)
    except Exception:
        submission.using(target=reference.target)


def noise_of(submission, seed, **settings):
    """The noise in y."""
    x, y = samples_of(submission, DRAWS, seed, **settings)
    return y - surface(x)


@about("make_data")
@points(0.5)
def test_inputs_are_uniform(submission, reference, rng):
    """x₁ and x₂ are uniform on [−10, 10], and have nothing to do with each other.

    ja: x₁ と x₂ は [−10, 10] の一様分布に従い、互いに独立です。
    """
    seed = int(rng.integers(2**32))

    lend_a_right_target(submission, reference)
    x, _ = samples_of(submission, DRAWS, seed)
    if np.abs(x).max() > 10 or len(np.unique(x)) < 1.9 * DRAWS:  # of 8,000 float32 numbers a few may be equal
        fail(
            "All numbers in x must lie in [−10, 10] and hardly ever repeat.",
            "x の数はすべて [−10, 10] の中にあり、同じ値はほとんど現れないはずです。",
        )
    for column in (0, 1):
        assert_distribution(x[:, column], uniform_cdf(-10.0, 10.0), what=f"x[:, {column}]")
    # 5 standard deviations: right code is beyond once in 1.7 million
    if abs(float(np.corrcoef(x.T)[0, 1])) > 5 / np.sqrt(DRAWS):
        fail("x₁ and x₂ must be independent.", "x₁ と x₂ は独立のはずです。")


@about("make_data")
@points(0.5)
def test_noise_is_uniform(submission, reference, rng):
    """y − target(x) is uniform on [−0.01, 0.01], drawn for each sample.

    ja: y − target(x) は [−0.01, 0.01] の一様分布に従い、サンプルごとに生成されます。
    """
    seed = int(rng.integers(2**32))

    lend_a_right_target(submission, reference)
    noise = noise_of(submission, seed)
    assert_distribution(noise, uniform_cdf(-0.01, 0.01), what="y − target(x)")
    if np.ptp(noise) > 0.02 + 1e-5:  # y in float32 is right to 1e-6
        fail("The noise must stay within [−0.01, 0.01].", "雑音は [−0.01, 0.01] の範囲のはずです。")


@about("make_data")
@points(0.25)
def test_noise_follows_its_argument(submission, reference, rng):
    """With noise=0.5 the noise reaches up to 0.5, and with noise=0 there is none.

    ja: noise=0.5 なら雑音は最大で 0.5、noise=0 なら雑音はありません。
    """
    seed = int(rng.integers(2**32))

    lend_a_right_target(submission, reference)
    for amplitude in (0.5, 2.0):
        largest = float(np.abs(noise_of(submission, seed, noise=amplitude)).max())
        if not 0.9 * amplitude < largest < 1.1 * amplitude:  # of 4,000 draws the largest is below with 1e-183
            fail(
                f"With noise={amplitude} the largest difference between y and target(x) is {largest:.3g}.",
                f"noise={amplitude} のとき、y と target(x) の差の最大値が {largest:.3g} でした。",
            )
    assert_close(noise_of(submission, seed, noise=0.0), np.zeros(DRAWS), what="y − target(x), noise=0", atol=1e-5)


@about("make_data")
@points(0.25)
def test_samples_come_from_the_generator(submission, reference, rng):
    """The same state of rng gives the same samples, another state gives others.

    ja: rng の状態が同じなら同じサンプルに、違えば別のサンプルになります。
    """
    seeds = rng.integers(2**32, size=2)

    lend_a_right_target(submission, reference)
    first, again, other = (samples_of(submission, 6, int(seed), noise=1.0) for seed in (*seeds[[0, 0]], seeds[1]))
    for name, a, b, c in zip("xy", first, again, other, strict=True):
        if not np.array_equal(a, b) or np.mean(a == c) > 0.5 or not np.all(np.isfinite(a)):
            fail(
                f"{name} is not drawn from rng: the same state must give the same {name}, another state others.",
                f"{name} が rng から作られていません。状態が同じなら同じ値に、違えば別の値になるはずです。",
            )


# --- the net ---


@points(0.25)
def test_initial_parameters(submission, rng):
    """Each W is drawn from rng with the variance 2/n_in, each b is 0, and nets share nothing with each other.

    ja: W はどれも rng から分散 2/n_in で生成され、b は 0 です。ネットどうしは何も共有しません。
    """
    sizes, seeds = (300, 120, 60, 1), rng.integers(2**32, size=2)
    nets = [submission.RegressionNet(sizes, np.random.default_rng(seed)) for seed in (*seeds[[0, 0]], seeds[1])]
    first, again, other = (net.params for net in nets)
    shapes = {key: np.shape(value) for key, value in first.items()}
    expected = {"W1": (300, 120), "b1": (120,), "W2": (120, 60), "b2": (60,), "W3": (60, 1), "b3": (1,)}
    if shapes != expected:
        fail(
            f"For sizes {sizes} params should hold {expected}; it holds {shapes}.",
            f"sizes が {sizes} のとき、params は {expected} のはずですが、{shapes} でした。",
        )
    for i in (1, 2, 3):
        assert_close(first[f"b{i}"], np.zeros(sizes[i]), what=f"b{i}", atol=1e-12)
        w, repeated, another = (np.asarray(params[f"W{i}"]) for params in (first, again, other))
        if not np.array_equal(w, repeated) or np.any(w == another):
            fail(
                f"W{i} is not drawn from rng: the same state must give the same weights, another state others.",
                f"W{i} が rng から作られていません。状態が同じなら同じ重みに、違えば別の重みになるはずです。",
            )
        if i < 3:  # 60 numbers say little
            assert_variance(w, 2 / sizes[i - 1], what=f"W{i}")
    kept = {key: np.array(value) for key, value in first.items()}
    submission.RegressionNet(sizes, np.random.default_rng(0))
    now = nets[0].params
    if len(now) != 6 or not all(np.array_equal(now[key], value) for key, value in kept.items()):
        fail(
            "Making another net changes the params of a net that is there already: each needs its own.",
            "別のネットを作ると、すでにあるネットの params が変わります。ネットごとに別のものが必要です。",
        )


@about("RegressionNet.predict")
@points(0.5)
@pytest.mark.parametrize("case", CASES)
def test_predict(submission, reference, rng, case):
    """predict(x) goes through all layers, has the shape (N, 1), and is the same whatever was asked before.

    ja: predict(x) はすべての層を通した出力です。形は (N, 1) で、それまでに何を計算していても同じです。
    """
    params, x, _ = problem(reference, rng, CASES[case], 6)
    expected = NETS.net_with(reference, "", params).predict(x)
    net, given = NETS.net_with(submission, "", params), x.copy()
    for sizes in (CASES[case], (2, 3, 1)):  # others do not matter
        submission.RegressionNet(sizes, np.random.default_rng(1)).predict(x + 0.5)
    net.predict(x - 0.5)
    assert_close(net.predict(given), expected, what="predict(x)", rtol=PRECISION)
    assert_unchanged(given, x, what=("x after predict(x)", "predict(x) のあとの x"))


@about("RegressionNet.loss")
@points(0.5)
@pytest.mark.parametrize("n", [6, 5])
def test_loss(submission, reference, rng, n):
    """loss(x, t) is 1/(2N) Σ (y − t)².

    ja: loss(x, t) は 1/(2N) Σ (y − t)² です。
    """
    problem_of_n = problem(reference, rng, CASES["two hidden layers"], n)
    net_checks.check_loss(submission, reference, NETS, "", problem_of_n, half_squared_error, "", {"N": n})
    params, x, t = problem_of_n
    fresh, used = (NETS.net_with(submission, "", params) for _ in range(2))
    used.loss(x + 0.5, t.copy())
    first, again = (net.loss(x.copy(), t.copy()) for net in (fresh, used))
    assert_close(again, first, what=("loss(x, t), the second time", "2 回目の loss(x, t)"), rtol=1e-6)


@about("RegressionNet.gradient")
@points(1, shares=True)
@pytest.mark.parametrize("case", CASES)
def test_gradient(submission, reference, rng, case):
    """gradient(x, t) holds the gradients of all parameters for these x and t, whatever was asked before.

    ja: gradient(x, t) は、それまでに何を計算していても、渡した x と t についての、すべてのパラメータの勾配です。
    """
    sizes = CASES[case]
    params, x, t = problem(reference, rng, sizes, 6)

    def the_second_time(net, x, t):
        net.gradient(x + 0.5, t)
        net.predict(x[:3] - 0.5)
        return net.gradient(x, t)

    keys, known = list(params), {"N": 6}
    net_checks.check_gradients(submission, reference, NETS, "", (params, x, t), keys, known, the_second_time)


@about("RegressionNet.loss", "RegressionNet.gradient")
@points(0.25)
def test_nothing_is_modified(submission, reference, rng):
    """loss and gradient leave x, t and the parameters alone.

    ja: loss と gradient は、x、t、パラメータを書き換えません。
    """
    params, x, t = problem(reference, rng, CASES["two hidden layers"], 6)
    ours = NETS.net_with(reference, "", params)
    right, expected = ours.gradient(x, t), ours.loss(x, t)

    def check():
        net, given = NETS.net_with(submission, "", params), copies((x, t))
        loss, gradient = net.loss(*given), by_our_names(net.gradient(*given), params)
        net_checks.check_arguments(given, (x, t), "loss or gradient")
        for key, value in by_our_names(net.params, params).items():
            assert_unchanged(
                value,
                params[key],
                what=(f'params["{key}"] after loss and gradient', f'loss、gradient のあとの params["{key}"]'),
            )
        results = {(f"the gradient of {key}", f"{key} の勾配"): (gradient[key], right[key]) for key in params}
        assert_mostly_at_work({**results, "loss(x, t)": (loss, expected)}, rtol=PRECISION)

    net_checks.with_right_predictions(submission, reference, NETS, "", (params, x, t), check)


# --- fit ---


def check_training(submission, reference, seed, n, hidden, settings, given):
    """Losses and predictions of fit are those of a right training that begins with the same parameters."""
    x, y = samples(n, 3)
    like = drawn(reference, hidden)
    fit_checks.lend_net(submission, reference, NETS, "", like)
    start = start_of(submission, x, y, seed, like, **given)
    after_the_net = after_drawing(submission, seed, hidden)
    expected, trained = follow(reference, x, y, after_the_net, start, **settings)
    losses, after = run(submission, x, y, seed, like, **given)
    assert_close(losses, expected, what='history["loss"]', rtol=PRECISION, known={"N": n})
    grid = np.random.default_rng(0).uniform(-10, 10, (9, 2))
    got = NETS.net_with(reference, "", after).predict(grid)
    assert_close(
        got, trained.predict(grid), what=("the predictions of the trained net", "学習後のネットの予測"), rtol=1e-4
    )


@points(0.5)
def test_fit_with_a_single_batch(submission, reference, rng):
    """With batch_size = N an epoch is one step of Adam on all samples, whatever their order; x and y stay as they are.

    ja: batch_size = N なら、1 エポックは全サンプルでの Adam 1 ステップです。順番は影響しません。
    """
    settings = {"learning_rate": 0.02, "batch_size": 58, "epochs": 6}
    given = {"hidden": HIDDEN, **settings}
    check_training(submission, reference, int(rng.integers(2**32)), 58, HIDDEN, settings, given)


@points(1)
def test_fit_with_mini_batches(submission, reference, rng):
    """58 samples in batches of 19: four steps per epoch, the last with one sample, in the order that rng gives.

    ja: 58 サンプルを 19 個ずつに分けます。1 エポックは 4 ステップ（最後は 1 サンプル）で、順番は rng で決まります。
    """
    settings = {"learning_rate": 0.01, "batch_size": 19, "epochs": 5}
    given = {"hidden": HIDDEN, **settings}
    check_training(submission, reference, int(rng.integers(2**32)), 58, HIDDEN, settings, given)


@points(0.5)
def test_fit_by_default(submission, reference, rng):
    """By default the hidden layers have 32 and 16 units, the rate is 0.001, and a batch has 100 samples.

    ja: 省略時は、隠れ層が 32 と 16 ユニット、学習率が 0.001、1 バッチが 100 サンプルです。
    """
    settings = {"learning_rate": 0.001, "batch_size": 100, "epochs": 3}
    check_training(submission, reference, int(rng.integers(2**32)), 230, (32, 16), settings, {"epochs": 3})
