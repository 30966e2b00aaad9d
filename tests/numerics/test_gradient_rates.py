"""Measured on twelve layers: right backward passes are never rejected, wrong ones are caught."""

import numpy as np
import pytest
from layer_zoo import LAYERS, WRONG, Layer, in_float32

from autograder.numerics import Inconclusive, Mismatch, assert_gradient, assert_vjp

# A measurement: thousands of passes.
pytestmark = pytest.mark.slow

SCALES = (1e-4, 1e-2, 1.0, 1e2, 1e4)
# Below what finite differences can see: an error of 5e-9. The comparison with the reference sees it.
INVISIBLE = {("batch norm", "no epsilon")}


def accepts_by_differences(layer: Layer, backward, seed: int, scale: float = 1.0, forward=None) -> bool:
    rng = np.random.default_rng([seed, 1])
    inputs = layer.draw(rng, scale)
    dout = layer.upstream(rng, inputs)
    gradients = backward(*inputs, dout)
    forward = forward or layer.forward
    for i, point in enumerate(inputs):

        def of(x, i=i):
            return forward(*inputs[:i], x, *inputs[i + 1 :])

        try:
            assert_gradient(gradients[i], of, point, upstream=dout)
        except Mismatch:
            return False
    return True


def accepts_by_comparison(layer: Layer, backward, seed: int, scale: float = 1.0) -> bool:
    rng = np.random.default_rng([seed, 1])
    inputs = layer.draw(rng, scale)
    dout = layer.upstream(rng, inputs)
    try:
        assert_vjp(backward(*inputs, dout), layer.backward, *inputs, upstream=dout)
    except Mismatch:
        return False
    return True


@pytest.mark.parametrize("name", LAYERS)
def test_right_passes_are_never_rejected_at_any_scale(name):
    layer = LAYERS[name]
    for scale in SCALES:
        for seed in range(12):
            assert accepts_by_differences(layer, layer.backward, seed, scale), (scale, seed)
        for seed in range(40):
            assert accepts_by_comparison(layer, layer.backward, seed, scale), (scale, seed)


@pytest.mark.parametrize("name", LAYERS)
def test_right_passes_in_float32_are_not_rejected(name):
    layer = LAYERS[name]
    single = in_float32(layer)
    for seed in range(12):
        assert accepts_by_differences(layer, single.backward, seed), seed
        assert accepts_by_differences(layer, single.backward, seed, forward=single.forward), seed
        assert accepts_by_comparison(layer, single.backward, seed), seed


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_wrong_passes_are_caught(name, wrong):
    layer = LAYERS[name]
    for seed in range(8):
        assert not accepts_by_comparison(layer, layer.wrong[wrong], seed), seed
    if (name, wrong) not in INVISIBLE:
        for seed in range(4):
            assert not accepts_by_differences(layer, layer.wrong[wrong], seed), seed


def test_on_kinks_a_right_pass_is_accepted_or_drawn_again():
    """A fifth of the pre-activations exactly 0, with every usual opinion on the slope there."""
    layer = LAYERS["relu"]
    verdicts = []
    for seed in range(30):
        rng = np.random.default_rng([seed, 1])
        x = rng.standard_normal((5, 6))
        x.flat[rng.choice(30, 6 + seed % 20, replace=False)] = 0.0
        dout = rng.standard_normal(x.shape)
        slope = (0.0, 0.5, 1.0)[seed % 3]
        try:
            assert_gradient(np.where(x == 0, slope, x > 0) * dout, layer.forward, x, upstream=dout)
            verdicts.append("accepted")
        except Inconclusive:
            verdicts.append("drawn again")
    assert set(verdicts) == {"accepted", "drawn again"}
