"""Public checks: shapes, and the losses that the script prints."""

import functools

import numpy as np

from autograder.testing import TrajectoryBand, assert_close, assert_trajectory, fail, points

PUBLISHED = (
    21709.61113648118,
    21692.60707359336,
    21675.624093092458,
    21658.66303776255,
    21641.725102219345,
    21624.811949683466,
    21607.92578116041,
    21591.06932379948,
    21574.245706025606,
    21557.45820307961,
)

# log(p + ε) in place of log p is right as well. Of the 64 samples, 59 have a p far below any usual ε, so that each of
# them loses log(1/ε); this is what the other five lose together, at each step.
CAPPED = 59
OTHERS = (0.011911, 0.014882, 0.018562, 0.023105, 0.028692, 0.035534, 0.043866, 0.053949, 0.066060, 0.080479)


def expected_losses(first):
    """The losses of the script; or those with ε, if the first loss belongs to an ε between 1e-15 and 1e-6."""
    each = (float(np.mean(np.asarray(first, dtype=float))) - OTHERS[0]) / CAPPED
    return [CAPPED * each + others for others in OTHERS] if 13.5 < each < 35 else PUBLISHED


@functools.cache
def published_problem():
    """x, one-hot t, w1 and w2 of the script: NumPy's legacy generator, drawn in the order x, classes, w1, w2."""
    legacy = np.random.RandomState(0)
    x, classes = legacy.randn(64, 1000), legacy.randint(0, 10, 64)
    return [x, np.eye(10)[classes], legacy.randn(1000, 100), legacy.randn(100, 10)]


def test_train_returns_losses_and_weights(submission):
    """train returns one loss per step, and w1 and w2 with the shapes they came with.

    ja: train は、ステップごとの損失と、受け取ったときと同じ形の w1、w2 を返します。
    """
    x, t, w1, w2 = np.ones((3, 2)), np.eye(5)[[4, 0, 1]], np.full((2, 4), 0.5), np.full((4, 5), 0.5)
    losses, new_w1, new_w2 = submission.train(x, t, w1, w2, 0.001, 5)
    shapes = len(losses), np.shape(new_w1), np.shape(new_w2)
    if shapes != (5, (2, 4), (4, 5)):
        fail(
            f"After 5 steps there should be 5 losses, w1 (2, 4) and w2 (4, 5); there are {shapes}.",
            f"5 ステップ後には損失 5 個、w1 (2, 4)、w2 (4, 5) のはずですが、{shapes} でした。",
        )
    assert_close(losses[0], 3 * np.log(5.0), what="losses[0]", rtol=1e-5)  # five equal probabilities


@points(1)
def test_published_losses(submission):
    """The first ten losses of the script are 21709.61, 21692.61, 21675.62, …: its logits are as large as 698.

    ja: スクリプトの最初の 10 個の損失が 21709.61、21692.61、21675.62、… と一致します（ロジットは最大 698 です）。
    """
    x, t, w1, w2 = (array.copy() for array in published_problem())
    losses, _, _ = submission.train(x, t, w1, w2, 1e-6, len(PUBLISHED))
    expected = expected_losses(losses[0] if len(losses) else np.nan)
    assert_trajectory(losses, TrajectoryBand.around(expected, rtol=1e-5), known={"N": 64})
