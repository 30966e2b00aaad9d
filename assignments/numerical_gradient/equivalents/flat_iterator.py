"""Numerical gradients with np.nditer, and relative errors in float32."""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    x = x.astype(float)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        kept = x[i]
        x[i] = float(kept) - h
        lower = f(x)
        x[i] = float(kept) + h
        grad[i] = (f(x) - lower) / (2 * h)
        x[i] = kept
        it.iternext()
    return grad


def relative_error(a, b):
    a, b = np.float32(a), np.float32(b)
    return abs(a - b) / (np.maximum(abs(a), abs(b)) + np.float32(1e-20))


def gradient_check(f, x, grad, h=1e-4):
    return float(relative_error(np.array(grad(x)), numerical_gradient(f, x, h)).max())


def parameter_count(n_in, n_hidden, n_out):
    return n_hidden * (n_in + 1 + n_out) + n_out


def forward_calls(n_parameters):
    return n_parameters * 2
