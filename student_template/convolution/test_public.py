"""Public checks: sizes, a convolution and a pooling small enough to follow by hand. They give no points."""

import numpy as np

from autograder.testing import assert_close

PRECISION = 1e-5
IMAGE = np.arange(9.0).reshape(1, 1, 3, 3)


def test_sizes(submission):
    """Into 5 pixels fit 3 windows of 3; with a padding of 1 there are 5, and at a stride of 2 again 3.

    ja: 5 画素には幅 3 の窓が 3 個入ります。pad が 1 なら 5 個、さらに stride が 2 なら 3 個です。
    """
    for arguments, expected in (((5, 3), 3), ((5, 3, 1, 1), 5), ((5, 3, 2, 1), 3), ((6, 3, 2, 0), 2)):
        assert_close(submission.output_size(*arguments), expected, what=f"output_size{arguments}")


def test_windows(submission):
    """The four windows of 2 × 2 pixels of a 3 × 3 image, and how often each pixel is in one.

    ja: 3 × 3 の画像の、2 × 2 の窓 4 個です。また、各画素がいくつの窓に入るかを調べます。
    """
    expected = np.array([[0.0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]])
    assert_close(submission.im2col(IMAGE.copy(), 2, 2), expected, what="im2col(x, 2, 2)", rtol=PRECISION)
    often = np.array([[[[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]]])
    got = submission.col2im(np.ones((4, 4)), (1, 1, 3, 3), 2, 2)
    assert_close(got, often, what=("col2im of ones", "1 だけの cols の col2im"), rtol=PRECISION)


def test_convolution_example(submission):
    """The kernel ((1, 0), (0, 10)) with b = ½: in the first window 0 · 1 + 4 · 10 + ½ = 40.5.

    ja: カーネルが ((1, 0), (0, 10))、b = ½ のとき、最初の窓では 0・1 + 4・10 + ½ = 40.5 です。
    """
    layer = submission.Conv2D(np.array([[[[1.0, 0.0], [0.0, 10.0]]]]), np.array([0.5]))
    y = layer.forward(IMAGE.copy())
    assert_close(y, np.array([[[[40.5, 51.5], [73.5, 84.5]]]]), what="forward(x)", rtol=PRECISION)
    dx = layer.backward(np.array([[[[1.0, 0.0], [0.0, 2.0]]]]))
    assert_close(dx, np.array([[[[1.0, 0, 0], [0, 12, 0], [0, 0, 20]]]]), what="backward(dout)", rtol=PRECISION)
    assert_close(layer.dW, np.array([[[[8.0, 11.0], [17.0, 20.0]]]]), what="dW", rtol=PRECISION)
    assert_close(layer.db, np.array([3.0]), what="db", rtol=PRECISION)


def test_pool_example(submission):
    """The largest of ((1, 5), (3, 2)) is 5; backwards, all of dout goes there.

    ja: ((1, 5), (3, 2)) の最大は 5 です。逆向きには、dout がすべてそこへ行きます。
    """
    layer = submission.MaxPool2D(2)
    x = np.array([[[[1.0, 5.0], [3.0, 2.0]]]])
    assert_close(layer.forward(x), np.array([[[[5.0]]]]), what="forward(x)", rtol=PRECISION)
    assert_close(
        layer.backward(np.array([[[[2.0]]]])),
        np.array([[[[0.0, 2.0], [0.0, 0.0]]]]),
        what="backward(dout)",
        rtol=PRECISION,
    )
