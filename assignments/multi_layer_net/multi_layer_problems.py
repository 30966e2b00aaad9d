"""Nets and inputs that the hidden checks of multi_layer_net are made of."""

from itertools import pairwise

import numpy as np
from net_runs import Nets, into_layers

from autograder.testing import one_hot

ACTIVATIONS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "leaky_relu": lambda z: np.where(z > 0, z, 0.1 * z),
}
SHAPES = {"sigmoid": (4, 5, 3), "relu": (4, 6, 5, 3), "tanh": (3, 7, 4, 5, 6), "leaky_relu": (6, 4, 5)}
CASES = {
    **{f"{activation}, {len(sizes) - 1} Affine": (activation, sizes) for activation, sizes in SHAPES.items()},
    "relu, 1 Affine": ("relu", (5, 4)),
    "tanh, 11 Affine": ("tanh", (4,) * 11 + (3,)),  # W10 and W11 come after W9, and all the others are square
}
DEEP = [name for name, (_, sizes) in CASES.items() if len(sizes) > 2]


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


def hidden_layers(rng, sizes, activation, x):
    """The parameters of all layers but the last, and what comes out of them.

    Every pre-activation is at least 0.02 away from 0, as ReLUs in place of the activations would have it, too; and
    through those most samples pass. So a net that has other activations than it should has gradients of its own.
    """
    params, ours, as_relu = {}, x, x
    for i, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        while True:
            W, b = rng.normal(0.0, 1.6 / np.sqrt(n_in), (n_in, n_out)), rng.normal(0.0, 0.7, n_out)
            z, z_relu = ours @ W + b, as_relu @ W + b
            clear = min(np.abs(z).min(), np.abs(z_relu).min()) > 0.02
            if clear and np.any(z_relu > 0, axis=1).mean() > 0.7:
                break
        params |= {f"W{i}": W, f"b{i}": b}
        ours, as_relu = ACTIVATIONS[activation](z), np.maximum(z_relu, 0)
    return params, ours


def problem(rng, sizes, activation, n):
    """Parameters, x and t.

    No pre-activation is near 0, logits are of order one (so that log(y + 1e-7) is right as well), and for each sample
    the highest is clear of the others. A ReLU after the last layer lets some logits pass and stops some, so that such
    a net has gradients of its own, whatever is drawn.
    """
    kinks, last, n_in = activation.endswith("relu"), len(sizes) - 1, sizes[-2]
    while True:
        x, t = rng.normal(size=(n, sizes[0])), one_hot(rng, n, sizes[-1])
        params, hidden = hidden_layers(rng, sizes[:-1], activation, x)
        W, b = rng.normal(0.0, 1.6 / np.sqrt(n_in), (n_in, sizes[-1])), rng.normal(0.0, 0.7, sizes[-1])
        z = hidden @ W + b
        spread = 1.5 / np.abs(z).max()
        first, second = -np.sort(-spread * z, axis=1)[:, :2].T
        mixed = 0.3 < np.mean(z > 0) < 0.7 and np.any(z > 0, axis=1).sum() > n // 2 and spread * np.abs(z).min() > 0.02
        if (first - second).min() > 0.01 and (mixed or not kinks):
            return params | {f"W{last}": spread * W, f"b{last}": spread * b}, x, t


def problem_above_zero(rng, sizes, n):
    """A problem of ReLUs where each sample has a positive logit, and some logit is negative.

    So a ReLU after the last layer neither stops the training nor makes two classes equal where it does not matter.
    """
    while True:
        params, x, t = problem(rng, sizes, "relu", n)
        _, z = hidden_values(params, "relu", x)
        params[f"b{len(sizes) - 1}"] += (up := 0.3 - z.max(axis=1).min())
        if z.min() + up < -0.1:
            return params, x, t


def problem_of(rng, case):
    """Activation, parameters, x and t of one of the cases."""
    activation, sizes = CASES[case]
    return activation, *problem(rng, sizes, activation, 7)


class MultiLayerNets(Nets):
    """Kinds are activations.

    Of three million fours of losses on digits, out of 1,200 other orders, the one furthest out uses 96 % of the band.
    """

    name = "MultiLayerNet"
    rates = (0.5, 0.7)  # it falls so fast that an optimizer asked too often, or not at all, shows
    digits_kind, digits_rate, digits_epochs = "relu", 0.1, 6

    def make(self, module, kind, params):
        weights = [params[f"W{i}"] for i in range(1, depth(params) + 1)]
        sizes = (*(len(W) for W in weights), weights[-1].shape[1])
        return module.MultiLayerNet(sizes, kind, np.random.default_rng(0), 0.1)

    def reach_layers(self, net, params):
        into_layers(net, params, {"W": "Affine", "b": "Affine"})

    def fit(self, module, net, x, t, rates, **settings):
        _, optimizer, another = module.SGD(1.0), module.SGD(*rates), module.SGD(3.0, 5.0)
        another.update({}, {})  # each has a rate and a count of its own, whatever was made before and after it
        return module.fit(net, optimizer, x, t, **settings)

    def forward_pass(self, reference, kind, like):
        scores, softmax = reference.MultiLayerNet.scores, reference.softmax  # of the submission's own layers
        return {
            "forward": ("MultiLayerNet.scores", scores),
            "predict": ("MultiLayerNet.predict", lambda net, x: softmax(scores(net, x))),
        }

    def classes(self, rng, n):
        return "relu", *problem_above_zero(rng, (4, 5, 3), n)

    def single(self, rng, kind):
        return problem(rng, (4, 5, 6, 3), kind, 6)

    def seven(self, rng):
        return "tanh", *problem(rng, (12, 6, 5), "tanh", 7)

    def digits_params(self):
        rng, sizes = np.random.default_rng(6), (196, 20, 15, 10)
        params = {}
        for i in (1, 2, 3):
            params[f"W{i}"] = rng.normal(0.0, np.sqrt(2 / sizes[i - 1]), (sizes[i - 1], sizes[i]))
            params[f"b{i}"] = np.zeros(sizes[i])
        params["b3"] += 2.0  # the same probabilities; an activation after the last layer is charged elsewhere
        return params


NETS = MultiLayerNets()
net_with = NETS.net_with
