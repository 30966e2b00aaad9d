"""What is drawn for nets that learn pictures: layers in which every activation shows, and images."""

import functools

import numpy as np


def layer(rng, x, n_in, n_out):
    """Weights and biases of a layer, and what comes of x: both signs in each unit, and nothing near 0."""
    while True:
        W = rng.normal(0.0, 1.6 / np.sqrt(n_in), (n_in, n_out))
        b = rng.normal(0.0, 0.2, n_out) - (x @ W).mean(axis=0)
        into = x @ W + b
        if np.abs(into).min() > 0.02 and np.all(into.min(axis=0) < -0.1) and np.all(into.max(axis=0) > 0.1):
            return W, b, into


@functools.cache
def images(n, seed):
    """Digits 0, 1 and 2 of 7 × 7 pixels, and their labels."""
    import datasets

    x, labels = datasets.digits(n, seed, classes=(0, 1, 2), distortion=0.5)
    return datasets.smaller(x, 4), labels
