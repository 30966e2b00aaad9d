"""Numerical gradients with shifted copies of x."""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    shifts = h * np.eye(x.size).reshape(x.size, *x.shape)
    above = [f(x + shift) for shift in shifts]
    below = [f(x - shift) for shift in shifts]
    return ((np.array(above) - np.array(below)) / 2 / h).reshape(x.shape)


def relative_error(a, b):
    a, b = np.asarray(a), np.asarray(b)
    errors = [0 if p == q else abs(p - q) / max(abs(p), abs(q)) for p, q in zip(a.flat, b.flat, strict=True)]
    return np.array(errors).reshape(a.shape)


def gradient_check(f, x, grad, h=1e-4):
    return np.max(relative_error(numerical_gradient(f, x, h), grad(x)))


def parameter_count(n_in, n_hidden, n_out):
    return sum(m * n + n for m, n in ((n_in, n_hidden), (n_hidden, n_out)))


def forward_calls(n_parameters):
    return n_parameters + n_parameters
