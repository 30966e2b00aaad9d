"""Public checks: examples you can follow by hand, and published figures. They give no points."""

import numpy as np

from autograder.testing import assert_close

PRECISION = 1e-4


def test_gradient_example(submission):
    """f(x) = x1² + x2² has the gradient (6, 8) at (3, 4).

    ja: f(x) = x1² + x2² の (3, 4) での勾配は (6, 8) です。
    """
    got = submission.numerical_gradient(lambda v: np.sum(np.asarray(v) ** 2), np.array([3.0, 4.0]))
    assert_close(got, np.array([6.0, 8.0]), what="numerical_gradient(f, x)", rtol=PRECISION)


def test_relative_error_example(submission):
    """|3 − 4| / max(3, 4) = 1/4.

    ja: |3 − 4| / max(3, 4) = 1/4 です。
    """
    got = submission.relative_error(np.array([3.0]), np.array([4.0]))
    assert_close(got, np.array([0.25]), what="relative_error((3), (4))", rtol=PRECISION)


def test_gradient_check_example(submission):
    """For f(x) = x1² the function 4x is twice the gradient: its relative error is 1/2.

    ja: f(x) = x1² に対して、関数 4x は勾配の 2 倍なので、相対誤差は 1/2 です。
    """
    got = submission.gradient_check(lambda v: np.float64(v[0]) ** 2, np.array([3.0]), lambda v: 4 * np.asarray(v))
    assert_close(got, 0.5, what="gradient_check", rtol=PRECISION)


def test_published_counts(submission):
    """A net with 784, 50 and 10 units has 39,760 parameters, and its numerical gradient takes 79,520 forward runs.

    ja: ユニット数 784、50、10 のネットワークのパラメータは 39,760 個、数値微分に必要な順伝播は 79,520 回です。
    """
    assert_close(submission.parameter_count(784, 50, 10), 39760, what="parameter_count(784, 50, 10)")
    assert_close(submission.forward_calls(39760), 79520, what="forward_calls(39760)")
