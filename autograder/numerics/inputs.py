"""Little draws for authors of hidden tests: inputs that never let a bug hide.

All arrays are float64. Sizes that differ pairwise, upstream gradients that are not uniform, logits whose rows
are far apart: each rule stands here because some real mistake is invisible without it.
"""

from typing import Any, TypeVar

import numpy as np

from autograder.numerics.values import Array

T = TypeVar("T")


def copies(arrays: T) -> T:
    """Fresh copies of all arrays in nested dicts, lists and tuples, to be given to a submission.

    Code that changes its arguments then cannot change what is expected.

    Added in version 0.1.0.

    Examples:
        >>> x, params = np.zeros(2), {"W": np.ones((2, 3)), "b": np.zeros(3)}
        >>> mine, theirs = copies((x, params))
        >>> theirs["b"] += 1
        >>> params["b"]
        array([0., 0., 0.])
    """
    result: Any = arrays
    if isinstance(arrays, dict):
        result = {key: copies(value) for key, value in arrays.items()}
    elif isinstance(arrays, list):
        result = [copies(value) for value in arrays]
    elif isinstance(arrays, tuple):
        result = tuple(copies(value) for value in arrays)
    elif isinstance(arrays, np.ndarray):
        result = arrays.copy()
    return result  # type: ignore[no-any-return]


def logits(rng: np.random.Generator, n: int, k: int, offset: float = 300.0) -> Array:
    """Scores (n, k) of order one, each row moved by an offset of up to ±``offset`` of its own.

    A softmax without its shift overflows only at 709; one shift for all rows underflows when rows are
    hundreds apart.

    Added in version 0.1.0.

    Examples:
        >>> logits(np.random.default_rng(0), n=5, k=3).shape
        (5, 3)
    """
    return rng.standard_normal((n, k)) + rng.uniform(-offset, offset, (n, 1))


def one_hot(rng: np.random.Generator, n: int, k: int) -> Array:
    """One-hot targets (n, k), float64: at least two classes occur, and every class does where n ≥ k.

    Added in version 0.1.0.

    Examples:
        >>> one_hot(np.random.default_rng(0), n=5, k=3).sum(axis=1)
        array([1., 1., 1., 1., 1.])
    """
    every = np.concatenate([rng.permutation(k), rng.integers(0, k, max(n - k, 0))])[:n]
    return np.eye(k)[rng.permutation(every).astype(np.int64)]


def away_from_kinks(
    rng: np.random.Generator, shape: int | tuple[int, ...] = (), margin: float = 0.3, most: float = 2.5
) -> Array:
    """Numbers of order one, as many positive as negative, none nearer to 0 than ``margin``.

    The slope of ReLU at exactly 0 is a matter of taste, so nothing is graded there; and no term of a sum or product
    vanishes, no divisor is small.

    Added in version 0.1.0.

    Args:
        rng: the source of the draw.
        shape: of the array; by default a single number, of either sign.
        margin: the least absolute value.
        most: the largest absolute value; uniform in between.

    Examples:
        >>> x = away_from_kinks(np.random.default_rng(0), (4, 3))
        >>> bool(np.abs(x).min() >= 0.3), int(np.sum(x > 0)), int(np.sum(x < 0))
        (True, 6, 6)
    """
    sizes = rng.uniform(margin, most, shape)
    signs = np.resize(rng.permutation([-1.0, 1.0]), np.size(sizes))  # of an odd number, either is the one more
    rng.shuffle(signs)
    return sizes * signs.reshape(np.shape(sizes))


def upstream(rng: np.random.Generator, shape: int | tuple[int, ...]) -> Array:
    """A gradient that arrives from above, of the given shape: no two entries equal, both signs, not centred.

    A gradient check with ones tests nothing behind a batch normalization, whose output sums to a constant.

    Added in version 0.1.0.

    Examples:
        >>> dout = upstream(np.random.default_rng(0), (4, 3))
        >>> dout.shape
        (4, 3)
    """
    return rng.standard_normal(shape) + 0.5


def distinct_sizes(rng: np.random.Generator, count: int, low: int = 3, high: int = 9) -> tuple[int, ...]:
    """``count`` sizes in [low, high], pairwise different, so that no two axes can be confused.

    Added in version 0.1.0.

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
