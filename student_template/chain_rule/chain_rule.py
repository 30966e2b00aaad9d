"""The chain rule on small graphs: from one variable to the gradients of a layer.

Conventions
-----------
- ``dz_du`` is the number ∂z/∂u that arrives from above; each function sends it one step further down. A function
  with several results returns them as a tuple, in the order of its name or docstring.
- x, y, t, s, a and the dz_… are numbers; arrays are named with their shapes.
- A derivative of E has the shape of what it is taken with respect to.
- Arguments are never modified. All arrays are float64.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sigmoid_chain(x: float, dz_du: float) -> float:
    """dz/dx where u = 1 / (1 + e⁻ˣ) and z depends on u."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def sigmoid_cross_entropy_chain(x: float, t: float) -> float:
    """dz/dx where u = 1 / (1 + e⁻ˣ) and z = −t log u − (1 − t) log(1 − u)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def branch_chain(x: float, dz_du: float, dz_dv: float) -> float:
    """dz/dx where u = 1 + eˣ, v = 1 + e⁻ˣ, and z depends on both."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def softmax2_chain(x: float, y: float, dz_du: float, dz_dv: float) -> tuple[float, float]:
    """(∂z/∂x, ∂z/∂y) where u = eˣ / (eˣ + eʸ), v = eʸ / (eˣ + eʸ), and z depends on both."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def softmax2_cross_entropy_chain(x: float, y: float, s: float) -> tuple[float, float]:
    """(∂z/∂x, ∂z/∂y) where u, v are those of softmax2_chain, z = −s log u − t log v and t = 1 − s."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def affine2_chain(w: Array, dz_dy: Array) -> tuple[float, float]:
    """(∂z/∂x0, ∂z/∂x1) where y_j = x0 w_0j + x1 w_1j, from w (2, 2) and dz_dy (2,), the ∂z/∂y_j."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def squared_residual_chain(a: float, x: float, y: float) -> tuple[float, float, float]:
    """(∂z/∂x, ∂z/∂a, ∂z/∂y) where z = (ax − y)²."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def affine_squared_error(x: Array, w: Array, t: Array) -> tuple[Array, Array]:
    """(∂E/∂x, ∂E/∂W) where y = xW and E = ½ Σ (y − t)².

    Parameters
    ----------
    x : (D,) one sample
    w : (D, M) weights
    t : (M,) targets

    Returns
    -------
    ∂E/∂x (D,) and ∂E/∂W (D, M)
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def affine_softmax_cross_entropy(x: Array, w: Array, t: Array) -> tuple[Array, Array]:
    """(∂E/∂x, ∂E/∂W) where y = xW, p = softmax(y) and E = −Σ t log p.

    Parameters
    ----------
    x : (D,) one sample
    w : (D, M) weights
    t : (M,) one-hot target

    Returns
    -------
    ∂E/∂x (D,) and ∂E/∂W (D, M)
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def bias_backward(dE_dY: Array) -> tuple[Array, Array]:
    """(∂E/∂X, ∂E/∂b), (N, M) and (M,), where Y = X + b adds b (M,) to each row of X, from dE_dY (N, M)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
