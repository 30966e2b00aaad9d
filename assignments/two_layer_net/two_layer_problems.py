"""Nets, inputs and runs that the hidden checks of two_layer_net are made of."""

import functools

import numpy as np

from autograder.testing import EnsembleBand, TrajectoryBand, fail, one_hot

TASKS = {"regression": 2, "binary": 1, "multiclass": 3}  # with a number of outputs


def x_to_z(params, x):
    """The output before sigmoid or softmax."""
    return np.maximum(x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]


def problem(rng, task, n, n_in=4, n_hidden=5):
    """Parameters, x and t of a task.

    Every pre-activation is at least 0.05 away from 0, and every right class has a probability above 0.1, where
    log(y + 1e-7) is right as well.
    """
    n_out = TASKS[task]
    while True:
        params = {
            "W1": rng.normal(size=(n_in, n_hidden)),
            "b1": rng.normal(size=n_hidden),
            "W2": rng.normal(size=(n_hidden, n_out)),
            "b2": rng.normal(size=n_out),
        }
        x = rng.normal(size=(n, n_in))
        if task == "regression":
            t = rng.normal(size=(n, n_out))
        elif task == "binary":
            t = rng.permutation(np.arange(n) % 2)[:, None].astype(float)
        else:
            t = one_hot(rng, n, n_out)
        z = x_to_z(params, x)
        z *= (spread := 1.5 / np.abs(z).max())
        params["W2"] *= spread
        params["b2"] *= spread
        apart = np.abs(x @ params["W1"] + params["b1"]).min() > 0.05
        if apart and (task != "multiclass" or (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))[t > 0].min() > 0.1):
            break
    return params, x, t


def net_with(module, task, params):
    """A net of the module with these parameters."""
    (n_in, n_hidden), n_out = params["W1"].shape, len(params["b2"])
    net = module.TwoLayerNet(n_in, n_hidden, n_out, task, np.random.default_rng(0))
    theirs = net.params
    for key, value in params.items():
        theirs[key][...] = value
    return net


def problems(rng, task):
    """Two problems of different size."""
    yield problem(rng, task, 5)
    yield problem(rng, task, 3, 6, 4)


def run_fit(module, task, params, x, t, **settings):
    """The losses and the parameters after fit."""
    net = net_with(module, task, params)
    history = module.fit(net, x.copy(), t.copy(), **settings)
    losses = np.asarray(history["loss"], dtype=float)
    if losses.shape != (settings["epochs"],) or not np.all(losses > 0):
        fail(
            f'history["loss"] must hold one positive number per epoch; it is {losses.tolist()}.',
            f'history["loss"] は、エポックごとに 1 つの正の数のはずですが、{losses.tolist()} でした。',
        )
    return history["loss"], {key: np.asarray(net.params[key]) for key in params}


RATE = 1e-4  # of the runs that show how often each sample is used
BATCH_RATE = 0.05  # of the runs whose samples are a single batch


@functools.lru_cache(maxsize=8)
def single_batch(reference, task, seed):
    """A problem whose N = 6 samples are one batch, and the band of its losses: the same for all submissions.

    The first loss of the band is that before any update, as a band expects it.
    """
    params, x, t = problem(np.random.default_rng(seed), task, 6)

    def run(params, x, t, epochs):
        settings = {"batch_size": len(x), "epochs": epochs - 1, "rng": np.random.default_rng(0)}
        before = net_with(reference, task, params).loss(x, t)
        return [before, *run_fit(reference, task, params, x, t, learning_rate=BATCH_RATE, **settings)[0]]

    def run_with_epsilon(params, x, t, epochs):
        """The same with log(y + 1e-7) in the loss."""
        losses = []
        for _ in range(epochs):
            y = net_with(reference, task, params).predict(x)
            losses.append(-float(np.sum(t * np.log(y + 1e-7))) / len(x))
            settings = {"batch_size": len(x), "epochs": 1, "rng": np.random.default_rng(0)}
            _, params = run_fit(reference, task, params, x, t, learning_rate=BATCH_RATE, **settings)
        return losses

    inputs = {"params": params, "x": x, "t": t, "epochs": 10}  # the loss before, eight epochs, and one ahead
    also = (run_with_epsilon,) if task == "multiclass" else ()
    return params, x, t, TrajectoryBand.from_reference(run, inputs, num_steps="epochs", equivalents=also)


def sample_gradients(reference, params, x, t):
    """The gradient of every single sample, one row for each."""
    net = net_with(reference, "regression", params)
    rows = [net.gradient(x[i : i + 1], t[i : i + 1]) for i in range(len(x))]
    return np.array([np.concatenate([row[key].ravel() for key in params]) for row in rows])


def uses(module, gradients, rng, params, x, t, batch_size, epochs=1):
    """How much each sample has moved the parameters, in steps along its own gradient: 1/B for each use.

    The rate is so small that the gradients hardly change on the way; each sample has a gradient of its own, so that
    the amounts can be told from the change of the parameters (least squares).
    """
    settings = {"learning_rate": RATE, "batch_size": batch_size, "epochs": epochs, "rng": rng}
    _, after = run_fit(module, "regression", params, x, t, **settings)
    change = np.concatenate([(params[key] - after[key]).ravel() for key in params]) / RATE
    amounts, *_ = np.linalg.lstsq(gradients.T, change, rcond=None)
    return amounts


def batch_problem(reference, rng):
    """7 samples whose gradients are about as large and point far apart, and these gradients."""
    while True:
        params, x, t = problem(rng, "regression", 7, 12, 6)
        t = x_to_z(params, x) + np.where(t > 0, 0.5, -0.5)  # errors of the same size
        gradients = sample_gradients(reference, params, x, t)
        if np.linalg.cond(gradients) < 8:
            return params, x, t, gradients


@functools.cache
def digits_problem(datasets):
    """120 digits, shrunk to 14 × 14, and parameters to start from."""
    x, labels = datasets.digits(120, seed=5)
    x = x.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
    rng = np.random.default_rng(6)
    params = {
        "W1": rng.normal(0.0, 0.1, (196, 12)),
        "b1": np.zeros(12),
        "W2": rng.normal(0.0, 0.3, (12, 10)),
        "b2": np.zeros(10),
    }
    return params, x, datasets.one_hot(labels)


def last_loss(module, reference, seed, data):
    """The loss after three epochs of mini-batches, computed from the parameters by the reference."""
    params, x, t = data
    settings = {"learning_rate": 0.3, "batch_size": 10, "epochs": 3, "rng": np.random.default_rng(seed)}
    _, after = run_fit(module, "multiclass", params, x, t, **settings)
    return net_with(reference, "multiclass", after).loss(x, t)


@functools.cache
def digits_band(reference):
    """Where the last loss lies for the reference, over the order of the samples.

    Of 20 million pairs out of 8,000 other orders 4 lie outside: a right net is rejected 2 times in 10 million.
    """
    import datasets

    data = digits_problem(datasets)
    return EnsembleBand.from_reference(lambda seed: last_loss(reference, reference, seed, data), log=True)
