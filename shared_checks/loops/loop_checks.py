"""Checks of a hand-written training loop, whatever its loss. Hidden tests that take them over define two fixtures.

``problem`` is a function: ``problem(rng, n, d_in, h, d_out)`` draws x, t, w1 and w2. ``own_slope`` is one, too: see
`loop_steps`. Runs of one step show each gradient: (w before − w after) / learning_rate. The step is of the weights' own
size, so that a weight that is updated too early shows. The weights are square, so that a gradient that is transposed
is wrong and raises nothing: what comes before it can be seen. N is another number: a wrong axis must show.
"""

import numpy as np
from loop_steps import CLOSE, PRECISION, RATE, Step, can_be_told, repeats_single_steps

from autograder.testing import (
    TrajectoryBand,
    after,
    assert_close,
    assert_mean,
    assert_rate,
    assert_trajectory,
    assert_unchanged,
    assert_variance,
    copies,
    fail,
    points,
)

SIZES = ((4, 6, 6, 6), (3, 5, 5, 5))  # N, D_in, H, D_out


@points(1)
def test_init_weights_are_standard_normal(submission, rng):
    """init_weights draws w1 (d_in, h) and w2 (h, d_out) with mean 0 and standard deviation 1.

    ja: init_weights は、w1 (d_in, h) と w2 (h, d_out) を平均 0、標準偏差 1 の正規分布から生成します。
    """
    for d_in, h, d_out in ((150, 120, 40), (40, 90, 180)):
        w1, w2 = (np.asarray(w) for w in submission.init_weights(rng, d_in, h, d_out))
        shapes = w1.shape, w2.shape
        if shapes != ((d_in, h), (h, d_out)):
            fail(
                f"For d_in={d_in}, h={h}, d_out={d_out} the shapes of w1 and w2 are {shapes}.",
                f"d_in={d_in}、h={h}、d_out={d_out} のとき、w1 と w2 の形が {shapes} になっています。",
            )
        for name, w in (("w1", w1), ("w2", w2)):
            assert_mean(w, 0.0, 1.0, what=name)
            assert_variance(w, 1.0, what=name)
            assert_rate(np.abs(w) < 0.6744897501960817, 0.5, what=f"|{name}| < 0.6745")  # the quartiles


@points(1)
def test_init_weights_use_the_generator(submission, rng):
    """The draws come from rng: the same state gives the same weights, another state gives others.

    ja: 乱数は rng から生成します。rng の状態が同じなら同じ重みに、違えば別の重みになります。
    """
    seeds = rng.integers(2**32, size=2)
    first, again, other = (
        submission.init_weights(np.random.default_rng(seed), 4, 3, 5) for seed in (seeds[0], seeds[0], seeds[1])
    )
    for name, shape, a, b, c in zip(("w1", "w2"), ((4, 3), (3, 5)), first, again, other, strict=True):
        assert_close(b, np.asarray(a), what=name, rtol=0)
        if np.shape(a) != shape:
            fail(
                f"{name} has shape {np.shape(a)}, expected {shape}.",
                f"{name} の形が {np.shape(a)} です。{shape} のはずです。",
            )
        if not np.all(np.isfinite(a)):
            fail(f"{name} holds numbers that are not finite.", f"{name} に有限でない値が含まれています。")
        if np.any(np.asarray(c) == np.asarray(a)):
            fail(
                f"{name} is the same for two different generators: it is not drawn from rng.",
                f"異なる rng でも {name} が同じ値になります。rng から生成されていません。",
            )


def check_first_loss(submission, reference, rng, problem):
    """losses[0], against the reference."""
    for size in SIZES:
        arrays = problem(rng, *size)
        expected = reference.train(*arrays, RATE, 1)[0]
        losses, _, _ = submission.train(*copies(arrays), RATE, 1)
        if np.shape(losses) != (1,):
            fail("For one step there should be one loss.", "1 ステップなら、損失は 1 個のはずです。")
        known = {"N": size[0], "D_out": size[3]}
        assert_close(losses, expected, what="losses", rtol=PRECISION, known=known)


def told_apart(problem, rng, size):
    """A problem in which grad_w2 shows what grad_y_pred is."""
    while True:
        x, t, w1, w2 = problem(rng, *size)
        if can_be_told(x, w1):
            return [x, t, w1, w2]


@points(4)
def test_grad_w2(submission, reference, rng, problem, own_slope):
    """A single step moves w2 by −learning_rate · grad_w2, where grad_w2 is the derivative of the loss.

    ja: 1 ステップで w2 は −learning_rate · grad_w2 だけ動きます（grad_w2 は損失の w2 についての微分）。
    """
    for size in SIZES:
        step = Step(submission, reference, told_apart(problem, rng, size), own_slope)
        if not step.accepts("w2"):
            known = {"N": size[0], "learning_rate": RATE}
            right = step.right["w2"]
            assert_close(
                step.got["w2"], right, or_close_to=(step.factor * right,), what="grad_w2", known=known, **CLOSE
            )


@points(4)
def test_grad_w1(submission, reference, rng, problem, own_slope):
    """A single step moves w1 by −learning_rate · grad_w1, where grad_w1 is the derivative of the loss.

    ja: 1 ステップで w1 は −learning_rate · grad_w1 だけ動きます（grad_w1 は損失の w1 についての微分）。
    """
    for size in SIZES:
        step = Step(submission, reference, told_apart(problem, rng, size), own_slope)
        if not step.accepts("w1"):
            known = {"N": size[0], "learning_rate": RATE}
            got, right = step.got["w1"], step.right["w1"]
            assert_close(
                got, right, or_close_to=(step.early,), what="grad_w1", known=known, **CLOSE
            )  # has its own check


@points(1)
@after(test_grad_w1)
def test_gradients_use_the_weights_of_the_forward_pass(submission, reference, rng, problem, own_slope):
    """Both gradients are computed before either weight moves: grad_y2 uses the w2 that made y_pred.

    ja: どちらの勾配も、重みを更新する前に計算します。grad_y2 で使う w2 は、y_pred を計算したときの w2 です。
    """
    for size in SIZES:
        step = Step(submission, reference, told_apart(problem, rng, size), own_slope)
        if not step.accepts("w1"):
            early = {"grad_w1 [w2 ← w2 − learning_rate·grad_w2]": step.early}
            assert_close(step.got["w1"], step.right["w1"], what="grad_w1", candidates=early, **CLOSE)


@points(3)
def test_losses_follow_the_reference(submission, reference, rng, problem, own_slope):
    """Over a longer run every loss is right, and the returned weights really have the loss they should.

    ja: 長く学習させても各ステップの損失が正しく、返された重みで計算し直した損失とも一致します。
    """
    n, *_ = sizes = (5, 7, 7, 7)
    x, t, w1, w2 = arrays = told_apart(problem, rng, sizes)
    steps, rate = 12, 0.0005  # small: what climbs by mistake does not leave the numbers behind
    inputs = {"x": x, "t": t, "w1": w1, "w2": w2, "learning_rate": rate, "num_steps": steps + 1}
    band = TrajectoryBand.from_reference(
        lambda **run: reference.train(**run)[0], inputs, learning_rate="learning_rate", num_steps="num_steps"
    )
    losses, new_w1, new_w2 = submission.train(*copies(arrays), rate, steps)
    if (np.shape(new_w1), np.shape(new_w2)) != (w1.shape, w2.shape):
        fail("train must return w1 and w2 in their shapes.", "train は w1 と w2 を元の形のまま返す必要があります。")
    with np.errstate(all="ignore"):  # weights that diverged
        recomputed = float(reference.train(x, t, np.asarray(new_w1), np.asarray(new_w2), rate, 1)[0][0])
    try:
        assert_trajectory(losses, band, recomputed=recomputed, known={"N": n})
    except AssertionError:  # what is wrong in a single step is charged where that is checked
        step = Step(submission, reference, arrays, own_slope)
        if not (step.is_work() and repeats_single_steps(submission, arrays, rate, losses, (new_w1, new_w2))):
            raise


@points(1)
def test_arguments_are_never_modified(submission, reference, rng, problem, own_slope):
    """train moves weights of its own: the caller's x, t, w1 and w2 stay as they were.

    ja: train が動かすのは自分の重みだけです。呼び出し側の x、t、w1、w2 は変わりません。
    """
    arrays = told_apart(problem, rng, SIZES[0])
    given = copies(arrays)
    submission.train(*given, RATE, 2)
    for name, changed, before in zip(("x", "t", "w1", "w2"), given, arrays, strict=True):
        assert_unchanged(changed, before, what=name)
    if not Step(submission, reference, arrays, own_slope).is_work():
        fail(
            "The first loss or a gradient must first be right: only then does this check count.",
            "まず、最初の損失か勾配のどれかが正しくなければ、このテストは通りません。",
        )
