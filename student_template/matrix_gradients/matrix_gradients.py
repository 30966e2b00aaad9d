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
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def dy_dx11(w: Array) -> Array:
    """∂y_ij/∂x11 (2, 3) for every entry of Y, from w (2, 3)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def dl_dx_entries(w: Array, g: Array) -> Array:
    """∂L/∂X (2, 2), its four entries written out as sums of scalars, from w (2, 3) and g = ∂L/∂Y (2, 3)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def dl_dw_entries(x: Array, g: Array) -> Array:
    """∂L/∂W (2, 3), its six entries written out as sums of scalars, from x (2, 2) and g = ∂L/∂Y (2, 3)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def matmul_backward(x: Array, w: Array, g: Array) -> tuple[Array, Array]:
    """Return ∂L/∂X (N, K) and ∂L/∂W (K, M) of Y = XW for any x (N, K), w (K, M) and g = ∂L/∂Y (N, M)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
