"""Batches, layers and right answers that the hidden checks of batch normalization are made of."""

import numpy as np

from autograder.testing import away_from_kinks, fail, upstream


def parameters(rng, d):
    """gamma and beta, far from 1 and 0."""
    return away_from_kinks(rng, d, margin=1.5, most=3.0), rng.uniform(1.0, 2.0, size=d)


def batch(rng, n, d, scale=1.0):
    """A batch whose units have standard deviations between 0.2 and 5, times scale, and means of that size."""
    std = scale * rng.permutation(np.geomspace(0.2, 5.0, d))
    x = rng.normal(size=(n, d))
    return std * ((x - x.mean(axis=0)) / x.std(axis=0) * rng.uniform(0.9, 1.1, size=d) + rng.uniform(1.0, 2.0, size=d))


def after_backward(module, gamma, beta, x, dout, **settings):
    """A layer after one forward and one backward step, its output, and the dx it returned."""
    layer = module.BatchNorm(gamma.copy(), beta.copy(), **settings)
    y = layer.forward(x.copy())
    return layer, y, layer.backward(dout.copy())


def inputs(rng, n, d):
    """gamma, beta, a batch and an upstream gradient."""
    return *parameters(rng, d), batch(rng, n, d), upstream(rng, (n, d))


def vector(value, d, what):
    """An attribute as an array of D finite numbers."""
    array = np.asarray(value, dtype=float)
    if not np.all(np.isfinite(array)):
        fail(f"{what} holds NaN or infinity.", f"{what} に NaN か無限大が含まれています。")
    if array.shape != (d,):
        fail(
            f"{what} has shape {array.shape}, expected ({d},).",
            f"{what} の形が {array.shape} です。({d},) のはずです。",
        )
    return array


def running(x_batches, momentum, statistic, start):
    """The running average of a statistic over the batches."""
    value = start
    for x in x_batches:
        value = momentum * value + (1 - momentum) * statistic(x)
    return value


def trained(module, rng, d, **settings):
    """A layer that has seen three batches, with its gamma, its beta and the batches."""
    gamma, beta = parameters(rng, d)
    batches = [batch(rng, n, d) for n in (7, 4, 5)]
    layer = module.BatchNorm(gamma.copy(), beta.copy(), **settings)
    for x in batches:
        layer.forward(x.copy())
    return layer, gamma, beta, batches


def mean_of(x):
    return x.mean(axis=0)


def var_of(x):
    return x.var(axis=0)


def epsilon_variants(gamma, beta, x, dout, eps):
    """Output and dx with ε inside the root, and with ε added to the standard deviation."""
    centred = x - x.mean(axis=0)
    std = centred.std(axis=0)
    inside = np.sqrt(std**2 + eps)
    g = dout * gamma
    for slope, divisor in ((std / inside, inside), (1.0, std + eps)):  # ∂divisor/∂std
        y = gamma * centred / divisor + beta
        through_std = centred * (g * centred).mean(axis=0) * slope / (std * divisor)
        yield y, (g - g.mean(axis=0) - through_std) / divisor
