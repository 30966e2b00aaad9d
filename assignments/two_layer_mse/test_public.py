"""Public checks: shapes, and the published losses of this loop."""

import functools

import numpy as np

from autograder.testing import TrajectoryBand, assert_close, assert_trajectory, fail, points

PUBLISHED = (
    26365524.19345431,
    18539004.956771437,
    14019258.774463898,
    10761426.115604788,
    8169072.8958810605,
    6099576.78509928,
    4499933.628590755,
    3309552.8580611832,
    2448877.062830101,
    1836295.6953177932,
)


@functools.cache
def published_problem():
    """x, t, w1 and w2 as they were drawn for the published run: NumPy's legacy generator, in this order."""
    legacy = np.random.RandomState(0)
    shapes = (64, 1000), (64, 10), (1000, 100), (100, 10)
    return [legacy.randn(*shape) for shape in shapes]


def test_train_returns_losses_and_weights(submission):
    """train returns one loss per step, and w1 and w2 with the shapes they came with.

    ja: train は、ステップごとの損失と、受け取ったときと同じ形の w1、w2 を返します。
    """
    x, t, w1, w2 = np.ones((3, 2)), np.ones((3, 2)), np.full((2, 4), 0.5), np.full((4, 2), 0.5)
    losses, new_w1, new_w2 = submission.train(x, t, w1, w2, 0.001, 5)
    shapes = len(losses), np.shape(new_w1), np.shape(new_w2)
    if shapes != (5, (2, 4), (4, 2)):
        fail(
            f"After 5 steps there should be 5 losses, w1 (2, 4) and w2 (4, 2); there are {shapes}.",
            f"5 ステップ後には損失 5 個、w1 (2, 4)、w2 (4, 2) のはずですが、{shapes} でした。",
        )
    assert_close(losses[0], 6.0, what="losses[0]", rtol=1e-5)


@points(1)
def test_published_losses(submission):
    """The first ten losses are the published ones: 26365524.19, 18539004.96, 14019258.77, …

    ja: 最初の 10 個の損失が、公表されている値（26365524.19、18539004.96、14019258.77、…）と一致します。
    """
    x, t, w1, w2 = (array.copy() for array in published_problem())
    losses, _, _ = submission.train(x, t, w1, w2, 1e-6, len(PUBLISHED))
    assert_trajectory(losses, TrajectoryBand.around(PUBLISHED, rtol=1e-5), known={"N": 64})
