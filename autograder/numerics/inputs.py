"""Little draws for authors of hidden tests: inputs that never let a bug hide.

All arrays are float64. Sizes that differ pairwise, upstream gradients that are not uniform, logits whose rows
are far apart: each rule stands here because some real mistake is invisible without it.
"""

import numpy as np

from autograder.numerics.values import Array


def logits(rng: np.random.Generator, n: int, k: int, offset: float = 300.0) -> Array:
    """Scores (n, k) of order one, each row moved by an offset of up to ±``offset`` of its own.

    A softmax without its shift overflows only at 709; one shift for all rows underflows when rows are
    hundreds apart.

    Examples:
        >>> logits(np.random.default_rng(0), n=5, k=3).shape
        (5, 3)
    """
    return rng.standard_normal((n, k)) + rng.uniform(-offset, offset, (n, 1))


def labels(rng: np.random.Generator, n: int, k: int) -> Array:
    """Class numbers (n,), int64, in which at least two classes occur and every class does where n ≥ k.

    Examples:
        >>> np.unique(labels(np.random.default_rng(0), n=5, k=3))
        array([0, 1, 2])
    """
    every = np.concatenate([rng.permutation(k), rng.integers(0, k, max(n - k, 0))])[:n]
    return rng.permutation(every).astype(np.int64)


def one_hot(rng: np.random.Generator, n: int, k: int) -> Array:
    """One-hot targets (n, k), float64, of ``labels(rng, n, k)``.

    Examples:
        >>> one_hot(np.random.default_rng(0), n=5, k=3).sum(axis=1)
        array([1., 1., 1., 1., 1.])
    """
    return np.eye(k)[labels(rng, n, k)]


def away_from_kinks(rng: np.random.Generator, shape: int | tuple[int, ...], margin: float = 0.1) -> Array:
    """Pre-activations of order one, of both signs, none nearer to 0 than ``margin``.

    The slope of ReLU at exactly 0 is a matter of taste, so nothing is graded there.

    Args:
        rng: the source of the draw.
        shape: of the array.
        margin: the least absolute value.

    Examples:
        >>> x = away_from_kinks(np.random.default_rng(0), (4, 3))
        >>> bool(np.abs(x).min() >= 0.1), bool(x.min() < 0 < x.max())
        (True, True)
    """
    draw = rng.standard_normal(shape)
    signs = np.where(rng.permutation(draw.size) % 2 == 0, 1.0, -1.0).reshape(draw.shape)
    return signs * (margin + np.abs(draw))


def upstream(rng: np.random.Generator, shape: int | tuple[int, ...]) -> Array:
    """A gradient that arrives from above, of the given shape: no two entries equal, both signs, not centred.

    A gradient check with ones tests nothing behind a batch normalization, whose output sums to a constant.

    Examples:
        >>> dout = upstream(np.random.default_rng(0), (4, 3))
        >>> dout.shape
        (4, 3)
    """
    return rng.standard_normal(shape) + 0.5


def distinct_sizes(rng: np.random.Generator, count: int, low: int = 3, high: int = 9) -> tuple[int, ...]:
    """``count`` sizes in [low, high], pairwise different, so that no two axes can be confused.

    Args:
        rng: the source of the draw.
        count: how many; at most ``high - low + 1``.
        low: the smallest size.
        high: the largest size.

    Examples:
        >>> n, d, m = distinct_sizes(np.random.default_rng(0), 3)
        >>> len({n, d, m})
        3
    """
    return tuple(int(size) for size in rng.permutation(np.arange(low, high + 1))[:count])
