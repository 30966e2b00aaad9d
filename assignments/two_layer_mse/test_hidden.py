"""Hidden checks of the hand-written training loop.

Runs of one step show each gradient: (w before − w after) / learning_rate. The step is of the weights' own size, so
that a weight that is updated too early shows. N, D_in, H and D_out are never equal: a wrong axis must show.
"""

import numpy as np

from autograder.testing import (
    TrajectoryBand,
    after,
    assert_close,
    assert_mean,
    assert_rate,
    assert_trajectory,
    assert_unchanged,
    assert_variance,
    fail,
    points,
)

SIZES = ((5, 4, 7, 3), (3, 8, 4, 6))  # N, D_in, H, D_out
RATE = 0.02
PRECISION = 1e-4  # a float32 inside is right to this precision, after the division by the learning rate


def problem(rng, n, d_in, h, d_out):
    """x, t, w1 and w2, all of order one."""
    return [rng.normal(size=shape) for shape in ((n, d_in), (n, d_out), (d_in, h), (h, d_out))]


def copies(arrays):
    """Fresh copies, to be given away."""
    return [a.copy() for a in arrays]


def gradients(module, arrays):
    """(grad_w1, grad_w2) as a single step of gradient descent shows them."""
    *_, w1, w2 = arrays
    _, *after_step = module.train(*copies(arrays), RATE, 1)
    for name, before, moved in zip(("w1", "w2"), (w1, w2), after_step, strict=True):
        if np.shape(moved) != before.shape:
            fail(
                f"train must return {name} with its shape {before.shape}; it came with {np.shape(moved)}.",
                f"train が返す {name} の形は {before.shape} のはずですが、{np.shape(moved)} でした。",
            )
    return [(before - np.asarray(moved)) / RATE for before, moved in zip((w1, w2), after_step, strict=True)]


def grad_w1_with_early_w2(x, t, w1, w2):
    """What grad_w1 becomes when w2 is overwritten before grad_y2 = grad_y_pred @ w2.T is computed."""
    y1 = x @ w1
    y2 = np.maximum(y1, 0)
    grad_y_pred = 2 * (y2 @ w2 - t)
    early_w2 = w2 - RATE * y2.T @ grad_y_pred
    return x.T @ ((grad_y_pred @ early_w2.T) * (y1 > 0))


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
    for name, a, b, c in zip(("w1", "w2"), first, again, other, strict=True):
        assert_close(b, np.asarray(a), what=f"{name} from a generator with the same seed", rtol=0)
        if np.any(np.asarray(c) == np.asarray(a)):
            fail(
                f"{name} is the same for two different generators: it is not drawn from rng.",
                f"異なる rng でも {name} が同じ値になります。rng から生成されていません。",
            )


@points(4)
def test_first_loss(submission, reference, rng):
    """losses[0] is Σ (y_pred − t)² with y_pred = max(x w1, 0) w2, before any update.

    ja: losses[0] は、更新前の重みで計算した Σ (y_pred − t)² です(y_pred = max(x w1, 0) w2)。
    """
    for size in SIZES:
        arrays = problem(rng, *size)
        expected = reference.train(*arrays, RATE, 1)[0]
        losses, _, _ = submission.train(*copies(arrays), RATE, 1)
        known = {"N": size[0], "D_out": size[3], "size": size[0] * size[3]}
        assert_close(losses, expected, what="losses after one step", rtol=PRECISION, known=known)


@points(4)
def test_grad_w2(submission, reference, rng):
    """A single step moves w2 by −learning_rate · grad_w2, where grad_w2 is the derivative of the loss.

    ja: 1 ステップで w2 は −learning_rate · grad_w2 だけ動きます(grad_w2 は損失の w2 についての微分)。
    """
    for size in SIZES:
        arrays = problem(rng, *size)
        _, expected = gradients(reference, arrays)
        _, got = gradients(submission, arrays)
        assert_close(got, expected, what="grad_w2", rtol=PRECISION, known={"N": size[0], "learning_rate": RATE})


@points(4)
def test_grad_w1(submission, reference, rng):
    """A single step moves w1 by −learning_rate · grad_w1, where grad_w1 is the derivative of the loss.

    ja: 1 ステップで w1 は −learning_rate · grad_w1 だけ動きます(grad_w1 は損失の w1 についての微分)。
    """
    for size in SIZES:
        arrays = problem(rng, *size)
        right, _ = gradients(reference, arrays)
        got, _ = gradients(submission, arrays)
        # An update of w2 that comes too early has a check of its own: judge by whichever is nearer.
        early = grad_w1_with_early_w2(*arrays)
        expected = min((right, early), key=lambda g: np.nan_to_num(np.abs(got - g), nan=np.inf).max())
        assert_close(got, expected, what="grad_w1", rtol=PRECISION, known={"N": size[0], "learning_rate": RATE})


@points(1)
@after(test_grad_w1)
def test_gradients_use_the_weights_of_the_forward_pass(submission, reference, rng):
    """Both gradients are computed before either weight moves: grad_y2 uses the w2 that made y_pred.

    ja: どちらの勾配も、重みを更新する前に計算します。grad_y2 で使う w2 は、y_pred を計算したときの w2 です。
    """
    for size in SIZES:
        arrays = problem(rng, *size)
        right, _ = gradients(reference, arrays)
        got, _ = gradients(submission, arrays)
        early = {"the gradient with a w2 that was updated too early": grad_w1_with_early_w2(*arrays)}
        assert_close(got, right, what="grad_w1", rtol=PRECISION, candidates=early)


@points(3)
def test_losses_follow_the_reference(submission, reference, rng):
    """Over a longer run every loss is right, and the returned weights really have the loss they should.

    ja: 長く学習させても各ステップの損失が正しく、返された重みで計算し直した損失とも一致します。
    """
    n, *_ = sizes = (6, 4, 7, 3)
    x, t, w1, w2 = problem(rng, *sizes)
    steps, rate = 12, 0.002
    inputs = {"x": x, "t": t, "w1": w1, "w2": w2, "learning_rate": rate, "num_steps": steps + 1}
    band = TrajectoryBand.from_reference(
        lambda **run: reference.train(**run)[0], inputs, learning_rate="learning_rate", num_steps="num_steps"
    )
    losses, new_w1, new_w2 = submission.train(*copies((x, t, w1, w2)), rate, steps)
    recomputed = float(np.sum((np.maximum(x @ np.asarray(new_w1), 0) @ np.asarray(new_w2) - t) ** 2))
    assert_trajectory(losses, band, recomputed=recomputed, known={"N": n})


@points(1)
def test_arguments_are_never_modified(submission, rng):
    """train moves weights of its own: the caller's x, t, w1 and w2 stay as they were.

    ja: train が動かすのは自分の重みだけです。呼び出し側の x、t、w1、w2 は変わりません。
    """
    arrays = problem(rng, *SIZES[0])
    given = copies(arrays)
    _, *moved = submission.train(*given, RATE, 2)
    for name, changed, before in zip(("x", "t", "w1", "w2"), given, arrays, strict=True):
        assert_unchanged(changed, before, what=f"the caller's {name}")
    if all(np.array_equal(new, old) for new, old in zip(moved, arrays[2:], strict=True)):
        fail(
            "train returned the weights that it was given: nothing was learned.",
            "train が受け取った重みをそのまま返しています。学習が行われていません。",
        )
