"""Checks of the windows of images as rows of a matrix, and of the way back."""

import conv_checks
import numpy as np
import pytest
from conv_problems import GEOMETRIES, PRECISION, with_right_parts

from autograder.testing import about, assert_close, assert_unchanged, points


@points(0.5)
def test_output_size(submission, reference):
    """output_size counts the windows that fit, for several strides and paddings.

    ja: output_size は、いろいろな stride と pad について、入る窓の数を返します。
    """
    for size, window, stride, pad in ((7, 3, 2, 0), (8, 3, 2, 1), (9, 2, 3, 0), (5, 5, 1, 2), (10, 4, 3, 2)):
        expected, what = (
            reference.output_size(size, window, stride, pad),
            f"output_size({size}, {window}, {stride}, {pad})",
        )
        assert_close(submission.output_size(size, window, stride, pad), expected, what=what)
    assert_close(submission.output_size(9, 4), reference.output_size(9, 4), what="output_size(9, 4)")


@points(1.5, shares=True)
@pytest.mark.parametrize("case", GEOMETRIES)
def test_im2col(submission, reference, rng, case):
    """im2col(x, …) has a row for each window, in the order n, oh, ow; in it c, row, column; zeros around the image.

    ja: im2col(x, …) は、窓ごとに 1 行で、行は n, oh, ow の順、行の中は c, 行, 列の順です。画像の周りは 0 です。
    """
    shape, *window = GEOMETRIES[case]
    x = rng.normal(size=shape)
    expected = reference.im2col(x, *window)

    def check():
        given = x.copy()
        assert_close(submission.im2col(given, *window), expected, what="im2col(x, …)", rtol=PRECISION)
        assert_unchanged(given, x, what=("x after im2col", "im2col のあとの x"))

    with_right_parts(submission, reference, check, "output_size")


@points(1, shares=True)
@pytest.mark.parametrize("case", GEOMETRIES)
def test_col2im(submission, reference, rng, case):
    """col2im(cols, …) adds each entry to the pixel that it came from, and has the images' shape.

    ja: col2im(cols, …) は、各要素を元の画素に足し、画像と同じ形で返します。
    """
    shape, *window = GEOMETRIES[case]
    cols = rng.normal(size=reference.im2col(np.zeros(shape), *window).shape)
    expected = reference.col2im(cols, shape, *window)

    def check():
        given = cols.copy()
        assert_close(submission.col2im(given, shape, *window), expected, what="col2im(cols, …)", rtol=PRECISION)
        assert_unchanged(given, cols, what=("cols after col2im", "col2im のあとの cols"))

    with_right_parts(submission, reference, check, "output_size", "im2col")


@points(0.5)
@about("col2im")
def test_col2im_belongs_to_im2col(submission, reference, rng):
    """Σ im2col(x) · c = Σ x · col2im(c), whatever the order of rows and columns in both.

    ja: 行や列の順番がどうであっても、Σ im2col(x)・c = Σ x・col2im(c) です。
    """
    shape, *window = GEOMETRIES["stride 2, pad 1"]
    x = rng.uniform(1.0, 2.0, shape)
    right = reference.im2col(x, *window)
    c = rng.uniform(1.0, 2.0, right.shape)

    def check():
        conv_checks.check_col2im_belongs(submission, reference, x, c, window, right)

    with_right_parts(submission, reference, check, "output_size")
