"""The chain rule, computed in float32."""

import numpy as np

f = np.float32


def sigmoid(x):
    return f(1) / (f(1) + np.exp(-f(x)))


def sigmoid_chain(x, dz_du):
    return sigmoid(x) * (1 - sigmoid(x)) * f(dz_du)


def sigmoid_cross_entropy_chain(x, t):
    return sigmoid(x) - f(t)


def branch_chain(x, dz_du, dz_dv):
    return f(dz_du) * np.exp(f(x)) - f(dz_dv) * np.exp(-f(x))


def softmax2_chain(x, y, dz_du, dz_dv):
    u = sigmoid(x - y)
    d = u * (1 - u) * (f(dz_du) - f(dz_dv))
    return d, -d


def softmax2_cross_entropy_chain(x, y, s):
    d = sigmoid(x - y) - f(s)
    return d, -d


def affine2_chain(w, dz_dy):
    return tuple(f(w) @ f(dz_dy))


def squared_residual_chain(a, x, y):
    d = 2 * (f(a) * f(x) - f(y))
    return d * f(a), d * f(x), -d


def affine_squared_error(x, w, t):
    d = f(x) @ f(w) - f(t)
    return d @ f(w).T, np.outer(f(x), d)


def affine_softmax_cross_entropy(x, w, t):
    e = np.exp(f(x) @ f(w))
    d = e / e.sum() - f(t)
    return d @ f(w).T, np.outer(f(x), d)


def bias_backward(upstream):
    return f(upstream), f(upstream).sum(axis=0)
