"""Public checks: examples you can follow by hand. They give no points; the hidden checks look closer."""

import numpy as np

from autograder.testing import assert_close, fail

PRECISION = 1e-5


def test_forward_example(submission):
    """x = 1, w2 = 2, w3 = 1 give h1 = 1, u2 = 2, h2 = 4, u3 = 4, ŷ = 16 and L = 256.

    ja: x = 1、w2 = 2、w3 = 1 なら h1 = 1、u2 = 2、h2 = 4、u3 = 4、ŷ = 16、L = 256 です。
    """
    expected = {"h1": 1.0, "u2": 2.0, "h2": 4.0, "u3": 4.0, "y_hat": 16.0, "loss": 256.0}
    assert_close(submission.forward(1.0, 2.0, 1.0), expected, what="forward(1, 2, 1)", rtol=PRECISION)


def test_delta3_example(submission):
    """In the same example ∂L/∂u3 = 2ŷ · 2u3 = 32 · 8 = 256.

    ja: 同じ例で ∂L/∂u3 = 2ŷ · 2u3 = 32 · 8 = 256 です。
    """
    _, delta3 = submission.deltas(1.0, 2.0, 1.0)
    assert_close(delta3, 256.0, what="delta3", rtol=PRECISION)


def test_published_gradients(submission):
    """The published results at x = w2 = w3 = 1: delta2 = 8, delta3 = 4, ∂L/∂w2 = 8, ∂L/∂w3 = 4.

    ja: x = w2 = w3 = 1 での公表されている答え delta2 = 8、delta3 = 4、∂L/∂w2 = 8、∂L/∂w3 = 4 と一致します。
    """
    delta2, delta3 = submission.deltas(1.0, 1.0, 1.0)
    dw2, dw3 = submission.gradients(1.0, 1.0, 1.0)
    for name, got, expected in (
        ("delta2", delta2, 8.0),
        ("delta3", delta3, 4.0),
        ("∂L/∂w2", dw2, 8.0),
        ("∂L/∂w3", dw3, 4.0),
    ):
        assert_close(got, expected, what=name, rtol=PRECISION)


def test_norms_are_positive(submission):
    """weight_gradient_norms returns one positive number for each layer.

    ja: weight_gradient_norms は、層ごとに 1 つの正の数を返します。
    """
    for activation in ("sigmoid", "relu"):
        norms = np.asarray(submission.weight_gradient_norms(activation, 4, 30, np.random.default_rng(0)), dtype=float)
        if norms.shape != (4,) or not (np.isfinite(norms).all() and (norms > 0).all()):
            fail(
                f"For depth=4 there should be 4 positive norms; there are {norms.tolist()}.",
                f"depth=4 なら正の数が 4 つのはずですが、{norms.tolist()} でした。",
            )
