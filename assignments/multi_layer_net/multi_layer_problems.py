"""Nets, inputs and runs that the hidden checks of multi_layer_net are made of."""

import functools

import numpy as np

from autograder.testing import EnsembleBand, TrajectoryBand, fail, one_hot

ACTIVATIONS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "leaky_relu": lambda z: np.where(z > 0, z, 0.1 * z),
}
SHAPES = {"sigmoid": (4, 5, 3), "relu": (4, 6, 5, 3), "tanh": (3, 7, 4, 5, 6), "leaky_relu": (6, 4, 5)}
NETS = {**SHAPES, "relu without a hidden layer": (5, 4)}


def depth(params):
    """The number of Affine layers."""
    return len(params) // 2


def hidden_values(params, activation, x):
    """What goes into each activation, and the logits."""
    values = []
    for i in range(1, depth(params) + 1):
        values.append(x @ params[f"W{i}"] + params[f"b{i}"])
        x = ACTIVATIONS[activation](values[-1])
    return values[:-1], values[-1]


def problem(rng, sizes, activation, n):
    """Parameters, x and t.

    Every pre-activation is at least 0.02 away from 0, logits are of order one (so that log(y + 1e-7) is right as
    well), and for each sample the highest is clear of the others.
    """
    while True:
        params = {}
        for i in range(1, len(sizes)):
            n_in, n_out = sizes[i - 1], sizes[i]
            params[f"W{i}"] = rng.normal(0.0, 1.6 / np.sqrt(n_in), (n_in, n_out))
            params[f"b{i}"] = rng.normal(0.0, 0.7, n_out)
        x, t = rng.normal(size=(n, sizes[0])), one_hot(rng, n, sizes[-1])
        before, z = hidden_values(params, activation, x)
        spread = 1.5 / np.abs(z).max()
        params[f"W{len(sizes) - 1}"] *= spread
        params[f"b{len(sizes) - 1}"] *= spread
        first, second = -np.sort(-spread * z, axis=1)[:, :2].T
        if (first - second).min() > 0.01 and all(np.abs(a).min() > 0.02 for a in before):
            return params, x, t


def problems(rng):
    """A problem for each activation, and one without a hidden layer: (activation, params, x, t)."""
    for n, (name, sizes) in enumerate(NETS.items(), start=4):
        activation = name.split()[0]
        yield activation, *problem(rng, sizes, activation, n + (n == sizes[-1]))


def net_with(module, activation, params):
    """A net of the module with these parameters."""
    sizes = tuple(params[f"W{i}"].shape[0] for i in range(1, depth(params) + 1)) + params[f"b{depth(params)}"].shape
    net = module.MultiLayerNet(sizes, activation, np.random.default_rng(0), 0.1)
    theirs = net.params
    for key, value in params.items():
        theirs[key][...] = value
    return net


def run_fit(module, activation, params, x, t, optimizer, **settings):
    """The losses and the parameters after fit with the optimizer SGD(*optimizer)."""
    net = net_with(module, activation, params)
    history = module.fit(net, module.SGD(*optimizer), x.copy(), t.copy(), **settings)
    losses = np.asarray(history["loss"], dtype=float)
    if losses.shape != (settings["epochs"],) or not np.all(losses > 0):
        fail(
            f'history["loss"] must hold one positive number per epoch; it is {losses.tolist()}.',
            f'history["loss"] は、エポックごとに 1 つの正の数のはずですが、{losses.tolist()} でした。',
        )
    theirs = net.params
    return history["loss"], {key: np.asarray(theirs[key]) for key in params}


RATE = 1e-4  # of the runs that show how often each sample is used
LR, DECAY = 0.5, 0.7  # the rate falls so fast that an optimizer asked too often, or not at all, shows
EPOCHS = 4  # of the training on digits


@functools.lru_cache(maxsize=4)
def single_batch(reference, seed):
    """A problem whose N = 6 samples are one batch, and the band of its losses: the same for all submissions.

    The first loss of the band is that before any update, as a band expects it.
    With tanh, there is no kink to be crossed on the way.
    """
    params, x, t = problem(np.random.default_rng(seed), (4, 5, 6, 3), "tanh", 6)

    def run(params, x, t, epochs):
        settings = {"batch_size": len(x), "epochs": epochs - 1, "rng": np.random.default_rng(0)}
        before = net_with(reference, "tanh", params).loss(x, t)
        return [before, *run_fit(reference, "tanh", params, x, t, (LR, DECAY), **settings)[0]]

    def run_with_epsilon(params, x, t, epochs):
        """The same with log(y + 1e-7) in the loss."""
        losses = []
        for k in range(epochs):
            y = net_with(reference, "tanh", params).predict(x)
            losses.append(-float(np.sum(t * np.log(y + 1e-7))) / len(x))
            settings = {"batch_size": len(x), "epochs": 1, "rng": np.random.default_rng(0)}
            _, params = run_fit(reference, "tanh", params, x, t, (LR / (1 + DECAY * k),), **settings)
        return losses

    inputs = {"params": params, "x": x, "t": t, "epochs": 10}  # the loss before, eight epochs, and one ahead
    band = TrajectoryBand.from_reference(run, inputs, num_steps="epochs", equivalents=(run_with_epsilon,))
    return params, x, t, band


def sample_gradients(reference, params, x, t):
    """The gradient of every single sample, one row for each."""
    net = net_with(reference, "tanh", params)
    rows = [net.gradient(x[i : i + 1], t[i : i + 1]) for i in range(len(x))]
    return np.array([np.concatenate([row[key].ravel() for key in params]) for row in rows])


def uses(module, gradients, rng, params, x, t, batch_size, epochs=1):
    """How much each sample has moved the parameters, in steps along its own gradient: 1/B for each use.

    The rate is so small that the gradients hardly change on the way; each sample has a gradient of its own, so that
    the amounts can be told from the change of the parameters (least squares).
    """
    settings = {"batch_size": batch_size, "epochs": epochs, "rng": rng}
    _, after = run_fit(module, "tanh", params, x, t, (RATE,), **settings)
    change = np.concatenate([(params[key] - after[key]).ravel() for key in params]) / RATE
    amounts, *_ = np.linalg.lstsq(gradients.T, change, rcond=None)
    return amounts


def batch_problem(reference, rng):
    """7 samples whose gradients are about as large and point far apart, and these gradients."""
    while True:
        params, x, t = problem(rng, (12, 6, 5), "tanh", 7)
        gradients = sample_gradients(reference, params, x, t)
        if np.linalg.cond(gradients) < 8:
            return params, x, t, gradients


@functools.cache
def digits_problem(datasets):
    """120 digits, shrunk to 14 × 14, and parameters of a net of three layers to start from."""
    x, digits = datasets.digits(120, seed=5)
    x = x.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
    rng, sizes = np.random.default_rng(6), (196, 20, 15, 10)
    params = {}
    for i in (1, 2, 3):
        params[f"W{i}"] = rng.normal(0.0, np.sqrt(2 / sizes[i - 1]), (sizes[i - 1], sizes[i]))
        params[f"b{i}"] = np.zeros(sizes[i])
    return params, x, datasets.one_hot(digits)


def last_loss(module, reference, seed, data):
    """The loss after a few epochs of mini-batches, computed from the parameters by the reference."""
    params, x, t = data
    settings = {"batch_size": 10, "epochs": EPOCHS, "rng": np.random.default_rng(seed)}
    _, after = run_fit(module, "relu", params, x, t, (0.1,), **settings)
    return net_with(reference, "relu", after).loss(x, t)


@functools.cache
def digits_band(reference):
    """Where the last loss lies for the reference, over the order of the samples.

    Of 200,000 pairs out of 3,000 other orders, the one furthest out uses 78 % of its interval: 3.9 of the pairs' own
    standard deviations, where the interval reaches to about six.
    """
    import datasets

    data = digits_problem(datasets)
    return EnsembleBand.from_reference(lambda seed: last_loss(reference, reference, seed, data), log=True)
