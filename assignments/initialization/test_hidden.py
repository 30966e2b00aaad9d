"""Hidden checks of the initial weights.

All of them are statistical, and none depends on how the random numbers are drawn: right code is rejected less
than once in a million times. n_in and n_out are far apart and large, so that the rules can be told from each other.
"""

from functools import cache

import numpy as np
import pytest

from autograder.testing import assert_distribution, assert_mean, assert_variance, fail, normal_cdf, points

SIZES = ((300, 500), (400, 90))  # n_in, n_out
SPREADS = ((5, 80, 150), (1, 400, 200))  # layers, width and samples of the nets whose spread is compared
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
            measured=float(beyond.mean()),
            low=0.04,
            high=0.051,
        )
    assert_distribution(
        w[:16] / std, normal_cdf(1.0), what=(f"{name}, divided by its standard deviation", f"標準偏差で割った {name}")
    )


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


def weights(name):
    """Draws a small weight matrix with the function called name."""
    return lambda submission, rng: draw(submission, name, 5, 4, rng)


def stds(submission, rng):
    """activation_stds of a small net: finite numbers; how many they are has checks of its own."""
    got = np.asarray(submission.activation_stds(he, "tanh", 4, 3, 5, rng), dtype=float)
    if got.ndim != 1 or len(got) < 4 or not np.all(np.isfinite(got)):
        fail(
            f"For 4 layers activation_stds should be 4 numbers; it is {got.tolist()}.",
            f"4 層なら、activation_stds は 4 個の数のはずですが、{got.tolist()} でした。",
        )
    return got


DRAWS = {"he_normal": weights("he_normal"), "glorot_normal": weights("glorot_normal"), "activation_stds": stds}


@points(1.5, shares=True)
@pytest.mark.parametrize("name", DRAWS)
def test_all_draws_come_from_the_generator(submission, rng, name):
    """All draws come from rng: the same state gives the same numbers, a generator in use gives new ones.

    ja: 乱数はすべて rng から生成します。状態が同じなら同じ値に、続けて使えば別の値になります。
    """
    seeds = rng.integers(2**32, size=8)
    used = np.random.default_rng(seeds[0])
    first, *others = (DRAWS[name](submission, used) for _ in range(4))  # clipped weights may once be the same
    again = DRAWS[name](submission, np.random.default_rng(seeds[0]))
    repeated = any(np.array_equal(first, other) for other in others)
    if repeated or not np.array_equal(first, again) or np.any(np.all(np.equal(others, first), axis=0)):
        fail(
            f"{name} does not draw from rng: two generators of the same state must give the same numbers, "
            "and two calls with one generator different ones.",
            f"{name} の乱数が rng から生成されていません。同じ状態の rng からは同じ値が、"
            "1 つの rng を続けて使えば別の値が得られるはずです。",
        )
    if name == "activation_stds":
        check_parts_of_stds(submission, seeds)


def check_parts_of_stds(submission, seeds):
    """The input and the weights of activation_stds both depend on the state of rng.

    Where tanh saturates, h is the sign of x times that of w: its spread shows how many x are positive, whatever w is.
    Of 200 the same number is positive in eight runs once in 10⁶ times. Where tanh is the identity, the spreads of
    two layers of one unit are |w| apart, whatever x is.
    """
    inputs = [saturated(submission, 1, 1, 200, np.random.default_rng(seed)) for seed in seeds]
    weights = [ratios(submission, np.random.default_rng(seed)) for seed in seeds[:2]]
    for en, ja, same in (
        ("input", "入力", np.min(inputs) > 1e-9 and np.max(inputs) < 1 - 1e-9 and np.ptp(inputs) < 1e-9),
        ("weights", "重み", np.ptp(weights[0]) > 1e-3 and np.any(np.isclose(*weights, rtol=1e-4, atol=0))),
    ):
        if same:
            fail(
                f"In activation_stds the {en} must come from rng: with rngs of different states it is the same.",
                f"activation_stds の{ja}は rng から生成します。状態の違う rng でも同じになっています。",
            )


# --- How widely activations are spread ---


def he(n_in, n_out):
    return float(np.sqrt(2 / n_in))


def small(n_in, n_out):
    return 0.5 / float(np.sqrt(n_in))


def one(n_in, n_out):
    return 1.0


def huge(n_in, n_out):
    return 1e6


def saturated(submission, n_layers, width, n_samples, rng):
    """activation_stds where every tanh is ±1."""
    return np.asarray(submission.activation_stds(huge, "tanh", n_layers, width, n_samples, rng), dtype=float)


def ratios(submission, rng, n_layers=4, sigma=0.05):
    """|w| / σ of all layers but the first, in a net of single units.

    With small weights tanh is the identity: the spread of a layer is |w| times that of the one before.
    """
    got = submission.activation_stds(lambda n_in, n_out: sigma, "tanh", n_layers, 1, 40, rng)
    with np.errstate(all="ignore"):
        return np.divide(got[1:], got[:-1]) / sigma


@cache
def spread_of(reference, rule, activation, sizes):
    """Mean and standard deviation of log(activation_stds) over runs of the reference, each (n_layers,)."""
    seeds = range(RUNS)
    runs = [np.log(reference.activation_stds(rule, activation, *sizes, np.random.default_rng(s))) for s in seeds]
    return np.mean(runs, axis=0), np.std(runs, axis=0, ddof=1)


def check_stds(submission, reference, rng, rule, activation):
    """The submission's runs lie among those of the reference: within 12 of their standard deviations, at least 3 %.

    In 6,000 further runs of the reference no layer used more than half of that; it is at least nine of their own
    standard deviations, and their logarithms are close to normal (kurtosis 2.8 to 3.3). A single wide layer is known
    to 6 %.
    """
    for sizes in SPREADS:
        mean, std = spread_of(reference, rule, activation, sizes)
        got = np.asarray(submission.activation_stds(rule, activation, *sizes, rng), dtype=float)
        if got.shape != mean.shape:
            fail(
                f"activation_stds has shape {got.shape}, expected {mean.shape}: one number for each layer.",
                f"activation_stds の形が {got.shape} です。層ごとに 1 つ、{mean.shape} のはずです。",
            )
        if len(got) > 1 and np.ptp(got) == 0:
            fail(
                f"All layers have the same standard deviation, {got[0]:.4g}: it must be that of their activations.",
                f"すべての層の標準偏差が同じ値（{got[0]:.4g}）です。各層の活性の標準偏差を求めてください。",
            )
        low, high = (np.exp(mean + side * np.maximum(12 * std, 0.03)) for side in (-1, 1))
        for layer, (value, least, most) in enumerate(zip(got, low, high, strict=True), start=1):
            if not least <= value <= most:
                fail(
                    f'The standard deviation of layer {layer} with "{activation}" is {value:.4g}, which is not right.',
                    f'"{activation}" の第 {layer} 層の標準偏差が {value:.4g} です（正しくありません）。',
                    accepted=[float(least), float(most)],
                )


def check_sizes(submission, rng):
    """activation_stds gives a number for each layer, and asks sigma_rule about width and width."""
    asked = set()

    def rule(n_in, n_out):
        asked.add((int(n_in), int(n_out)))
        return 0.05

    got = np.asarray(submission.activation_stds(rule, "tanh", 4, 7, 40, rng), dtype=float)
    if got.shape != (4,) or not np.all((got > 0) & (got < np.inf)):
        fail(
            f"For 4 layers activation_stds should be 4 positive numbers; it is {got.tolist()}.",
            f"4 層なら、activation_stds は 4 個の正の数のはずですが、{got.tolist()} でした。",
        )
    if asked != {(7, 7)}:
        fail(
            f"Call sigma_rule(width, width): for a width of 7 its arguments were {sorted(asked)}.",
            f"sigma_rule(width, width) として呼び出してください。width が 7 のとき、引数が {sorted(asked)} でした。",
        )


@points(0.5)
def test_each_layer_draws_new_weights(submission, rng):
    """In activation_stds each layer has normal weights of its own, with the σ of sigma_rule(width, width).

    ja: activation_stds では、層ごとに新しい重みを、σ が sigma_rule(width, width) の正規分布から生成します。
    """
    check_sizes(submission, generator(rng))
    own = ratios(submission, generator(rng), sigma=0.005)  # so small that tanh is the identity to 1e-6
    if np.ptp(own) < 1e-4 * own.max():  # three are as close as that about once in 10⁸ times
        fail(
            "All layers have the same weights: draw a new matrix for each.",
            "すべての層の重みが同じです。層ごとに新しい行列を生成してください。",
        )
    # The largest of 300 uniform numbers is twice their median; of normal ones hardly ever less than 2.6 times.
    drawn = np.array([ratios(submission, generator(rng), 11, 0.3) for _ in range(30)])
    always_the_same = np.ptp(drawn, axis=0).max() < 1e-3  # charged where the generator is looked at
    if not always_the_same and np.max(drawn) < 2.6 * np.median(drawn):
        fail(
            "The weights of activation_stds are not normal: none is far larger than the others.",
            "activation_stds の重みが正規分布ではありません。ほかよりずっと大きい重みがありません。",
        )


@points(1.5)
def test_stds_with_tanh(submission, reference, rng):
    """With small weights and tanh the activations fade from layer to layer.

    ja: 小さな重みと tanh では、層が進むごとに活性がしぼんでいきます。
    """
    check_stds(submission, reference, rng, small, "tanh")
    # Where tanh saturates, half of all activations are 1 and half are −1, and three in a row have a smaller spread.
    for width, n_samples in ((3, 400), (1, 4000)):
        got = saturated(submission, 4, width, n_samples, generator(rng))
        if not np.all((got > 0.97) & (got < 1.001)):
            fail(
                "With huge weights every tanh is 1 or −1, and the standard deviation over all samples and units is "
                f"about 1; it is {got.tolist()}.",
                "重みが非常に大きいと、tanh の値はすべて 1 か −1 になり、すべてのサンプルとユニットについての標準偏差は"
                f"約 1 のはずですが、{got.tolist()} でした。",
            )
    # Of three it is 0 or √8/3 (with ddof=1, 1.15), of many about 1; a root mean square, exactly 1, is charged below.
    few = np.array([saturated(submission, 1, 1, 3, generator(rng))[0] for _ in range(3)])
    of_many = few[(few > 0.95) & (few < 1.1) & (np.abs(few - 1) > 1e-6)]
    if of_many.size:
        fail(
            f"With n_samples = 3 the standard deviation of three numbers, each 1 or −1, cannot be {of_many[0]:.4g}.",
            f"n_samples = 3 のとき、1 か −1 の数が 3 個なので、標準偏差が {of_many[0]:.4g} になることはありません。",
        )


@points(1.5)
def test_stds_with_relu(submission, reference, rng):
    """With He's rule and ReLU the activations keep their size; in a net of single units they soon are all 0.

    ja: He の規則と ReLU では、活性の大きさが保たれます。1 ユニットの層が続くと、すぐにすべて 0 になります。
    """
    check_stds(submission, reference, rng, he, "relu")
    # What a ReLU gives is not negative, so that a negative weight of the next layer ends it: of 20 nets some have one.
    nets = [submission.activation_stds(one, "relu", 8, 1, 20, generator(rng)) for _ in range(20)]
    last = min(float(np.asarray(net, dtype=float)[-1]) for net in nets)
    if last != 0:
        fail(
            "In a net of single units a ReLU after a negative weight gives 0 for all samples, and so do all layers "
            f"after it; in 20 such nets of yours no last layer has a standard deviation below {last:.4g}.",
            "1 ユニットの層が続くと、負の重みのあとの ReLU は全サンプルで 0 になり、それ以降の層も 0 になります。"
            f"このようなネット 20 個で、最後の層の標準偏差が {last:.4g} より小さいものがありません。",
        )


@points(2)
def test_stds_with_sigmoid(submission, reference, rng):
    """With σ = 1 and the sigmoid nearly all activations are near 0 or 1.

    ja: σ = 1 とシグモイドでは、ほとんどの活性が 0 か 1 の近くになります。
    """
    check_stds(submission, reference, rng, one, "sigmoid")
