"""Nets and inputs that the hidden checks of two_layer_net are made of."""

import numpy as np
from net_checks import cross_entropy, share_of_right_classes
from net_runs import Nets, by_our_names

from autograder.testing import one_hot

TASKS = {"regression": 2, "binary": 1, "multiclass": 3}  # with a number of outputs
CLASSIFICATION = ["binary", "multiclass"]


def half_squared_error(y, t):
    """The loss of a regression."""
    return float(np.sum((y - t) ** 2)) / (2 * len(t))


def binary_cross_entropy(y, t):
    """The loss of two classes."""
    return -float(np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))) / len(t)


def r_squared(y, t):
    """The accuracy of a regression."""
    return 1 - float(np.sum((y - t) ** 2) / np.sum((t - t.mean()) ** 2))


def share_of_right_answers(y, t):
    """The accuracy of two classes."""
    return float(np.mean((y > 0.5) == (t > 0.5)))


LOSSES = {"regression": half_squared_error, "binary": binary_cross_entropy, "multiclass": cross_entropy}
ACCURACIES = {"binary": share_of_right_answers, "multiclass": share_of_right_classes}


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


def with_one_output(params, x, t):
    """A regression with a single output, for which R² is defined."""
    return {**params, "W2": params["W2"][:, :1], "b2": params["b2"][:1]}, x, t[:, :1]


def problems(rng, task):
    """Two problems of different size."""
    yield problem(rng, task, 5)
    yield problem(rng, task, 3, 6, 4)


class TwoLayerNets(Nets):
    """Kinds are tasks.

    Of three million fours of losses on digits, out of 1,200 other orders, the one furthest out uses 75 % of the band.
    """

    name = "TwoLayerNet"
    rates = (0.05,)
    # So bright that a rate of 1 is far too large: its losses lie half the band above it, and the loss of steps that all
    # use the whole set a third of the half band below.
    digits_kind, digits_rate, digits_epochs, digits_scale = "multiclass", 0.05, 3, 4.0

    def make(self, module, kind, params):
        (n_in, n_hidden), n_out = params["W1"].shape, len(params["b2"])
        return module.TwoLayerNet(n_in, n_hidden, n_out, kind, np.random.default_rng(0))

    def fit(self, module, net, x, t, rates, **settings):
        (rate,) = rates
        return module.fit(net, x, t, learning_rate=rate, **settings)

    def forward_pass(self, reference, kind, like):
        def ours(net):
            return self.net_with(reference, kind, by_our_names(net.params, like))

        return {
            "forward": ("TwoLayerNet.forward", lambda net, x: ours(net).forward(x)),
            "predict": ("TwoLayerNet.predict", lambda net, x: ours(net).predict(x)),
        }

    def classes(self, rng, n):
        return "multiclass", *problem(rng, "multiclass", n)

    def single(self, rng, kind):
        return problem(rng, kind, 6)

    def seven(self, rng):
        params, x, t = problem(rng, "regression", 7, 12, 6)
        return "regression", params, x, x_to_z(params, x) + np.where(t > 0, 0.5, -0.5)  # errors of the same size

    def digits_params(self):
        rng = np.random.default_rng(6)
        return {
            "W1": rng.normal(0.0, 0.1 / self.digits_scale, (196, 12)),
            "b1": np.zeros(12),
            "W2": rng.normal(0.0, 0.3, (12, 10)),
            "b2": np.zeros(10),
        }


NETS = TwoLayerNets()
net_with = NETS.net_with
