"""Public checks: shapes and rough sizes. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import fail


def test_shapes(submission):
    """Weights have shape (n_in, n_out), and are not all the same.

    ja: 重みの形は (n_in, n_out) で、すべて同じ値ではありません。
    """
    for name in ("he_normal", "glorot_normal"):
        w = np.asarray(getattr(submission, name)(4, 3, np.random.default_rng(0)))
        if w.shape != (4, 3) or np.unique(w).size < 12:
            fail(
                f"{name}(4, 3, rng) should be 12 different numbers of shape (4, 3); it is {w.tolist()}.",
                f"{name}(4, 3, rng) は形 (4, 3) の 12 個の異なる数のはずですが、{w.tolist()} でした。",
            )


def test_rough_size(submission):
    """For n_in = n_out = 200 both standard deviations are small: 0.1 for he_normal, 0.07 for glorot_normal.

    ja: n_in = n_out = 200 なら、標準偏差は he_normal が約 0.1、glorot_normal が約 0.07 です。
    """
    for name, expected in (("he_normal", 0.1), ("glorot_normal", 0.0707)):
        std = float(np.std(getattr(submission, name)(200, 200, np.random.default_rng(0))))
        if not 0.9 * expected < std < 1.1 * expected:
            fail(
                f"{name}(200, 200, rng) has standard deviation {std:.4g}, expected about {expected:.4g}.",
                f"{name}(200, 200, rng) の標準偏差が {std:.4g} です。約 {expected:.4g} のはずです。",
                measured=std,
                low=0.9 * expected,
                high=1.1 * expected,
            )


def test_one_number_for_each_layer(submission):
    """activation_stds gives one positive number for each layer; with tanh none is above 1.

    ja: activation_stds は層ごとに 1 つの正の数を返します。tanh なら 1 を超えません。
    """
    stds = submission.activation_stds(lambda n_in, n_out: 0.1, "tanh", 4, 50, 60, np.random.default_rng(0))
    stds = np.asarray(stds, dtype=float)
    if stds.shape != (4,) or not np.all((stds > 0) & (stds <= 1)):
        fail(
            f"activation_stds should give 4 numbers between 0 and 1; it gave {stds.tolist()}.",
            f"activation_stds は 0 から 1 の数を 4 つ返すはずですが、{stds.tolist()} でした。",
        )
