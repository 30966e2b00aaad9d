"""Public checks: what you can see at a glance. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import assert_close, fail


def test_training_example(submission):
    """In training every 5 of x becomes 0 or stays 5, and with p = 0.25 both happen.

    ja: 学習時、x の各要素 5 は 0 になるか 5 のままです。p = 0.25 なら両方が起こります。
    """
    layer = submission.Dropout(0.25, np.random.default_rng(0))
    y = np.asarray(layer.forward(np.full((20, 30), 5.0)))
    if y.shape != (20, 30) or not np.allclose(np.unique(y), [0.0, 5.0]):
        fail(
            f"Of an x full of 5, forward should keep some and make some 0; it gave {np.unique(y)[:5].tolist()} "
            f"in shape {y.shape}.",
            f"すべて 5 の x に対して、forward の値は 5 か 0 のはずですが、形 {y.shape}、"
            f"値 {np.unique(y)[:5].tolist()} でした。",
        )


def test_prediction_example(submission):
    """For p = 0.25 prediction multiplies by 0.75: (2, −4) becomes (1.5, −3).

    ja: p = 0.25 のとき、予測時は 0.75 倍します。(2, −4) は (1.5, −3) になります。
    """
    layer = submission.Dropout(0.25, np.random.default_rng(0))
    y = layer.forward(np.array([[2.0, -4.0]]), train=False)
    assert_close(y, np.array([[1.5, -3.0]]), what="forward(x, train=False)", rtol=1e-5)


def test_backward_has_the_shape_of_dout(submission):
    """backward(dout) has the shape of dout, and no entry has changed its sign.

    ja: backward(dout) の形は dout と同じで、符号が変わる要素はありません。
    """
    layer = submission.Dropout(0.25, np.random.default_rng(0))
    layer.forward(np.ones((4, 30)), train=True)
    dx = np.asarray(layer.backward(np.ones((4, 30))))
    if dx.shape != (4, 30) or np.any(dx < 0) or not np.any(dx > 0):
        fail(
            f"backward(ones) should have shape (4, 30) and entries ≥ 0; it has shape {dx.shape} "
            f"and its smallest entry is {dx.min(initial=0.0)}.",
            f"backward(ones) は形 (4, 30) で、要素は 0 以上のはずですが、形は {dx.shape}、"
            f"最小の要素は {dx.min(initial=0.0)} でした。",
        )
