"""Hidden checks of scalar back-propagation and of the gradient norms of deep nets.

The formulas are tried at random points of both signs. The norms are random, and any way of drawing is right, so they
are compared as distributions: the mean over many nets must be one that the reference could have had. A right
submission fails such a check less than once in a million.
"""

import functools
import math

import numpy as np

from autograder.testing import (
    EnsembleBand,
    about,
    after,
    assert_close,
    assert_gradient,
    assert_in_ensemble,
    assert_rate,
    away_from_kinks,
    compare,
    fail,
    points,
)

POINTS = 4
PRECISION = 1e-4  # a float32 inside is right to this precision: up to 16 powers are multiplied
DEPTH, WIDTH, NETS, REFERENCE_NETS = 6, 40, 24, 300


# By what it is called: from x, w2 and w3 the loss as a function of one quantity on the way, and where that is.
LOSSES = {
    "delta2": lambda x, w2, w3: (lambda u2: (w3 * u2**2) ** 4, w2 * x**2),
    "delta3": lambda x, w2, w3: (lambda u3: u3**4, w3 * (w2 * x**2) ** 2),
    "∂L/∂w2": lambda x, w2, w3: (lambda w2: (w3 * (w2 * x**2) ** 2) ** 4, w2),
    "∂L/∂w3": lambda x, w2, w3: (lambda w3: (w3 * (w2 * x**2) ** 2) ** 4, w3),
}


def draw(rng):
    """x, w2 and w3 of both signs, with 0.7 < |number| < 1.3: x¹⁶ stays of moderate size."""
    return tuple(float(away_from_kinks(rng, margin=0.7, most=1.3)) for _ in range(3))


def followed(submission, reference, values, what):
    """What is right for the submission's own values on the way, and its own deltas."""
    right = reference.forward(*values)
    own = numbers_of(lambda: [submission.forward(*values)[key] for key in right])
    ways = [right] if own is None else [right, dict(zip(right, own, strict=True))]
    if what == "delta3":
        return [4 * v["y_hat"] * v["u3"] for v in ways[1:]]
    deltas = numbers_of(lambda: submission.deltas(*values))
    if deltas is None or len(deltas) != 2:
        return []
    delta2, delta3 = deltas
    if what == "delta2":
        after = [delta3, *(4 * v["y_hat"] * v["u3"] for v in ways)]
        return [delta * values[2] * 2 * v["u2"] for delta in after for v in ways]
    return [delta2 * v["h1"] if what == "∂L/∂w2" else delta3 * v["h2"] for v in ways]


def numbers_of(results):
    """The numbers of what a submission returns; None where it raises, or where one is 0 or no number."""
    try:
        found = [float(result) for result in results()]
    except Exception:
        return None
    return found if all(math.isfinite(number) and number != 0 for number in found) else None


def check_one_of_two(submission, reference, rng, name, which, what):
    """One of the two results of deltas or gradients, at several points: the slope of the loss.

    Where it is wrong, and so is what it stands on, that is lent: it has a check of its own.
    """
    draws = [draw(rng) for _ in range(POINTS)]
    premises = ["forward"] if name == "deltas" else ["forward", "deltas"]

    def check(follow):
        check_slopes(submission, reference, draws, name, which, what, follow)

    try:
        check(follow=True)
        return
    except Exception:
        if all(is_right(submission, reference, premise, draws) for premise in premises):
            raise
    submission.using(**{premise: getattr(reference, premise) for premise in premises})
    check(follow=False)


def is_right(submission, reference, name, draws):
    """Whether a function of the submission gives at all points what the reference's does."""
    try:
        for values in draws:
            assert_close(getattr(submission, name)(*values), getattr(reference, name)(*values), rtol=PRECISION)
    except Exception:
        return False
    return True


def check_slopes(submission, reference, draws, name, which, what, follow):
    """The slope of the loss at these points; or what follows from the submission's own values before it."""
    followed_sizes = []
    for values in draws:
        loss, at = LOSSES[what](*values)
        formula = getattr(reference, name)(*values)[which]
        got = getattr(submission, name)(*values)
        if not isinstance(got, tuple | list | np.ndarray) or len(got) != 2:
            fail(f"{name} must return two numbers.", f"{name} は 2 つの数を返す必要があります。")
        own = followed(submission, reference, values, what) if follow else []
        if any(compare(got[which], number, rtol=PRECISION) is None for number in own):
            followed_sizes.append(round(abs(float(got[which])), 9))
            continue  # right for what this submission computes before it, which is charged there
        assert_gradient(got[which], of=loss, at=at, reference_gradient=formula, what=what, rtol=PRECISION)
    if len(set(followed_sizes)) < len(followed_sizes):
        fail(f"{what} must depend on x and the weights.", f"{what} は x と重みによって変わるはずです。")


def log_norms(module, activation, nets, rng):
    """log ‖∂L/∂W‖, one row for each of several nets."""
    rows = []
    for seed in rng.integers(2**32, size=nets):
        norms = module.weight_gradient_norms(activation, DEPTH, WIDTH, np.random.default_rng(seed))
        norms = np.asarray(norms, dtype=float)
        if norms.shape != (DEPTH,) or not (np.isfinite(norms).all() and (norms > 0).all()):
            fail(
                f"For depth={DEPTH} there must be {DEPTH} positive norms; weight_gradient_norms gave {norms.tolist()}.",
                f"depth={DEPTH} なら正のノルムが {DEPTH} 個のはずですが、{norms.tolist()} でした。",
            )
        rows.append(np.log(norms))
    return np.array(rows)


def rates(logs):
    """The slope of log ‖∂L/∂W‖ from layer to layer, for each net: a line fitted to the logarithms."""
    return np.polynomial.polynomial.polyfit(np.arange(DEPTH), logs.T, 1)[1]


@functools.cache
def bands(reference, activation):
    """The reference's decay rates and mean levels over many nets.

    In 2,000 further draws of NETS nets the means used at most 78 % of the intervals, which reach to five of their
    standard deviations.
    """
    logs = log_norms(reference, activation, REFERENCE_NETS, np.random.default_rng(20261121))
    slopes, levels = rates(logs), logs.mean(axis=1)
    nets = range(REFERENCE_NETS)
    return EnsembleBand.from_reference(slopes.__getitem__, nets), EnsembleBand.from_reference(levels.__getitem__, nets)


@points(3)
def test_values_on_the_way(submission, reference, rng):
    """forward returns h1, u2, h2, u3 and y_hat, each computed from the one before it.

    ja: forward は h1、u2、h2、u3、y_hat を、前の値から順に計算して返します。
    """
    for _ in range(POINTS):
        values = draw(rng)
        expected = {key: value for key, value in reference.forward(*values).items() if key != "loss"}
        assert_close(submission.forward(*values), expected, what="forward(x, w2, w3)", rtol=PRECISION)


@points(1)
def test_loss(submission, reference, rng):
    """The loss is L = ŷ², with the y_hat that forward itself returns.

    ja: 損失は L = ŷ² です（forward 自身が返す y_hat の 2 乗）。
    """
    seen = set()
    for _ in range(POINTS):
        values = draw(rng)
        right = reference.forward(*values)["loss"]
        got = submission.forward(*values)
        y_hat = got["y_hat"]
        if not isinstance(y_hat, float | int | np.ndarray | np.number) or np.ndim(y_hat) != 0:
            fail("y_hat must be a number.", "y_hat は 1 つの数でなければなりません。")
        own = float(y_hat) ** 2 if np.isfinite(y_hat) and y_hat else right
        assert_close(got["loss"], own, what="loss", rtol=PRECISION)
        seen.add(float(y_hat))
    if len(seen) < POINTS:
        fail("y_hat must depend on x and the weights.", "y_hat は x と重みによって変わるはずです。")


@points(2)
@about("deltas")
def test_delta3(submission, reference, rng):
    """deltas returns ∂L/∂u3 second: through ŷ = f(u3) and L = ŷ².

    ja: deltas が返す 2 つ目は、ŷ = f(u3) と L = ŷ² を通した ∂L/∂u3 です。
    """
    check_one_of_two(submission, reference, rng, "deltas", 1, "delta3")


@points(3)
@about("deltas")
def test_delta2(submission, reference, rng):
    """deltas returns ∂L/∂u2 first: one layer further down than ∂L/∂u3.

    ja: deltas が返す 1 つ目は ∂L/∂u2 で、∂L/∂u3 より 1 つ手前の層のものです。
    """
    check_one_of_two(submission, reference, rng, "deltas", 0, "delta2")


@points(2)
@about("gradients")
def test_gradient_w3(submission, reference, rng):
    """gradients returns ∂L/∂w3 second.

    ja: gradients が返す 2 つ目は ∂L/∂w3 です。
    """
    check_one_of_two(submission, reference, rng, "gradients", 1, "∂L/∂w3")


@points(3)
@about("gradients")
def test_gradient_w2(submission, reference, rng):
    """gradients returns ∂L/∂w2 first.

    ja: gradients が返す 1 つ目は ∂L/∂w2 です。
    """
    check_one_of_two(submission, reference, rng, "gradients", 0, "∂L/∂w2")


@points(1.5)
def test_sigmoid_decay_rate(submission, reference, rng):
    """With sigmoid, ‖∂L/∂W‖ falls from layer to layer towards the input, as fast as the slope of the sigmoid makes it.

    ja: sigmoid では、‖∂L/∂W‖ が入力側の層ほど小さくなります。その速さはシグモイドの傾きで決まります。
    """
    band, _ = bands(reference, "sigmoid")
    got = rates(log_norms(submission, "sigmoid", NETS, rng))
    assert_in_ensemble(got, band, what=("slope of log ‖∂L/∂W‖ (sigmoid)", "log ‖∂L/∂W‖ の傾き（sigmoid）"))


@points(1.5)
def test_relu_decay_rate(submission, reference, rng):
    """With ReLU, ‖∂L/∂W‖ hardly changes from layer to layer.

    ja: ReLU では、‖∂L/∂W‖ は層ごとにほとんど変わりません。
    """
    band, _ = bands(reference, "relu")
    got = rates(log_norms(submission, "relu", NETS, rng))
    assert_in_ensemble(got, band, what=("slope of log ‖∂L/∂W‖ (relu)", "log ‖∂L/∂W‖ の傾き（relu）"))


@points(1.5)
@after(test_sigmoid_decay_rate, test_relu_decay_rate)
def test_size_of_the_norms(submission, reference, rng):
    """The norms themselves have the right size, also for L = ½ Σ h² and the given variances.

    ja: ノルムの大きさそのものも、L = ½ Σ h² と指定された分散のとおりです。
    """
    for activation in ("sigmoid", "relu"):
        _, band = bands(reference, activation)
        got = log_norms(submission, activation, NETS, rng).mean(axis=1)
        assert_in_ensemble(
            got, band, what=(f"mean of log ‖∂L/∂W‖ ({activation})", f"log ‖∂L/∂W‖ の平均（{activation}）")
        )


# Nets of a single unit in each layer. An input of ones moves the mean level of a sigmoid by 0.51 of its standard
# deviations (400,000 draws); of 400 against 2,000 nets, 0.27 may be chance, and their mean moves by 0.05.
RELU_UNITS, SIGMOID_UNITS, REFERENCE_UNITS = 200, 400, 2000
LARGEST_NORM = 2.0  # |x| h²(1 − h) is at most 0.15 |x|; a slope of u(1 − u) goes beyond 10 in 400 nets


def tiny_norms(module, activation, depth, nets, rng):
    """‖∂L/∂W‖ of nets with one unit in each layer, one row for each."""
    rows = []
    for seed in rng.integers(2**32, size=nets):
        norms = module.weight_gradient_norms(activation, depth, 1, np.random.default_rng(seed))
        norms = np.asarray(norms, dtype=float)
        if norms.shape != (depth,) or not (norms >= 0).all():
            fail(
                f"For depth={depth} and width=1 there must be {depth} norms; there are {norms.tolist()}.",
                f"depth={depth}、width=1 ならノルムは {depth} 個のはずですが、{norms.tolist()} でした。",
            )
        rows.append(norms)
    return np.array(rows)


@functools.cache
def tiny_band(reference):
    """The reference's mean level of one sigmoid."""
    levels = np.log(tiny_norms(reference, "sigmoid", 1, REFERENCE_UNITS, np.random.default_rng(20261127)))[:, 0]
    return EnsembleBand.from_reference(levels.__getitem__, range(REFERENCE_UNITS))


@points(1)
def test_nets_of_single_units(submission, reference, rng):
    """With one unit in each layer: x is normal, every layer has its own W, and the last layer has its activation, too.

    ja: 各層のユニットが 1 個のネットワークでも同じです。x は正規分布に従い、W は層ごとに別です。
    最後の層にも活性化関数があります。
    """
    norms = tiny_norms(submission, "relu", 2, RELU_UNITS, rng)
    alive = norms[:, 1] > 0  # both layers have to let the signal pass, each does so for half of the draws
    assert_rate(
        alive,
        0.25,
        what=(
            "share of nets with two ReLU units that have a gradient",
            "ReLU 2 個のネットのうち、勾配があるものの割合",
        ),
    )
    ratios = norms[alive, 0] / norms[alive, 1]  # |w2| / |w1|
    if np.all(np.abs(ratios - 1) < 1e-3):
        fail(
            "With one ReLU unit in each layer the norms of both layers are always the same: "
            "each layer should have weights of its own.",
            "各層の ReLU ユニットが 1 個のとき、2 つの層のノルムがいつも同じです。重みは層ごとに別のはずです。",
        )
    sigmoid = tiny_norms(submission, "sigmoid", 1, SIGMOID_UNITS, rng)[:, 0]
    if (largest := float(sigmoid.max())) > LARGEST_NORM:
        fail(
            f"One sigmoid unit has a gradient of norm {largest:.3g}: its slope is at most 1/4, so it cannot be.",
            f"シグモイドのユニットが 1 個のとき、勾配のノルムが {largest:.3g} になりました。傾きは 1/4 以下なので、"
            "これほど大きくはなりません。",
        )
    levels = np.log(np.maximum(sigmoid, 1e-300))
    assert_in_ensemble(
        levels, tiny_band(reference), what=("mean of log ‖∂L/∂W‖ (one sigmoid)", "log ‖∂L/∂W‖ の平均（sigmoid 1 個）")
    )


@points(0.5)
def test_norms_come_from_the_generator(submission, rng):
    """All draws come from rng, and there is one norm for each layer, whatever the depth.

    ja: 乱数はすべて rng から生成します。ノルムの数は、深さがいくつでも層の数と同じです。
    """
    for activation, depth in (("sigmoid", 1), ("relu", 3)):
        seeds = rng.integers(2**32, size=2)
        first, again, other = (
            np.asarray(submission.weight_gradient_norms(activation, depth, 30, np.random.default_rng(seed)))
            for seed in (seeds[0], seeds[0], seeds[1])
        )
        if first.shape != (depth,):
            fail(
                f"For depth={depth} the shape must be ({depth},); it is {first.shape}.",
                f"depth={depth} なら形は ({depth},) のはずですが、{first.shape} でした。",
            )
        assert_close(again, first, what="weight_gradient_norms(…)", rtol=0)
        if not np.isfinite(first).all() or np.any(first == other):
            fail(
                "The norms are the same for two different generators: they are not drawn from rng.",
                "異なる rng でもノルムが同じ値になります。rng から生成されていません。",
            )
