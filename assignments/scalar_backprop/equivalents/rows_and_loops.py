"""Scalar back-propagation with helper functions; gradient norms with rows (1, width)."""

import math

import numpy as np


def f(u):
    return u * u


def slope(u):
    return 2 * u


def forward(x, w2, w3):
    v = {"u1": x, "h1": f(x)}
    v["u2"] = w2 * v["h1"]
    v["h2"] = f(v["u2"])
    v["u3"] = w3 * v["h2"]
    v["y_hat"] = np.array(f(v["u3"]))
    v["loss"] = f(v["y_hat"])
    return v


def deltas(x, w2, w3):
    v = forward(x, w2, w3)
    delta3 = slope(v["y_hat"]) * slope(v["u3"])
    return [delta3 * w3 * slope(v["u2"]), delta3]


def gradients(x, w2, w3):
    v = forward(x, w2, w3)
    return [delta * v[key] for delta, key in zip(deltas(x, w2, w3), ("h1", "h2"), strict=True)]


def weight_gradient_norms(activation, depth, width, rng):
    std = math.sqrt((1 if activation == "sigmoid" else 2) / width)
    h = rng.standard_normal((1, width))
    kept = []
    for _ in range(depth):
        w = std * rng.standard_normal((width, width))
        u = h @ w
        out = 0.5 * (1 + np.tanh(u / 2)) if activation == "sigmoid" else u * (u > 0)
        kept.append((h, w, out - out**2 if activation == "sigmoid" else 1.0 * (u > 0)))
        h = out
    dh, norms = h, []
    while kept:
        below, w, slopes = kept.pop()
        dw = below.T @ (dh * slopes)
        norms.append(math.sqrt(np.sum(dw**2)))
        dh = (dh * slopes) @ w.T
    return norms[::-1]
