"""Nets, images and runs that the hidden checks of the autoencoder are made of."""

from itertools import pairwise

import numpy as np
from net_runs import by_our_names, names_of
from picture_checks import Pictures
from picture_problems import images, layer, moderate

CASES = {  # two widths in a row that are equal: what two layers share shows there
    "sizes (7, 3)": (7, 3),
    "sizes (8, 5, 2)": (8, 5, 2),
    "sizes (9, 6, 6, 4)": (9, 6, 6, 4),
}
SMALL = (49, 10, 2)


class Autoencoders(Pictures):
    """loss and gradient are given images."""

    name = "Autoencoder"
    parts = ("encode", "decode")

    def make(self, module, params):
        return module.Autoencoder(sizes_of(params), np.random.default_rng(0))

    def forward(self, module, net, x):
        return net.decode(net.encode(x))


NETS = Autoencoders()
net_with = NETS.net_with


def sizes_of(params):
    """The widths of the encoder."""
    weights = [params[f"W{i}"] for i in range(1, len(params) // 4 + 1)]
    return (*(len(W) for W in weights), weights[-1].shape[1])


def widths_of(sizes):
    """The widths of the whole net."""
    return [*sizes, *reversed(sizes[:-1])]


def problem(rng, sizes, n):
    """Parameters and images.

    What goes into each unit has both signs, is at least 0.02 away from 0, and of order one. So every activation in a
    wrong place shows, and no kink is near.
    """
    while True:
        x = rng.uniform(0.0, 1.0, (n, sizes[0]))
        params, values = {}, x
        for i, units in enumerate(widths_of(sizes)[1:], start=1):
            params[f"W{i}"], params[f"b{i}"], into = layer(rng, values, units)
            values = into if i == len(sizes) - 1 else np.maximum(into, 0)
        if moderate(params):
            return params, x


def start(rng, sizes=SMALL):
    """Parameters to start from, by He's rule."""
    params = {}
    for i, (n_in, n_out) in enumerate(pairwise(widths_of(sizes)), start=1):
        params[f"W{i}"], params[f"b{i}"] = rng.normal(0.0, np.sqrt(2 / n_in), (n_in, n_out)), np.zeros(n_out)
    return params


def trained(module, reference, params, optimizer, batch_size, epochs, seed):
    """The losses of a training on 46 images, and the loss of the net that comes out, computed by the reference."""
    name, *rates = optimizer
    x, _ = images(46, 5)
    settings = {"batch_size": batch_size, "epochs": epochs, "rng": np.random.default_rng(seed)}
    before = {"batch_size": 2, "epochs": 1, "rng": np.random.default_rng(0)}  # of no importance for what comes after
    module.fit(net_with(module, params), module.OPTIMIZERS[name](*rates), x[:3].copy(), **before)
    net = net_with(module, params)
    history = module.fit(net, module.OPTIMIZERS[name](*rates), x.copy(), **settings)
    after = by_our_names(net.params, params)
    return np.asarray(history["loss"], dtype=float), net_with(reference, after).loss(x)


def lent(reference, like):
    """Loss and gradient of the submission's nets, right for their parameters. `like`: parameters of these shapes."""

    def ours(net):
        return net_with(reference, by_our_names(net.params, like))

    def gradient(self, x):
        names = names_of(self.params, like)
        return {names[key]: value for key, value in ours(self).gradient(x).items()}

    def loss(self, x):
        return ours(self).loss(x)

    return {"gradient": gradient, "loss": loss}
