"""Gradients by trying out: the slow way that needs no derivation, and what it is good for.

Conventions
-----------
- ``f`` is a function of one array that returns a number. It may be expensive: it is called as seldom as possible.
- ``x`` has any shape, with entries of type float or int. After each call it is, to the last bit, what it was before.
- A gradient is a float64 array with the shape of ``x``.
- The relative error of two numbers is |a − b| / max(|a|, |b|), however small they are, and 0 where both are 0.
- No function changes the arrays that it is given.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def numerical_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-4) -> Array:
    """Central differences, ∂f/∂x_i ≈ (f(x + h e_i) − f(x − h e_i)) / 2h, with e_i the i-th unit vector.

    Parameters
    ----------
    f : called exactly 2 · x.size times, each time with an array of x's shape
    x : where the gradient is wanted; any shape, float or int
    h : the step

    Returns
    -------
    a float64 array like x
    """
    ### BEGIN SOLUTION
    point = np.array(x, dtype=np.float64)  # a copy: x itself never moves, and an int array could not move by h
    gradient = np.empty(point.shape)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = f(point)
        point[i] = middle - h
        below = f(point)
        point[i] = middle
        gradient[i] = (above - below) / (2 * h)
    return gradient
    ### END SOLUTION


def relative_error(a: Array | float, b: Array | float) -> Array:
    """|a − b| / max(|a|, |b|), entry by entry, and 0 where a and b are both 0; a and b are numbers or arrays."""
    ### BEGIN SOLUTION
    size = np.maximum(np.abs(a), np.abs(b))
    return np.abs(a - b) / np.where(size == 0, 1.0, size)
    ### END SOLUTION


def gradient_check(f: Callable[[Array], float], x: Array, grad: Callable[[Array], Array], h: float = 1e-4) -> float:
    """The largest relative error between the gradient ``grad(x)`` and the numerical gradient of f at x.

    Parameters
    ----------
    f, x, h : as in numerical_gradient
    grad : the function to be checked; ``grad(x)`` returns an array like x
    """
    ### BEGIN SOLUTION
    return float(np.max(relative_error(grad(x), numerical_gradient(f, x, h))))
    ### END SOLUTION


def parameter_count(n_in: int, n_hidden: int, n_out: int) -> int:
    """How many weights and biases a net with one hidden layer has."""
    ### BEGIN SOLUTION
    return (n_in + 1) * n_hidden + (n_hidden + 1) * n_out
    ### END SOLUTION


def forward_calls(n_parameters: int) -> int:
    """How often numerical_gradient runs the net to get the gradient of all its parameters once."""
    ### BEGIN SOLUTION
    return 2 * n_parameters
    ### END SOLUTION
