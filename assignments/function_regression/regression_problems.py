"""Nets, samples and runs that the hidden checks of function_regression are made of."""

import functools
import itertools

import numpy as np
from net_runs import Nets, by_our_names

from autograder.testing import assert_unchanged, copies, fail

CASES = {"two hidden layers": (2, 5, 4, 1), "three of one width": (2, 3, 3, 3, 1), "one hidden layer": (2, 7, 1)}
HIDDEN = (12, 7)


def surface(x):
    """The function to be learned, (N,)."""
    return 10 - 10 * np.exp(-np.sum(x**2, axis=1) / 5) - np.exp(np.mean(np.cos(x), axis=1))


def half_squared_error(y, t):
    """The loss of a regression."""
    return float(np.sum((y - t) ** 2)) / (2 * len(t))


def before_the_kinks(params, x):
    """What goes into each ReLU."""
    values = []
    for i in range(1, len(params) // 2):
        values.append(x @ params[f"W{i}"] + params[f"b{i}"])
        x = np.maximum(values[-1], 0)
    return values


def problem(reference, rng, sizes, n):
    """Parameters, x and t: no input of a ReLU is near 0, and in each layer some units are on and some are off.

    Every gradient is felt, and so is that of the samples with predictions on one side of 0: of one that is hardly more
    than 0, a wrong one says nothing.
    """
    while True:
        params = {}
        for i, (n_in, n_out) in enumerate(itertools.pairwise(sizes), start=1):
            params[f"W{i}"] = rng.normal(0.0, 1.6 / np.sqrt(n_in), (n_in, n_out))
            params[f"b{i}"] = rng.normal(0.0, 0.7, n_out)
        x = rng.normal(size=(n, sizes[0]))
        values = before_the_kinks(params, x)
        y = np.maximum(values[-1], 0) @ params[f"W{len(sizes) - 1}"] + params[f"b{len(sizes) - 1}"]
        mixed = all(0.2 < np.mean(a > 0) < 0.8 and np.abs(a).min() > 0.02 for a in values)
        t = y + rng.uniform(0.3, 1.5, y.shape) * rng.choice([-1.0, 1.0], y.shape)
        # a ReLU at the end changes something, and not everything
        if not mixed or y.min() > -0.1 or y.max() < 0.1 or np.abs(y).min() < 0.05:
            continue
        net = NETS.net_with(reference, "", params)
        sides = (net.gradient(x[rows], t[rows]) for rows in (y[:, 0] > 0, y[:, 0] < 0))
        if min(np.linalg.norm(value) for gradient in (*sides, net.gradient(x, t)) for value in gradient.values()) > 0.1:
            return params, x, t


class RegressionNets(Nets):
    """There is a single kind."""

    name = "RegressionNet"

    def make(self, module, kind, params):
        weights = [params[f"W{i}"] for i in range(1, len(params) // 2 + 1)]
        return module.RegressionNet((*(len(W) for W in weights), weights[-1].shape[1]), np.random.default_rng(0))

    def forward_pass(self, reference, kind, like):
        return {"predict": ("RegressionNet.predict", reference.RegressionNet.predict)}  # of the submission's own layers


NETS = RegressionNets()


@functools.lru_cache(maxsize=8)
def samples(n, seed):
    """x (n, 2) and y (n, 1), noisy, with the whole of the hollow in it: the same for all submissions."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-10, 10, (n, 2))
    x[: n // 4] /= 5
    return x, surface(x)[:, None] + rng.uniform(-0.01, 0.01, (n, 1))


def run(module, x, y, seed, like, **settings):
    """What the module's fit makes of copies of these samples, which it leaves alone: the losses, and the parameters."""
    given = copies((x, y))
    net, history = module.fit(*given, np.random.default_rng(seed), **settings)
    for name, after, before in zip("xy", given, (x, y), strict=True):
        assert_unchanged(after, before, what=(f"{name} after fit", f"fit のあとの {name}"))
    losses = np.asarray(history["loss"], dtype=float)
    if losses.shape != (settings["epochs"],):
        fail(
            f'history["loss"] must hold one number per epoch; its shape is {losses.shape}.',
            f'history["loss"] は、エポックごとに 1 つの数のはずですが、形は {losses.shape} でした。',
        )
    params = by_our_names(net.params, like)
    shapes, right = ({key: np.shape(value) for key, value in arrays.items()} for arrays in (params, like))
    if shapes != right:
        fail(
            f"The trained net should have {right}; it has {shapes}.",
            f"学習後の net は {right} のはずですが、{shapes} でした。",
        )
    return losses, params


def start_of(submission, x, y, seed, like, **settings):
    """The parameters with which the submission's training begins: what fit returns for no epochs.

    How they are drawn is charged where the net is checked; where fit cannot do without an epoch, they are taken for
    right.
    """
    try:
        _, params = run(submission, x, y, seed, like, **{**settings, "epochs": 0})
    except Exception:
        return like
    start = {key: np.array(value, dtype=float) for key, value in params.items()}
    return start if all(np.all(np.isfinite(value)) for value in start.values()) else like


def after_drawing(submission, seed, hidden):
    """The generator from which fit draws the orders: the submission's net has drawn from it first."""
    rng = np.random.default_rng(seed)
    submission.RegressionNet((2, *hidden, 1), rng)
    return rng


def follow(reference, x, y, rng, start, *, learning_rate, batch_size, epochs):
    """Losses and parameters of a right training that begins with these parameters."""
    net = NETS.make(reference, "", start)
    for key, value in start.items():
        net.params[key][...] = value
    optimizer, losses = reference.Adam(learning_rate), []
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for k in range(0, len(x), batch_size):
            rows = order[k : k + batch_size]
            optimizer.update(net.params, net.gradient(x[rows], y[rows]))
        losses.append(net.loss(x, y))
    return losses, net


def drawn(reference, hidden):
    """Parameters of the shapes of a net for these hidden layers."""
    return reference.RegressionNet((2, *hidden, 1), np.random.default_rng(0)).params
