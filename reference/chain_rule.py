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
    ### BEGIN SOLUTION
    u = 1 / (1 + np.exp(-x))
    # du/dx = e⁻ˣ / (1 + e⁻ˣ)² = u (1 − u)
    return float(u * (1 - u) * dz_du)
    ### END SOLUTION


def sigmoid_cross_entropy_chain(x: float, t: float) -> float:
    """dz/dx where u = 1 / (1 + e⁻ˣ) and z = −t log u − (1 − t) log(1 − u)."""
    ### BEGIN SOLUTION
    # dz/du = (u − t) / (u (1 − u)), and du/dx = u (1 − u) cancels the denominator
    return float(1 / (1 + np.exp(-x)) - t)
    ### END SOLUTION


def branch_chain(x: float, dz_du: float, dz_dv: float) -> float:
    """dz/dx where u = 1 + eˣ, v = 1 + e⁻ˣ, and z depends on both."""
    ### BEGIN SOLUTION
    # dz/dx = ∂z/∂u · du/dx + ∂z/∂v · dv/dx: one term for each way from x to z
    return float(dz_du * np.exp(x) - dz_dv * np.exp(-x))
    ### END SOLUTION


def softmax2_chain(x: float, y: float, dz_du: float, dz_dv: float) -> tuple[float, float]:
    """(∂z/∂x, ∂z/∂y) where u = eˣ / (eˣ + eʸ), v = eʸ / (eˣ + eʸ), and z depends on both."""
    ### BEGIN SOLUTION
    u = np.exp(x) / (np.exp(x) + np.exp(y))
    v = 1 - u
    # ∂u/∂x = uv, ∂v/∂x = −uv, ∂u/∂y = −uv, ∂v/∂y = uv
    dz_dx = float(u * v * (dz_du - dz_dv))
    return dz_dx, -dz_dx
    ### END SOLUTION


def softmax2_cross_entropy_chain(x: float, y: float, s: float) -> tuple[float, float]:
    """(∂z/∂x, ∂z/∂y) where u, v are those of softmax2_chain, z = −s log u − t log v and t = 1 − s."""
    ### BEGIN SOLUTION
    u = np.exp(x) / (np.exp(x) + np.exp(y))
    # uv (−s/u + t/v) = −sv + tu = u − s, as u + v = s + t = 1; and v − t = −(u − s)
    return float(u - s), float(s - u)
    ### END SOLUTION


def affine2_chain(w: Array, dz_dy: Array) -> tuple[float, float]:
    """(∂z/∂x0, ∂z/∂x1) where y_j = x0 w_0j + x1 w_1j, from w (2, 2) and dz_dy (2,), the ∂z/∂y_j."""
    ### BEGIN SOLUTION
    # ∂z/∂x_i = Σ_j ∂z/∂y_j · w_ij
    dz_dx0 = w[0, 0] * dz_dy[0] + w[0, 1] * dz_dy[1]
    dz_dx1 = w[1, 0] * dz_dy[0] + w[1, 1] * dz_dy[1]
    return float(dz_dx0), float(dz_dx1)
    ### END SOLUTION


def squared_residual_chain(a: float, x: float, y: float) -> tuple[float, float, float]:
    """(∂z/∂x, ∂z/∂a, ∂z/∂y) where z = (ax − y)²."""
    ### BEGIN SOLUTION
    dz_dr = 2 * (a * x - y)  # r = ax − y
    return dz_dr * a, dz_dr * x, -dz_dr
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    dE_dy = x @ w - t
    # y_j = Σ_i x_i w_ij, so ∂E/∂x_i = Σ_j w_ij ∂E/∂y_j and ∂E/∂w_ij = x_i ∂E/∂y_j
    return dE_dy @ w.T, np.outer(x, dE_dy)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    e = np.exp(x @ w)
    dE_dy = e / e.sum() - t
    return dE_dy @ w.T, np.outer(x, dE_dy)
    ### END SOLUTION


def bias_backward(dE_dY: Array) -> tuple[Array, Array]:
    """(∂E/∂X, ∂E/∂b), (N, M) and (M,), where Y = X + b adds b (M,) to each row of X, from dE_dY (N, M)."""
    ### BEGIN SOLUTION
    # y_nm = x_nm + b_m: b_m is in every row, so its paths add up
    return dE_dY.copy(), dE_dY.sum(axis=0)
    ### END SOLUTION
