"""The chain rule with the math module, loops and lists."""

import math


def sigmoid_chain(x, dz_du):
    return dz_du / (2 + math.exp(x) + math.exp(-x))


def sigmoid_cross_entropy_chain(x, t):
    u = 1 / (1 + math.exp(-x))
    dz_du = -t / u + (1 - t) / (1 - u)
    return sigmoid_chain(x, dz_du)


def branch_chain(x, dz_du, dz_dv):
    u, v = 1 + math.exp(x), 1 + math.exp(-x)
    return (u - 1) * dz_du + (1 - v) * dz_dv


def softmax2_chain(x, y, dz_du, dz_dv):
    r, s = math.exp(x), math.exp(y)
    k = r * s / (r + s) ** 2
    return k * dz_du - k * dz_dv, k * dz_dv - k * dz_du


def softmax2_cross_entropy_chain(x, y, s):
    u = math.exp(x) / (math.exp(x) + math.exp(y))
    return softmax2_chain(x, y, -s / u, -(1 - s) / (1 - u))


def affine2_chain(w, dz_dy):
    return tuple(sum(w[i][j] * dz_dy[j] for j in range(2)) for i in range(2))


def squared_residual_chain(a, x, y):
    return -2 * a * (y - a * x), -2 * x * (y - a * x), 2 * (y - a * x)


def back(x, w, dy):
    dx = [sum(wij * d for wij, d in zip(row, dy, strict=True)) for row in w]
    return dx, [[xi * d for d in dy] for xi in x]


def affine_squared_error(x, w, t):
    y = [sum(xi * row[j] for xi, row in zip(x, w, strict=True)) for j in range(len(t))]
    return back(x, w, [yj - tj for yj, tj in zip(y, t, strict=True)])


def affine_softmax_cross_entropy(x, w, t):
    y = [sum(xi * row[j] for xi, row in zip(x, w, strict=True)) for j in range(len(t))]
    total = sum(math.exp(yj) for yj in y)
    return back(x, w, [math.exp(yj) / total - tj for yj, tj in zip(y, t, strict=True)])


def bias_backward(upstream):
    return [list(row) for row in upstream], [sum(row[j] for row in upstream) for j in range(len(upstream[0]))]
