"""Nets, images and runs that the hidden checks of the VAE are made of."""

from typing import NamedTuple

import numpy as np
from net_runs import by_our_names
from picture_checks import Pictures
from picture_problems import images, layer, moderate

from autograder.testing import assert_unchanged

CASES = {"5 images, 3 numbers in the code": (5, 7, 6, 3), "4 images, 2 numbers in the code": (4, 3, 5, 2)}


class VAEs(Pictures):
    """loss and gradient are given images and eps."""

    name = "VAE"
    parts = ("encode", "decode")
    functions = ("kl_divergence", "reparameterize", "reconstruction_loss", "elbo")

    def make(self, module, params):
        n_in, n_hidden = params["W1"].shape
        return module.VAE(n_in, n_hidden, len(params["W4"]), np.random.default_rng(0))

    def forward(self, module, net, x, eps):
        mu, log_var = net.encode(x)
        y = net.decode(module.reparameterize(mu, log_var, eps))
        losses = module.reconstruction_loss(y, x), module.kl_divergence(mu, log_var), module.elbo(x, y, mu, log_var)
        return mu, log_var, y, *losses


NETS = VAEs()
net_with = NETS.net_with


class Problem(NamedTuple):
    """A net, what it is given, and everything that comes of it."""

    params: dict
    x: np.ndarray
    eps: np.ndarray
    mu: np.ndarray
    log_var: np.ndarray
    z: np.ndarray
    y: np.ndarray


def problem(rng, case):
    """A problem of these sizes: N, D, H and J.

    What goes into each unit has both signs, and is at least 0.02 away from 0; μ, log σ² and the logits of the pixels
    are of order one. So every activation in a wrong place shows, as does each part of the gradient.
    """
    while True:
        drawn = draw(rng, case)
        if moderate(drawn.params):
            return drawn


def draw(rng, case):
    """See above, with weights of any size."""
    n, n_in, n_hidden, n_latent = CASES[case]
    x, eps = rng.uniform(0.0, 1.0, (n, n_in)), rng.normal(0.0, 1.0, (n, n_latent))
    W1, b1, into = layer(rng, x, n_hidden)
    h = np.maximum(into, 0)
    W2, b2, mu = layer(rng, h, n_latent)
    W3, b3, log_var = (array * 0.5 for array in layer(rng, h, n_latent))
    z = mu + np.exp(log_var / 2) * eps
    W4, b4, into = layer(rng, z, n_hidden)
    W5, b5, logits = layer(rng, np.maximum(into, 0), n_in)
    params = {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "W3": W3, "b3": b3, "W4": W4, "b4": b4, "W5": W5, "b5": b5}
    return Problem(params, x, eps, mu, log_var, z, 1 / (1 + np.exp(-logits)))


def start(rng, sizes=(49, 10, 2)):
    """Parameters to start from, with the variance 1/n_in."""
    n_in, n_hidden, n_latent = sizes
    shapes = [(n_in, n_hidden), (n_hidden, n_latent), (n_hidden, n_latent), (n_latent, n_hidden), (n_hidden, n_in)]
    weights = {f"W{i}": rng.normal(0.0, rows**-0.5, (rows, units)) for i, (rows, units) in enumerate(shapes, start=1)}
    return weights | {f"b{i}": np.zeros(units) for i, (_, units) in enumerate(shapes, start=1)}


def trained(module, reference, params, optimizer, seed):
    """The losses of three epochs on 28 images, and the loss of the net that comes out, computed by the reference."""
    name, rate = optimizer
    x, _ = images(28, 5)
    settings = {"batch_size": 9, "epochs": 3, "rng": np.random.default_rng(seed)}
    before = {"batch_size": 2, "epochs": 1, "rng": np.random.default_rng(0)}  # of no importance for what comes after
    module.fit(net_with(module, params), module.OPTIMIZERS[name](rate), x[:3].copy(), **before)
    vae = net_with(module, params)
    given = x.copy()
    history = module.fit(vae, module.OPTIMIZERS[name](rate), given, **settings)
    assert_unchanged(given, x, what=("x after fit", "fit のあとの x"))
    return np.asarray(history["loss"], dtype=float), loss_of(reference, by_our_names(vae.params, params))


def loss_of(reference, params):
    """The loss of the net with these parameters, by the reference, for eps of no importance."""
    x, _ = images(28, 5)
    return net_with(reference, params).loss(x, np.random.default_rng(0).normal(size=(28, 2)))


class LinearGaussian(NamedTuple):
    """A linear model with Gaussian noise, images of it, and normal distributions q of their codes."""

    x: np.ndarray
    A: np.ndarray
    b: np.ndarray
    noise_var: float
    mu: np.ndarray
    log_var: np.ndarray


def linear_gaussian(rng, n, d, j):
    """A model of which each part is felt, with noise of a variance far from 1."""
    noise_var = float(rng.uniform(0.3, 0.6))
    A, b = rng.normal(size=(d, j)) + 0.3, rng.normal(size=d) + 1.0
    x = rng.normal(size=(n, j)) @ A.T + b + np.sqrt(noise_var) * rng.normal(size=(n, d))
    return LinearGaussian(x, A, b, noise_var, rng.normal(size=(n, j)), rng.uniform(-1.5, 0.5, (n, j)))


def at_the_posterior(rng, n, d, j):
    """A model whose A has orthogonal columns, so that some q is p(z|x) itself: this one."""
    given = linear_gaussian(rng, n, d, j)
    A = np.linalg.qr(given.A)[0] * rng.uniform(0.6, 1.8, j)
    x = given.x - given.b + rng.normal(size=d)
    variance = given.noise_var / (given.noise_var + np.sum(A**2, axis=0))
    mu = variance / given.noise_var * ((x - given.b) @ A)
    return given._replace(x=x, A=A, mu=mu, log_var=np.tile(np.log(variance), (n, 1)))
