"""Y = XW, its derivatives entry by entry, and what they add up to as matrices.

Conventions
-----------
- ``x`` (2, 2) with entries x11 … x22, ``w`` (2, 3) with entries w11 … w23, and Y = XW (2, 3). The mathematical
  indices count from 1: x12 stands in row 1, column 2, and is ``x[0, 1]`` in NumPy.
- L is a number that depends on Y; ``g`` (2, 3) is ∂L/∂Y: g_ij = ∂L/∂y_ij.
- A derivative of L has the shape of what it is taken with respect to.
- Arguments are never modified. All arrays are float64.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def product_entries(x: Array, w: Array) -> Array:
    """Y = XW (2, 3) of x (2, 2) and w (2, 3), every y_ij written out with scalar arithmetic."""
    ### BEGIN SOLUTION
    (x11, x12), (x21, x22) = x
    (w11, w12, w13), (w21, w22, w23) = w
    # y_ij = x_i1 w_1j + x_i2 w_2j
    row1 = [x11 * w11 + x12 * w21, x11 * w12 + x12 * w22, x11 * w13 + x12 * w23]
    row2 = [x21 * w11 + x22 * w21, x21 * w12 + x22 * w22, x21 * w13 + x22 * w23]
    return np.array([row1, row2])
    ### END SOLUTION


def dy_dx11(w: Array) -> Array:
    """∂y_ij/∂x11 (2, 3) for every entry of Y, from w (2, 3)."""
    ### BEGIN SOLUTION
    # x11 stands in the first row of X, so it is in every y_1j and in no y_2j
    return np.array([w[0], np.zeros(3)])
    ### END SOLUTION


def dl_dx_entries(w: Array, g: Array) -> Array:
    """∂L/∂X (2, 2), its four entries written out as sums of scalars, from w (2, 3) and g = ∂L/∂Y (2, 3)."""
    ### BEGIN SOLUTION
    (w11, w12, w13), (w21, w22, w23) = w
    (g11, g12, g13), (g21, g22, g23) = g
    # ∂L/∂x_ik = Σ_j ∂L/∂y_ij · ∂y_ij/∂x_ik = Σ_j g_ij w_kj
    row1 = [g11 * w11 + g12 * w12 + g13 * w13, g11 * w21 + g12 * w22 + g13 * w23]
    row2 = [g21 * w11 + g22 * w12 + g23 * w13, g21 * w21 + g22 * w22 + g23 * w23]
    return np.array([row1, row2])
    ### END SOLUTION


def dl_dw_entries(x: Array, g: Array) -> Array:
    """∂L/∂W (2, 3), its six entries written out as sums of scalars, from x (2, 2) and g = ∂L/∂Y (2, 3)."""
    ### BEGIN SOLUTION
    (x11, x12), (x21, x22) = x
    (g11, g12, g13), (g21, g22, g23) = g
    # ∂L/∂w_kj = Σ_i ∂L/∂y_ij · ∂y_ij/∂w_kj = Σ_i x_ik g_ij
    row1 = [x11 * g11 + x21 * g21, x11 * g12 + x21 * g22, x11 * g13 + x21 * g23]
    row2 = [x12 * g11 + x22 * g21, x12 * g12 + x22 * g22, x12 * g13 + x22 * g23]
    return np.array([row1, row2])
    ### END SOLUTION


def matmul_backward(x: Array, w: Array, g: Array) -> tuple[Array, Array]:
    """Return ∂L/∂X (N, K) and ∂L/∂W (K, M) of Y = XW for any x (N, K), w (K, M) and g = ∂L/∂Y (N, M)."""
    ### BEGIN SOLUTION
    # Σ_j g_ij w_kj is row i of g times row k of w; Σ_i x_ik g_ij is column k of x times column j of g
    return g @ w.T, x.T @ g
    ### END SOLUTION
