"""Hidden checks of the initial weights.

All of them are statistical, and none depends on how the random numbers are drawn: right code is rejected less
than once in a million times. n_in and n_out are far apart and large, so that the rules can be told from each other.
"""

from functools import cache

import numpy as np

from autograder.testing import assert_distribution, assert_mean, assert_variance, fail, normal_cdf, points

SIZES = ((300, 500), (400, 90))  # n_in, n_out
RUNS = 24  # of the reference, for the spread of the activations


def draw(submission, name, n_in, n_out, rng):
    """A weight matrix of the submission; its shape must be right."""
    w = np.asarray(getattr(submission, name)(n_in, n_out, rng), dtype=float)
    if w.shape != (n_in, n_out):
        fail(
            f"{name}({n_in}, {n_out}, rng) has shape {w.shape}, expected ({n_in}, {n_out}).",
            f"{name}({n_in}, {n_out}, rng) の形が {w.shape} です。({n_in}, {n_out}) のはずです。",
        )
    return w


def generator(rng):
    """A generator to be given away."""
    return np.random.default_rng(rng.integers(2**32))


def check_variance(submission, name, rng, right):
    """The variance of the weights is that of the rule called `right`."""
    for n_in, n_out in SIZES:
        rules = {
            "2/n_in": 2 / n_in,
            "2/n_out": 2 / n_out,
            "1/n_in": 1 / n_in,
            "1/n_out": 1 / n_out,
            "2/(n_in + n_out)": 2 / (n_in + n_out),
            "1/(n_in + n_out)": 1 / (n_in + n_out),
            "1": 1.0,
        }
        variance = rules.pop(right)
        rules["σ = " + right] = variance**2
        w = draw(submission, name, n_in, n_out, rng)
        assert_variance(w, variance, alternatives=rules, what=f"{name}({n_in}, {n_out}, rng)")


def check_distribution(submission, name, rng):
    """The weights are normal with mean 0, whatever their variance: that has a check of its own."""
    n_in, n_out = SIZES[0]
    w = draw(submission, name, n_in, n_out, rng)
    std = float(w.std())
    if not 0 < std < np.inf:
        fail(f"All weights of {name} are the same.", f"{name} の重みがすべて同じ値です。")
    assert_mean(w, 0.0, std, what=name)
    beyond = np.abs(w) > 2 * std  # 4.55 % of normal numbers; none where the tails are cut off, or of uniform ones
    if not 0.04 < beyond.mean() < 0.051:  # ten standard deviations, 0.00054 each for 150,000 weights
        fail(
            f"{name}: {beyond.mean():.2%} of the weights lie beyond 2 standard deviations; of normal ones 4.55 % do.",
            f"{name}:標準偏差の 2 倍より外側の重みが {beyond.mean():.2%} です。正規分布なら 4.55 % のはずです。",
        )
    assert_distribution(w[:16] / std, normal_cdf(1.0), what=f"{name}, divided by its standard deviation")


@points(3)
def test_he_variance(submission, rng):
    """The weights of he_normal have shape (n_in, n_out) and variance 2 / n_in.

    ja: he_normal の重みの形は (n_in, n_out)、分散は 2 / n_in です。
    """
    check_variance(submission, "he_normal", rng, "2/n_in")


@points(1)
def test_he_distribution(submission, rng):
    """The weights of he_normal are normal with mean 0.

    ja: he_normal の重みは平均 0 の正規分布に従います。
    """
    check_distribution(submission, "he_normal", rng)


@points(3)
def test_glorot_variance(submission, rng):
    """The weights of glorot_normal have shape (n_in, n_out) and variance 2 / (n_in + n_out).

    ja: glorot_normal の重みの形は (n_in, n_out)、分散は 2 / (n_in + n_out) です。
    """
    check_variance(submission, "glorot_normal", rng, "2/(n_in + n_out)")


@points(1)
def test_glorot_distribution(submission, rng):
    """The weights of glorot_normal are normal with mean 0.

    ja: glorot_normal の重みは平均 0 の正規分布に従います。
    """
    check_distribution(submission, "glorot_normal", rng)


@points(1)
def test_weights_are_drawn_from_the_generator(submission, rng):
    """The draws come from rng: the same state gives the same weights, a generator in use gives new ones.

    ja: 乱数は rng から生成します。状態が同じなら同じ重みに、続けて使えば別の重みになります。
    """
    seed = rng.integers(2**32)
    for name in ("he_normal", "glorot_normal"):
        generator = np.random.default_rng(seed)
        first, second = (draw(submission, name, 5, 4, generator) for _ in range(2))
        again = draw(submission, name, 5, 4, np.random.default_rng(seed))
        if not np.array_equal(first, again) or np.any(first == second):
            fail(
                f"{name} does not draw from rng: two generators of the same state must give the same weights, "
                "and two calls with one generator different ones.",
                f"{name} の重みが rng から生成されていません。同じ状態の rng からは同じ重みが、"
                "1 つの rng を続けて使えば別の重みが得られるはずです。",
            )


# --- How widely activations are spread ---


def he(n_in, n_out):
    return float(np.sqrt(2 / n_in))


def small(n_in, n_out):
    return 0.5 / float(np.sqrt(n_in))


def one(n_in, n_out):
    return 1.0


def tiny(n_in, n_out):
    return 1e-3


@cache
def spread_of(reference, rule, activation, sizes):
    """Mean and standard deviation of log(activation_stds) over runs of the reference, each (n_layers,)."""
    seeds = range(RUNS)
    runs = [np.log(reference.activation_stds(rule, activation, *sizes, np.random.default_rng(s))) for s in seeds]
    return np.mean(runs, axis=0), np.std(runs, axis=0, ddof=1)


def check_stds(submission, reference, rng, rule, activation):
    """The submission's run lies among those of the reference: within 12 of their standard deviations, at least 3 %.

    In 6,000 further runs of the reference no layer used more than half of that; it is at least nine of their own
    standard deviations, and their logarithms are close to normal (kurtosis 2.8 to 3.3).
    """
    sizes = (5, 80, 150)
    mean, std = spread_of(reference, rule, activation, sizes)
    got = np.asarray(submission.activation_stds(rule, activation, *sizes, rng), dtype=float)
    if got.shape != mean.shape:
        fail(
            f"activation_stds has shape {got.shape}, expected {mean.shape}: one number for each layer.",
            f"activation_stds の形が {got.shape} です。層ごとに 1 つ、{mean.shape} のはずです。",
        )
    if np.ptp(got) == 0:
        fail(
            f"All layers have exactly the same standard deviation, {got[0]:.4g}: it must be that of their activations.",
            f"すべての層の標準偏差がまったく同じ値（{got[0]:.4g}）です。各層の活性の標準偏差を求めてください。",
        )
    low, high = (np.exp(mean + side * np.maximum(12 * std, 0.03)) for side in (-1, 1))
    for layer, (value, least, most) in enumerate(zip(got, low, high, strict=True), start=1):
        if not least <= value <= most:
            fail(
                f'The standard deviation of layer {layer} with "{activation}" is {value:.4g}, which is not right.',
                f'"{activation}" の第 {layer} 層の標準偏差が {value:.4g} です（正しくありません）。',
                accepted=[float(least), float(most)],
            )


@points(0.5)
def test_each_layer_draws_new_weights(submission, rng):
    """In activation_stds each layer has weights of its own.

    ja: activation_stds では、層ごとに新しい重みを生成します。
    """
    # One unit and tiny weights: tanh is the identity, and the spread of a layer is |w| times that of the one before.
    # Three such ratios are equal to 1e-4 about once in 10⁸ times.
    stds = np.asarray(submission.activation_stds(tiny, "tanh", 4, 1, 500, generator(rng)), dtype=float)
    if stds.shape != (4,) or not np.all(stds > 0) or not np.all(np.isfinite(stds)):
        fail(
            f"For 4 layers of a single unit activation_stds should be 4 positive numbers; it is {stds.tolist()}.",
            f"1 ユニットの層が 4 つなら、activation_stds は 4 個の正の数のはずですが、{stds.tolist()} でした。",
        )
    ratios = stds[1:] / stds[:-1]
    if np.ptp(ratios) < 1e-4 * ratios.max():
        fail(
            "All layers have the same weights: draw a new matrix for each.",
            "すべての層の重みが同じです。層ごとに新しい行列を生成してください。",
        )


@points(1.5)
def test_stds_with_tanh(submission, reference, rng):
    """With small weights and tanh the activations fade from layer to layer.

    ja: 小さな重みと tanh では、層が進むごとに活性がしぼんでいきます。
    """
    check_stds(submission, reference, rng, small, "tanh")


@points(2)
def test_stds_with_relu(submission, reference, rng):
    """With He's rule and ReLU the activations keep their size.

    ja: He の規則と ReLU では、活性の大きさが保たれます。
    """
    check_stds(submission, reference, rng, he, "relu")


@points(2)
def test_stds_with_sigmoid(submission, reference, rng):
    """With σ = 1 and the sigmoid nearly all activations are near 0 or 1.

    ja: σ = 1 とシグモイドでは、ほとんどの活性が 0 か 1 の近くになります。
    """
    check_stds(submission, reference, rng, one, "sigmoid")
