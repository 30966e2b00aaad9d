"""Nets, inputs and runs that the hidden checks of the deep net are made of."""

import functools
from itertools import pairwise

import numpy as np
from net_runs import Nets, by_our_names, into_layers, names_of

from autograder.testing import away_from_kinks, copies, one_hot

KINDS = {  # what a net is made with, besides its sizes
    "sigmoid": {"activation": "sigmoid"},
    "tanh": {"activation": "tanh"},
    "relu": {},
    "relu, batch norm": {"batch_norm": True},
    "tanh, batch norm": {"batch_norm": True, "activation": "tanh"},
    "tanh, batch norm, L2": {"batch_norm": True, "activation": "tanh", "l2": 0.02},
    "L1": {"activation": "tanh", "l1": 0.03},
    "L2": {"activation": "tanh", "l2": 0.02},
    "L1 and L2": {"activation": "tanh", "l1": 0.03, "l2": 0.02},
    "dropout": {"activation": "tanh", "dropout": 0.3},
}


class DeepNets(Nets):
    """The submission's nets as they are: what is asked of a BatchNorm rests on the six batches that it has seen."""

    name = "DeepNet"

    def make(self, module, kind, params, seed=0):
        weights = [params[f"W{i}"] for i in range(1, 1 + sum(key[0] == "W" for key in params))]
        sizes = (*(len(W) for W in weights), weights[-1].shape[1])
        return module.DeepNet(sizes, np.random.default_rng(seed), **KINDS[kind])

    def net_with(self, module, kind, params):
        net = super().net_with(module, kind, params)
        if "batch norm" in kind:
            for batch in batches_seen(len(params["W1"])):
                net.scores(batch, train=True)
        return net

    def reach_layers(self, net, params):
        into_layers(net, params, {"W": "Affine", "b": "Affine", "gamma": "BatchNorm", "beta": "BatchNorm"})

    def fit(self, module, net, x, t, rates, **settings):
        return module.fit(net, module.OPTIMIZERS["sgd"](*rates), x, t, **settings)

    def forward_pass(self, reference, kind, like):
        scores, softmax = reference.DeepNet.scores, reference.softmax  # of the submission's own layers
        return {
            "forward": ("DeepNet.scores", scores),
            "predict": ("DeepNet.predict", lambda net, x: softmax(scores(net, x))),
        }


class InTraining:
    """A net whose loss is that in training, of which gradient(x, t) is the gradient."""

    def __init__(self, net):
        self.net, self.params, self.gradient = net, net.params, net.gradient

    def loss(self, x, t):
        return self.net.loss(x, t, train=True)

    def predict(self, x):
        return self.net.scores(x, train=True)


class Trained(DeepNets):
    """The same nets, in training."""

    def net_with(self, module, kind, params):
        return InTraining(Nets.net_with(self, module, kind, params))


class AsMade(DeepNets):
    """The same nets, for a check that looks at nothing but what is lent: only params that are the layers' count."""

    def reach_layers(self, net, params):
        pass


NETS, TRAINED, AS_MADE = DeepNets(), Trained(), AsMade()


def batches_seen(n_in):
    """Batches of four samples that make running averages unlike their start, and unlike those of any other batch."""
    rng = np.random.default_rng(12)
    return [rng.normal(size=(4, n_in)) * 0.7 + 0.4 for _ in range(6)]


def shapes_of(sizes, batch_norm=False):
    """The shapes of params."""
    shapes, last = {}, len(sizes) - 1
    for i, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        normed = batch_norm and i < last
        shapes[f"W{i}"] = (n_in, n_out)
        shapes |= {f"{name}{i}": (n_out,) for name in (("gamma", "beta") if normed else ("b",))}
    return shapes


def problem(reference, rng, kind, sizes, n=7):
    """Parameters, x and t: the same for all submissions, so they are looked for once."""
    return copies(_problem(reference, int(rng.integers(2**32)), kind, sizes, n))


@functools.lru_cache(maxsize=64)
def _problem(reference, seed, kind, sizes, n):
    """See above.

    In training no ReLU is near its kink, no BatchNorm divides by a small number (float32 inside would show), and gamma
    has both signs; logits are of order one, so that log(y + 1e-7) is right as well.
    """
    rng, last = np.random.default_rng(seed), len(sizes) - 1
    while True:
        params = {}
        for key, shape in shapes_of(sizes, KINDS[kind].get("batch_norm", False)).items():
            spread = 1.6 / np.sqrt(shape[0]) if key[0] == "W" else 0.5
            params[key] = away_from_kinks(rng, shape, 0.5, 1.5) if key[0] == "g" else rng.normal(0.0, spread, shape)
        x, t = rng.normal(size=(n, sizes[0])), one_hot(rng, n, sizes[-1])
        scale = 1.5 / np.abs(into_activations(reference, kind, params, x)[0][-1]).max()
        params[f"W{last}"] *= scale
        params[f"b{last}"] *= scale
        before, spreads = into_activations(reference, kind, params, x)
        kinks = "relu" not in kind or all(np.abs(a).min() > 0.02 and np.all(a.max(axis=0) > 0.1) for a in before[:-1])
        if kinks and all(spread.min() > 0.2 for spread in spreads):
            return params, x, t


def into_activations(reference, kind, params, x):
    """What goes into each activation in training, and the logits; and by what each BatchNorm divides."""
    values, net = [], Nets.net_with(NETS, reference, kind, params)
    for name, layer in net.layers.items():
        if name.startswith("Activation"):
            values.append(x)
        x = layer.forward(x)
    return [*values, x], [layer.std for name, layer in net.layers.items() if name.startswith("BatchNorm")]


@functools.cache
def images(n, seed, factor=4):
    """Digits, shrunk to 7 × 7 pixels or, by the factor 2, to 14 × 14, and their classes."""
    import datasets

    x, labels = datasets.digits(n, seed)
    return datasets.smaller(x, factor), datasets.one_hot(labels)


def start(seed, kind, sizes=(49, 12, 9, 10)):
    """Parameters to start from, by He's rule."""
    rng = np.random.default_rng(seed)
    shapes = shapes_of(sizes, KINDS[kind].get("batch_norm", False))
    draw = {"W": lambda s: rng.normal(0.0, np.sqrt(2 / s[0]), s), "g": np.ones, "b": np.zeros}
    return {key: draw[key[0]](shape) for key, shape in shapes.items()}


def trained(module, reference, kind, params, optimizer, batch_size, epochs, decay, seed):
    """The losses of a training on 58 images, and the loss of the net that comes out, computed by the reference.

    Of a net with a BatchNorm that is the loss in training: running averages are seen in the last of the losses.
    """
    name, *rates = optimizer
    x, t = images(58, 5)
    if kind == "relu":  # an earlier training is of no importance; where a net keeps a state, what is lent would keep it
        before = Nets.net_with(NETS, module, kind, params), module.OPTIMIZERS[name](*rates), x[:3].copy(), t[:3].copy()
        module.fit(*before, batch_size=2, epochs=1, rng=np.random.default_rng(0))
    net = Nets.net_with(NETS, module, kind, params)
    how = {"schedule": module.StepDecay(*decay)} if decay else {}
    settings = {"batch_size": batch_size, "epochs": epochs, "rng": np.random.default_rng(seed)}
    history = module.fit(net, module.OPTIMIZERS[name](*rates), x.copy(), t.copy(), **settings, **how)
    after = by_our_names(net.params, params)
    loss = Nets.net_with(NETS, reference, kind, after).loss(x, t, train="batch norm" in kind)
    return np.asarray(history["loss"], dtype=float), loss


def lent(reference, kind, like):
    """Loss and gradient of one net of the submission, right for its parameters and for what it has seen."""
    ours = NETS.make(reference, kind, like)

    def take_over(net):
        names = names_of(net.params, like)
        for key, name in names.items():
            ours.params[key][...] = net.params[name]
        return names

    def gradient(self, x, t):
        names = take_over(self)
        return {names[key]: value for key, value in ours.gradient(x, t).items()}

    def loss(self, x, t, train=False):
        take_over(self)
        return ours.loss(x, t, train)

    return {"gradient": gradient, "loss": loss}
