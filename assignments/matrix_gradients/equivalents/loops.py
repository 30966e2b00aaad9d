"""The derivatives of Y = XW, entry by entry."""

import numpy as np


def product_entries(x, w):
    y = np.zeros((2, 3))
    for i in range(2):
        for j in range(3):
            y[i, j] = x[i, 0] * w[0, j] + x[i, 1] * w[1, j]
    return y


def dy_dx11(w):
    return [[float(w[0, j]) if i == 0 else 0.0 for j in range(3)] for i in range(2)]


def dl_dx_entries(w, g):
    return matmul_backward(np.zeros((2, 2)), w, g)[0]


def dl_dw_entries(x, g):
    return matmul_backward(x, np.zeros((2, 3)), g)[1]


def matmul_backward(x, w, g):
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            for k in range(x.shape[1]):
                dx[i, k] += g[i, j] * w[k, j]
                dw[k, j] += g[i, j] * x[i, k]
    return dx, dw
