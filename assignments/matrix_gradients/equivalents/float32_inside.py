"""The derivatives of Y = XW, computed in float32."""

import numpy as np


def product_entries(x, w):
    return np.float32(x) @ np.float32(w)


def dy_dx11(w):
    slope = np.zeros((2, 3), dtype=np.float32)
    slope[0] = w[0]
    return slope


def dl_dx_entries(w, g):
    return np.float32(g) @ np.float32(w).T


def dl_dw_entries(x, g):
    return np.float32(x).T @ np.float32(g)


def matmul_backward(x, w, g):
    return dl_dx_entries(w, g), dl_dw_entries(x, g)
