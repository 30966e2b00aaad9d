"""Public checks: examples you can follow by hand. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import assert_close, fail

ROWS = np.log([[1.0, 2.0, 3.0], [4.0, 4.0, 8.0]])  # exp(x) are whole numbers
TARGETS = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])


def test_softmax_example(submission):
    """For exp(x) = (1, 2, 3) and (4, 4, 8) softmax gives (1/6, 1/3, 1/2) and (1/4, 1/4, 1/2).

    ja: exp(x) が (1, 2, 3) と (4, 4, 8) のとき、softmax は (1/6, 1/3, 1/2) と (1/4, 1/4, 1/2) です。
    """
    expected = [[1 / 6, 1 / 3, 1 / 2], [1 / 4, 1 / 4, 1 / 2]]
    assert_close(submission.softmax(ROWS.copy()), np.array(expected), what="softmax(x)", rtol=1e-5)


def test_cross_entropy_example(submission):
    """One sample whose true class has probability 1/4 has the loss log 4.

    ja: 正解クラスの確率が 1/4 のサンプル 1 個なら、損失は log 4 です。
    """
    got = submission.cross_entropy(np.array([[0.25, 0.75]]), np.array([[1.0, 0.0]]))
    assert_close(got, np.log(4.0), what="cross_entropy(y, t)", rtol=1e-5)


def test_forward_example(submission):
    """Equal logits mean equal probabilities 1/K: the loss is log K, whatever the targets are.

    ja: ロジットがすべて等しければ確率は 1/K ずつなので、正解が何であっても損失は log K です。
    """
    got = submission.SoftmaxWithLoss().forward(np.zeros((2, 3)), TARGETS.copy())
    assert_close(got, np.log(3.0), what="forward(x, t)", rtol=1e-5)


def test_backward_has_the_right_shape_and_signs(submission):
    """backward() has the shape of x, is negative for the true classes only, and each row sums to 0.

    ja: backward() の形は x と同じで、正解クラスだけが負になり、各行の和は 0 です。
    """
    layer = submission.SoftmaxWithLoss()
    layer.forward(ROWS.copy(), TARGETS.copy())
    dx = np.asarray(layer.backward())
    if dx.shape != ROWS.shape:
        fail(
            f"backward() returned shape {dx.shape}, but x has shape {ROWS.shape}.",
            f"backward() の形は {dx.shape} ですが、x の形は {ROWS.shape} です。",
        )
    if not np.array_equal(dx < 0, TARGETS == 1):
        fail(
            f"backward() must be negative where t is 1 and positive elsewhere; it is {dx.tolist()}.",
            f"backward() は t が 1 の要素で負、それ以外で正のはずですが、{dx.tolist()} でした。",
        )
    assert_close(dx.sum(axis=1), np.zeros(2), what="backward().sum(axis=1)", atol=1e-5)
