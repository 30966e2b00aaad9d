"""Hidden checks of dropout.

Which entries are dropped is read off the zeros of forward, so that any way to draw them is right. No check uses
p = 0.5, where dropping and keeping are the same thing; no x is 0, but where the mask is known already. Random
behaviour is judged by tests that reject right code less than once in a million times.
"""

import itertools

import numpy as np
import pytest

from autograder.testing import (
    about,
    assert_at_work,
    assert_close,
    assert_distinct,
    assert_independent,
    assert_rate,
    assert_unchanged,
    assert_vjp,
    away_from_kinks,
    factor_of,
    fail,
    points,
)

RATES = (0.3, 0.8)
N, D = 40, 90  # so that no mask is all zeros or all ones, even if all rows or all columns share it
PRECISION = 1e-5  # a float32 inside is right to this precision


def generator(rng):
    """A generator to be given away."""
    return np.random.default_rng(rng.integers(2**32))


def kept_by(y, shape):
    """Where forward kept x, as 0 and 1: some entries, and not all of them."""
    y = np.asarray(y, dtype=float)
    kept = (y != 0).astype(float)
    if y.shape != shape or not 0 < kept.sum() < kept.size:
        fail(
            f"In training forward must return an array of shape {shape} in which some entries are 0 and some are not.",
            f"学習時の forward は、0 の要素と 0 でない要素の両方を含む、形 {shape} の配列を返す必要があります。",
        )
    return kept


def drop(layer, x):
    """What forward gives in training.

    Where training drops nothing and prediction does, the two are swapped: that is charged where they are checked.
    """
    y = layer.forward(x.copy(), train=True)
    if drops(y, x):
        return y
    prediction = layer.forward(x.copy(), train=False)
    return prediction if drops(prediction, x) else y


def drops(y, x):
    """Whether y is 0 at some places, and not at all, where x is not."""
    zeros = np.asarray(y) == 0
    return np.shape(zeros) == x.shape and bool(np.any(zeros & (x != 0))) and not np.all(zeros)


def drawn(layer, x):
    """By what forward multiplies x: at least it must be drawn. That it is 0 or 1 is charged above."""
    y = np.asarray(drop(layer, x), dtype=float)
    if y.shape == x.shape and np.all(y / x >= 0) and np.ptp(y / x) > 0:
        return y / x
    return kept_by(y, x.shape)


def trained(layer, rng, x):
    """Takes one step of forward in training; where x was kept, and the factor that it was multiplied by.

    A forward that raises or drops nothing is charged where it is checked: then the layer is given a mask, and there is
    no factor.
    """
    try:
        y = drop(layer, x)
        kept = kept_by(y, x.shape)
        return kept, factor_of(y, x * kept)
    except Exception:
        kept = rng.random(x.shape) >= 0.3
        layer.mask = kept.copy()
        return kept.astype(float), None


@points(1.5)
def test_training_keeps_an_entry_or_makes_it_zero(submission, rng):
    """In training every entry of the output is either 0 or the entry of x itself, without any factor.

    ja: 学習時の出力の各要素は、0 か、x の要素そのものです（倍率は掛けません）。
    """
    for p in RATES:
        x = away_from_kinks(rng, (N, D))
        y = submission.Dropout(p, generator(rng)).forward(x.copy())
        known = {"1/(1−p)": 1 / (1 - p), "1/p": 1 / p, "1−p": 1 - p, "p": p}
        assert_close(y, x * kept_by(y, x.shape), what=f"forward(x), p = {p}", rtol=PRECISION, known=known)


@points(1)
def test_share_of_zeros_is_p(submission, rng):
    """An entry becomes 0 with probability p.

    ja: 各要素は確率 p で 0 になります。
    """
    for p in RATES:
        x = away_from_kinks(rng, (1, 20_000))
        kept = kept_by(drop(submission.Dropout(p, generator(rng)), x), x.shape)
        assert_rate(1 - kept, p, what=(f"zeros of forward(x), p = {p}", f"forward(x) の 0 の割合、p = {p}"))
    x = away_from_kinks(rng, (N, D))
    zeros = np.asarray(drop(submission.Dropout(0.0, generator(rng)), x)) == 0
    share = 1 - kept.mean()  # of the last p: if p is used as the probability of keeping, that is charged above
    if zeros.shape != x.shape or (zeros.any() and abs(share - p) < 0.1):
        fail(
            f"With p = 0 nothing is dropped; forward made {int(zeros.sum())} of {x.size} entries 0.",
            f"p = 0 なら何も 0 になりませんが、forward では {x.size} 個のうち {int(zeros.sum())} 個が 0 でした。",
        )


@points(0.75)
def test_entries_are_dropped_independently(submission, rng):
    """Every sample has a mask of its own, and every unit is dropped or kept independently of the others.

    ja: マスクはサンプルごとに別々で、各要素はほかの要素と独立に 0 になります。
    """
    p = 0.3
    x = away_from_kinks(rng, (64, 200))
    zeros = np.asarray(drop(submission.Dropout(p, generator(rng)), x)) == 0
    kept_by(~zeros, x.shape)
    share = float(zeros.mean())  # which share is right has a check of its own
    near = min((p, 1 - p), key=lambda q: abs(q - share))
    assert_independent(
        zeros, near if abs(near - share) < 0.02 else share, what=("zeros of forward(x)", "forward(x) の 0 の位置")
    )
    # The number of zeros varies: that of 8 masks of 3600 entries is the same once in 10¹⁰ times.
    x = away_from_kinks(rng, (N, D))
    layer = submission.Dropout(p, generator(rng))
    masks = [kept_by(drop(layer, x), x.shape) for _ in range(8)]
    if np.ptp([mask.sum() for mask in masks]) == 0 and np.ptp(masks, axis=0).any():
        fail(
            f"8 masks all have {int(x.size - masks[0].sum())} zeros: decide for each entry on its own.",
            f"8 回とも 0 の個数が同じ({int(x.size - masks[0].sum())} 個)です。要素ごとに独立に決めてください。",
        )


@points(0.5)
def test_every_call_draws_a_new_mask(submission, rng):
    """Each forward in training draws a new mask, whatever the mask before was.

    ja: 学習時の forward は、呼ばれるたびに、前のマスクとは独立な新しいマスクを生成します。
    """
    x = away_from_kinks(rng, (150, 150))  # so large that two masks have everything in common, even if rows share theirs
    given = generator(rng)
    layer, beside = (submission.Dropout(0.3, given) for _ in range(2))
    masks = [drawn(layer, x) for _ in range(3)]
    drawn(beside, x)  # whatever it is: it tells a mask that is kept from one that is drawn again
    assert_distinct(masks, what=("masks", "マスク"))
    for before, after in itertools.pairwise(mask == 0 for mask in masks):
        if before.any() and (after[before].all() or not after[~before].any()):
            fail(
                "A mask goes on from the one before: what it switched off stays off, or what it kept stays on.",
                "マスクが前のマスクを引き継いでいます。前に 0 にした要素か、前に残した要素が、変わらないままです。",
            )


@points(0.5)
def test_mask_is_drawn_from_the_generator(submission, rng):
    """The draws come from rng: the same state gives the same mask, another state gives another.

    ja: 乱数は rng から生成します。rng の状態が同じなら同じマスクに、違えば別のマスクになります。
    """
    x = away_from_kinks(rng, (N, D))
    seeds = rng.choice(2**31, size=2, replace=False)
    first, again, other = (
        drawn(submission.Dropout(0.3, np.random.default_rng(seed)), x) for seed in (seeds[0], seeds[0], seeds[1])
    )
    if not np.array_equal(first, again):
        fail(
            "Two generators of the same state gave different masks: the mask is not drawn from rng.",
            "状態が同じ rng を渡しても、マスクが違います。マスクが rng から生成されていません。",
        )
    if np.array_equal(first, other):
        fail(
            "Two different generators gave the same mask: the mask is not drawn from rng.",
            "異なる rng を渡しても、マスクが同じです。マスクが rng から生成されていません。",
        )


def mean_of_training(submission, p, rng):
    """By what the submission's own training multiplies on average, if it is right but for a factor or p for 1 − p.

    A convention that is not the course's is charged where training is checked; prediction may go with it.
    """
    x = away_from_kinks(rng, (1, 2_000))
    try:
        y = submission.Dropout(p, generator(rng)).forward(x.copy(), train=True)
        kept = kept_by(y, x.shape)
    except Exception:  # charged where training is checked
        return 1 - p
    share = min((p, 1 - p), key=lambda q: abs(q - kept.mean()))
    return factor_of(y, x * kept) * share


@points(2.5)
def test_prediction_multiplies_by_1_minus_p(submission, reference, rng):
    """forward(x, train=False) is (1 − p) x.

    ja: forward(x, train=False) は (1 − p) x です。
    """
    for p in RATES:
        x = away_from_kinks(rng, (N, 4))
        expected = reference.Dropout(p, generator(rng)).forward(x, train=False)
        got = submission.Dropout(p, generator(rng)).forward(x.copy(), train=False)
        known = {"1/(1−p)": 1 / (1 - p), "p/(1−p)": p / (1 - p)}
        candidates = {"x": x, "p·x": p * x}
        what = f"forward(x, train=False), p = {p}"
        fitting = mean_of_training(submission, p, rng) * x
        how = {"what": what, "rtol": PRECISION, "known": known, "candidates": candidates}
        assert_close(got, expected, or_close_to=(fitting,), **how)


@points(3.25)
@about("Dropout.backward")
def test_backward_uses_the_mask_of_forward(submission, rng):
    """backward(dout) lets dout through where the last forward kept x, and is 0 elsewhere.

    ja: backward(dout) は、直前の forward で x が残った要素だけ dout を通し、ほかは 0 にします。
    """
    for p in RATES:
        x, dout = away_from_kinks(rng, (N, D)), away_from_kinks(rng, (N, D))
        layer = submission.Dropout(p, generator(rng))
        trained(layer, rng, -x)  # backward belongs to the second forward
        layer.backward(x.copy())
        kept, factor = trained(layer, rng, x)  # what forward multiplies by is charged there
        candidates = {"dout": dout, ("the mask", "マスク"): kept}
        how = {"what": "backward(dout)", "factor": factor or 1.0, "rtol": PRECISION, "candidates": candidates}
        assert_vjp(layer.backward(dout.copy()), np.multiply, kept, upstream=dout, **how)
        if factor is not None:
            check_backward_where_x_is_zero(submission, p, factor, rng)


def check_backward_where_x_is_zero(submission, p, factor, rng):
    """Where x was 0 and was kept, dout passes, too: the mask counts, not what forward returned."""
    x, dout = away_from_kinks(rng, (N, D)), away_from_kinks(rng, (N, D))
    seed = rng.integers(2**32)
    layers = [submission.Dropout(p, np.random.default_rng(seed)) for _ in range(3)]
    masks = [trained(layer, rng, x)[0] for layer in layers[:2]]
    if np.array_equal(*masks):  # a mask that is not drawn from rng has a check of its own
        x[:, ::2] = 0.0
        layer = layers[2]
        drop(layer, x)
        what = ("backward(dout) where half of x is 0", "x の半分が 0 のときの backward(dout)")
        right = dout * masks[0]
        assert_close(layer.backward(dout.copy()), right, or_close_to=(factor * right,), what=what, rtol=PRECISION)


def assert_passed_on(got, given, what):
    """An empty method leaves everything as it was, too: got must be what was given or 0, up to a factor.

    Where it is 0 and what the factor is has checks of its own.
    """
    zeros = np.asarray(got) == 0
    assert_at_work(got, np.where(zeros, 0.0, given) if zeros.shape == given.shape else given, what)


def working_backward(layer, rng, x, dout):
    """What backward gives after a step of training: it must pass dout on, and look at a mask that it is given."""
    kept, factor = trained(layer, rng, x)
    dx = np.array(layer.backward(dout.copy()))
    assert_passed_on(dx, dout, "backward(dout)")
    if factor is None:
        assert_at_work(dx, dout * kept, "backward(dout)")
    return dx


@points(0.5, shares=True)
@pytest.mark.parametrize("what", ["draws", "backward"])
def test_prediction_leaves_training_alone(submission, rng, what):
    """forward(x, train=False) draws nothing, and backward still belongs to the last forward in training.

    ja: forward(x, train=False) は乱数を使いません。その後の backward も、直前の学習時の forward に対応します。
    """
    x, dout = away_from_kinks(rng, (N, D)), away_from_kinks(rng, (N, D))
    seed = rng.integers(2**32)

    def mask(predictions):
        layer = submission.Dropout(0.3, np.random.default_rng(seed))
        for _ in range(predictions):
            layer.forward(x.copy(), train=False)
        return drawn(layer, x)

    if what == "draws":
        # a mask that is not drawn from rng has a check of its own
        if np.array_equal(mask(0), mask(0)) and not np.array_equal(mask(0), mask(1)):
            fail(
                "After a prediction the same rng gives another mask: prediction must draw nothing.",
                "予測の後では、同じ rng でもマスクが変わります。予測時に乱数を使わないでください。",
            )
        return
    layer = submission.Dropout(0.3, np.random.default_rng(seed))
    first = working_backward(layer, rng, x, dout)
    layer.forward(x[:2].copy(), train=False)
    assert_close(
        layer.backward(dout.copy()),
        first,
        what=("backward(dout) after a prediction", "予測のあとの backward(dout)"),
        rtol=PRECISION,
    )


@points(0.5)
@about("Dropout.backward")
def test_backward_twice_gives_the_same(submission, rng):
    """A second backward with the same dout gives the same dx again.

    ja: 同じ dout で backward をもう一度呼ぶと、同じ dx が返ります。
    """
    x, dout = away_from_kinks(rng, (N, D)), away_from_kinks(rng, (N, D))
    layer = submission.Dropout(0.3, generator(rng))
    first = working_backward(layer, rng, x, dout)
    assert_close(layer.backward(dout.copy()), first, what="backward(dout)", rtol=PRECISION)


@points(0.5)
@about("Dropout.backward")
def test_each_layer_remembers_its_own_mask(submission, rng):
    """A net may hold several dropout layers: each has its own p, its own rng, and the mask of its own forward.

    ja: ネットワークに Dropout 層がいくつあっても、p と rng と forward のマスクは層ごとに別々です。
    """
    x, dout = away_from_kinks(rng, (N, D)), away_from_kinks(rng, (N, D))
    seed = rng.integers(2**32)

    def layer_of(p, seed):
        return submission.Dropout(p, np.random.default_rng(seed))

    alone, again = (trained(layer_of(0.3, seed), rng, x)[0] for _ in range(2))
    layer, other = layer_of(0.3, seed), layer_of(0.8, seed + 1)
    trained(other, rng, x)
    kept, _ = trained(layer, rng, x)
    if np.array_equal(alone, again):  # a mask that is not drawn from rng has a check of its own
        assert_close(
            kept, alone, what=("the mask of a layer beside another one", "ほかの層があるときのマスク"), rtol=PRECISION
        )
    before = working_backward(layer, rng, x, dout)
    trained(other, rng, x)
    assert_close(layer.backward(dout.copy()), before, what="backward(dout)", rtol=PRECISION)


def assert_not_itself(got, given, what):
    """Handing back what was given is no work."""
    if np.array_equal(got, given):
        fail(f"{what} must not just return what it is given.", f"{what} が、渡された配列をそのまま返しています。")


@points(0.5, shares=True)
@pytest.mark.parametrize("what", ["training", "prediction", "backward"])
def test_arguments_are_never_modified(submission, rng, what):
    """forward (in training and in prediction) and backward leave the arrays they are given as they were.

    ja: forward(学習時も予測時も)と backward は、受け取った配列を書き換えません。
    """
    x, dout = away_from_kinks(rng, (N, D)), away_from_kinks(rng, (N, D))
    layer = submission.Dropout(0.3, generator(rng))
    given, given_dout = x.copy(), dout.copy()
    if what == "backward":
        trained(layer, rng, x)
        dx = layer.backward(given_dout)
        assert_unchanged(given_dout, dout, what=("dout of backward(dout)", "backward(dout) の dout"))
        assert_passed_on(dx, dout, "backward(dout)")
        assert_not_itself(dx, dout, "backward(dout)")
        return
    y = layer.forward(given, train=what != "prediction")
    assert_unchanged(
        given,
        x,
        what=(f"x of forward(x, train={what != 'prediction'})", f"forward(x, train={what != 'prediction'}) の x"),
    )
    assert_passed_on(y, x, f"forward(x, train={what != 'prediction'})")
    assert_not_itself(y, x, f"forward(x, train={what != 'prediction'})")
    if what == "training":
        kept_by(y, x.shape)  # and forward did drop something
