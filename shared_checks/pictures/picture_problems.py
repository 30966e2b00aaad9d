"""Images and layers for nets that learn pictures."""

import functools

import numpy as np

MOST = 10  # of weights and biases, which are larger where samples are hardly apart


@functools.cache
def images(n, seed):
    """Digits 0, 1 and 2 of 7 × 7 pixels, and their labels."""
    import datasets

    x, labels = datasets.digits(n, seed, classes=(0, 1, 2), distortion=0.5)
    return datasets.smaller(x, 4), labels


def layer(rng, x, units):
    """Weights and biases of a layer, and what comes of x: of order one, with both signs in each unit, none near 0.

    Each unit is drawn until it is so; a whole layer might never be.
    """
    columns = []
    while len(columns) < units:
        w = rng.normal(size=x.shape[1])
        w /= np.std(x @ w)
        b = rng.uniform(-0.5, 0.5) - np.mean(x @ w)
        into = x @ w + b
        if np.abs(into).min() > 0.02 and into.min() < -0.1 and into.max() > 0.1:
            columns.append((w, b, into))
    W, b, into = (np.array(parts) for parts in zip(*columns, strict=True))
    return W.T.copy(), b, into.T.copy()


def moderate(params):
    """Whether none of these arrays holds large numbers: no part hides another, nor do rounding errors of float32."""
    return max(np.abs(array).max() for array in params.values()) < MOST
