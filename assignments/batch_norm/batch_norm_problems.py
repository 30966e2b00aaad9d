"""Batches, layers and right answers that the hidden checks of batch normalization are made of."""

import numpy as np

from autograder.testing import away_from_kinks, compare, fail, upstream

EPS = 1e-8  # the default
SIZES = ((4, 4), (7, 3))  # N samples, D units
PRECISION = 2e-5  # a float32 inside is right to this precision


def parameters(rng, d):
    """gamma and beta, far from 1 and 0."""
    return away_from_kinks(rng, d, margin=1.5, most=3.0), rng.uniform(1.0, 2.0, size=d)


def batch(rng, n, d, scale=1.0):
    """A batch whose units have standard deviations between 0.2 and 5, times scale, and means of that size."""
    std = scale * rng.permutation(np.geomspace(0.2, 5.0, d))
    x = rng.normal(size=(n, d))
    return std * ((x - x.mean(axis=0)) / x.std(axis=0) * rng.uniform(0.9, 1.1, size=d) + rng.uniform(1.0, 2.0, size=d))


def remember(layer, x, eps=EPS):
    """Give a layer what a right forward keeps of x for backward."""
    layer.std = np.sqrt(var_of(x) + eps)
    layer.x_hat = (x - mean_of(x)) / np.sqrt(var_of(x) + eps)


def train(layer, x):
    """One step of forward in training; its output, if it has the right shape.

    A forward that raises, or gives another shape, is charged where it is checked: backward is then asked by itself.
    """
    try:
        y = layer.forward(x.copy(), train=True)
        if np.shape(y) == x.shape:
            return y
    except Exception:  # charged there
        pass
    remember(layer, x)
    return None


def after_backward(module, gamma, beta, x, dout, earlier=()):
    """A layer after one step of forward and backward, its output, and the dx it returned.

    earlier: batches, each with its upstream gradient, of steps before.
    """
    layer = module.BatchNorm(gamma.copy(), beta.copy())
    for before, upstream_before in earlier:
        train(layer, before)
        layer.backward(upstream_before.copy())
    y = train(layer, x)
    return layer, y, layer.backward(dout.copy())


def dx_from_memory(module, gamma, beta, x, dout):
    """The dx of a layer that is given what a right forward keeps; None if it raises."""
    layer = module.BatchNorm(gamma.copy(), beta.copy())
    train(layer, x)
    remember(layer, x)
    try:
        return layer.backward(dout.copy())
    except Exception:  # told of the layer's own forward
        return None


def set_by_backward(module, name, gamma, beta, x, dout):
    """A gradient that backward sets: what it does after that does not matter. And the output of forward."""
    layer = module.BatchNorm(gamma.copy(), beta.copy())
    y = train(layer, x)
    try:
        layer.backward(dout.copy())
    except Exception:
        value = getattr(layer, name, None)
        if value is None or not np.any(value):
            raise
        return value, y
    return getattr(layer, name), y


def inputs(rng, n, d):
    """gamma, beta, a batch and an upstream gradient."""
    return *parameters(rng, d), batch(rng, n, d), upstream(rng, (n, d))


def vector(value, d, what):
    """An attribute as an array of D finite numbers; that it has an axis too many is charged where it is checked."""
    array = np.asarray(value, dtype=float)
    if array.size != d or not np.all(np.isfinite(array)):
        fail(
            f"{what} must hold {d} finite numbers; its shape is {array.shape}.",
            f"{what} は {d} 個の有限な数のはずです（形は {array.shape}）。",
        )
    return array.ravel()


def running(x_batches, momentum, statistic, start):
    """The running average of a statistic over the batches."""
    value = start
    for x in x_batches:
        value = momentum * value + (1 - momentum) * statistic(x)
    return value


def trained(module, rng, d, whole=True, **settings):
    """A layer that has seen three batches, with its gamma, its beta and the batches.

    Without whole, what forward does once running_mean has moved may raise: that is charged elsewhere.
    """
    gamma, beta = parameters(rng, d)
    batches = [batch(rng, n, d) for n in (7, 4, 5)]
    layer = module.BatchNorm(gamma.copy(), beta.copy(), **settings)
    for x in batches:
        try:
            layer.forward(x.copy(), train=True)
        except Exception:
            if whole or not np.any(layer.running_mean):
                raise
    return layer, gamma, beta, batches


def mean_of(x):
    return x.mean(axis=0)


def var_of(x):
    return x.var(axis=0)


def epsilon_variants(gamma, beta, x, dout, eps, ddof=0):
    """Output and dx with ε inside the root, and with ε added to the standard deviation."""
    for y, (direct, mean, variance) in epsilon_terms(gamma, beta, x, dout, eps, ddof):
        yield y, direct - mean - variance


def epsilon_terms(gamma, beta, x, dout, eps, ddof=0):
    """The same, with the three terms of dx apart: the direct one, and those through the mean and the variance."""
    n = len(x)
    centred = x - x.mean(axis=0)
    std = centred.std(axis=0) * np.sqrt(n / (n - ddof))
    inside = np.sqrt(std**2 + eps)
    g = dout * gamma
    for slope, divisor in ((std / inside, inside), (1.0, std + eps)):  # ∂divisor/∂std
        y = gamma * centred / divisor + beta
        through_std = centred * (g * centred).mean(axis=0) * slope / (std * divisor)
        yield y, (g / divisor, np.broadcast_to(g.mean(axis=0) / divisor, x.shape), through_std / divisor)


def dx_of(y, gamma, beta, x, dout, eps=0.0):
    """dx by the right formula from the x̂ that a wrong output y shows, with a divisor for each unit or each sample."""
    x_hat, g = (np.asarray(y, dtype=float) - beta) / gamma, dout * gamma
    if x_hat.shape != x.shape:
        return []
    with np.errstate(all="ignore"):  # y may hold anything
        divisors = x.std(axis=0) / x_hat.std(axis=0), np.sqrt(x.var(axis=1, keepdims=True) + eps)
        forms = [(g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / divisor for divisor in divisors]
    return [dx for dx in forms if np.all(np.isfinite(dx))]


def own_dx(module, gamma, beta, x, dout):
    """dx of the submission's own forward, by central differences: backward may fit a forward that is wrong.

    Nothing is yielded of a forward that does not normalize at all: what it gives must stay where all of x is shifted,
    must not grow in proportion to x, and must follow x.
    """

    def output(x):
        y = module.BatchNorm(gamma.copy(), beta.copy()).forward(x.copy(), train=True)
        return np.asarray(y, dtype=float).reshape(x.shape)

    step = 1e-5 * x.std()
    try:
        y, shifted, doubled = output(x), output(x + x.std()), output(2 * x)
        if compare(shifted, y, rtol=1e-4) is not None or compare(doubled - beta, 2 * (y - beta), rtol=1e-4) is None:
            return
        moves = step * np.eye(x.size).reshape(-1, *x.shape)
        slopes = [np.sum(dout * (output(x + move) - output(x - move))) / (2 * step) for move in moves]
    except Exception:  # charged in forward
        return
    dx = np.reshape(slopes, x.shape)
    if np.all(np.isfinite(dx)) and np.abs(dx).max() > 1e-6 * np.abs(dout).max() / x.std():
        yield dx


def without_root(module, rng):
    """Whether training divides by v + ε, without the root: that is charged where the output of training is checked."""
    gamma, beta = parameters(rng, 3)
    x = batch(rng, 6, 3)
    try:
        y = module.BatchNorm(gamma.copy(), beta.copy()).forward(x.copy(), train=True)
    except Exception:  # charged there, too
        return False
    return compare(y, gamma * (x - mean_of(x)) / var_of(x) + beta, rtol=1e-4) is None


def assert_follows(results, others, what, shape):
    """What does nothing has no side effects, either: results must follow their inputs, which differ a little in others.

    Whether they are right has checks of its own. shape: that of the first.
    """
    if np.shape(results[0]) != shape:
        fail(
            f"{what} must first have the shape {shape}; it has {np.shape(results[0])}.",
            f"{what} の形は、まず {shape} でなければなりません（{np.shape(results[0])} でした）。",
        )
    for result, other in zip(results, others, strict=True):
        mine, beside = np.asarray(result, dtype=float), np.asarray(other, dtype=float)
        if mine.shape != beside.shape or not 0 < np.abs(mine - beside).max(initial=0) < 0.01 * np.abs(mine).max():
            fail(
                f"{what} must first follow what goes in: only then does this check count.",
                f"{what} が、まず入力に応じて変わらなければ、このテストは通りません。",
            )


def assert_forward_follows(submission, rng, train=True):
    """forward makes its output of x: whether it is right is charged where that is checked."""
    gamma, beta, x, dout = inputs(rng, 6, 4)
    y, other = (
        submission.BatchNorm(gamma.copy(), beta.copy()).forward(given, train=train)
        for given in (x.copy(), x + 1e-3 * dout)
    )
    assert_follows([y], [other], "The output of forward", shape=x.shape)
    if np.array_equal(y, x):
        fail("forward(x) must not just return x.", "forward(x) が x をそのまま返しています。")


def gradients(layer, dout):
    """dx, dgamma and dbeta, as arrays of their own."""
    dx = layer.backward(dout.copy())
    return [np.array(a, dtype=float) for a in (dx, layer.dgamma, layer.dbeta)]


def assert_backward_follows(submission, gamma, beta, x, dout):
    """backward makes dx, dgamma and dbeta of dout: whether they are right is charged above."""
    layer, other = (submission.BatchNorm(gamma.copy(), beta.copy()) for _ in range(2))
    train(layer, x)
    results = gradients(layer, dout)
    train(other, x)
    assert_follows(results, gradients(other, 0.999 * dout), "What backward gives", shape=x.shape)
    if np.array_equal(results[0], dout):
        fail("backward(dout) must not just return dout.", "backward(dout) が dout をそのまま返しています。")
