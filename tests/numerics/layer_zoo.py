"""Twelve layers with right and wrong backward passes: what the gradient checks are measured on.

A backward pass maps ``(*inputs, dout)`` to the gradients of all inputs. Matrices are square on purpose, so that
a wrong transpose keeps its shape.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Arrays = tuple[np.ndarray, ...]
EPS = 1e-8
N, K = 5, 6
TARGETS = np.eye(K)[[0, 3, 5, 2, 3]]
GOALS = np.random.default_rng(7).standard_normal((N, K))
KEPT = np.random.default_rng(3).random((N, K)) >= 0.4
OTHERS_KEPT = np.random.default_rng(4).random((N, K)) >= 0.4


@dataclass(frozen=True)
class Layer:
    """draw(rng, scale) makes inputs; forward(*inputs); backward(*inputs, dout); wrong backward passes by name."""

    draw: Callable[[np.random.Generator, float], Arrays]
    forward: Callable[..., Any]
    backward: Callable[..., Arrays]
    wrong: dict[str, Callable[..., Arrays]] = field(default_factory=dict)

    def upstream(self, rng: np.random.Generator, inputs: Arrays) -> np.ndarray:
        return rng.standard_normal(np.shape(self.forward(*inputs)))


def one(rng, scale):
    return (rng.standard_normal((N, K)) * scale,)


def two_matrices(rng, scale):
    return rng.standard_normal((4, 4)) * scale, rng.standard_normal((4, 4)) * scale


def affine_inputs(rng, scale):
    return *two_matrices(rng, scale), rng.standard_normal(4) * scale**2


def batch_norm_inputs(rng, scale):
    x = (rng.standard_normal((8, 3)) + rng.standard_normal(3)) * scale
    return x, rng.standard_normal(3) + 1.5, rng.standard_normal(3)


def net_inputs(rng, scale):
    return (
        rng.standard_normal((N, 4)) * scale,
        rng.standard_normal((4, 7)) * 0.7,
        rng.standard_normal(7) * 0.3 * scale,
        rng.standard_normal((7, K)) * 0.5 / max(scale, 1),
        rng.standard_normal(K) * 0.3,
    )


def with_entry(array, position, change):
    array = array.copy()
    array.flat[position] = change(array.flat[position])
    return array


def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(x):
    shift = x.max(axis=1)
    return np.mean(np.log(np.exp(x - shift[:, None]).sum(axis=1)) + shift - (x * TARGETS).sum(axis=1))


def batch_norm(x, gamma, beta):
    return gamma * (x - x.mean(0)) / np.sqrt(x.var(0) + EPS) + beta


def batch_norm_back(x, gamma, beta, d, mean_term=1, variance_term=1, eps=EPS, use_gamma=True, ddof=0):
    std = np.sqrt(x.var(0, ddof=ddof) + eps)
    z = (x - x.mean(0)) / std
    inner = d - mean_term * d.mean(0) - variance_term * z * (z * d).mean(0)
    return (gamma if use_gamma else 1) / std * inner, (z * d).sum(0), d.sum(0)


def net(x, w1, b1, w2, b2):
    return cross_entropy(np.maximum(x @ w1 + b1, 0) @ w2 + b2)


def net_back(x, w1, b1, w2, b2, d, mask=lambda a: a > 0, db1=1.0, early=False, n=N):
    a = x @ w1 + b1
    h = np.maximum(a, 0)
    g = d * (softmax(h @ w2 + b2) - TARGETS) / n
    da = g @ (w2 - 0.1 * h.T @ g if early else w2).T * mask(a)
    return da @ w1.T, x.T @ da, db1 * da.sum(0), h.T @ g, g.sum(0)


def affine_back(x, w, b, d, db=lambda d: d.sum(0)):
    return d @ w.T, x.T @ d, db(d)


LAYERS: dict[str, Layer] = {
    "matmul": Layer(
        two_matrices,
        lambda x, w: x @ w,
        lambda x, w, d: (d @ w.T, x.T @ d),
        {
            "dx without transpose": lambda x, w, d: (d @ w, x.T @ d),
            "dw without transpose": lambda x, w, d: (d @ w.T, x @ d),
            "dw transposed": lambda x, w, d: (d @ w.T, (x.T @ d).T),
            "dw as mean": lambda x, w, d: (d @ w.T, x.T @ d / 4),
            "dw negative": lambda x, w, d: (d @ w.T, -x.T @ d),
            "one entry of dx is 0": lambda x, w, d: (with_entry(d @ w.T, 8, lambda v: 0), x.T @ d),
            "one entry of dw negative": lambda x, w, d: (d @ w.T, with_entry(x.T @ d, 15, lambda v: -v)),
        },
    ),
    "affine": Layer(
        affine_inputs,
        lambda x, w, b: x @ w + b,
        affine_back,
        {
            "db mean": lambda *a: affine_back(*a, db=lambda d: d.mean(0)),
            "db other axis": lambda *a: affine_back(*a, db=lambda d: d.sum(1)),
            "db last row": lambda *a: affine_back(*a, db=lambda d: d[-1]),
            "db zeros": lambda *a: affine_back(*a, db=lambda d: 0 * d[0]),
            "db mean times 2": lambda *a: affine_back(*a, db=lambda d: 2 * d.mean(0)),
            "one entry of dw 1 % off": lambda x, w, b, d: (
                d @ w.T,
                with_entry(x.T @ d, 0, lambda v: 1.01 * v),
                d.sum(0),
            ),
        },
    ),
    "relu": Layer(
        one,
        lambda x: np.maximum(x, 0),
        lambda x, d: (d * (x > 0),),
        {
            "inverted mask": lambda x, d: (d * (x <= 0),),
            "no mask": lambda x, d: (d,),
            "mask of dout": lambda x, d: (d * (d > 0),),
            "x instead of dout": lambda x, d: (np.maximum(x, 0),),
            "leaky": lambda x, d: (np.where(x > 0, d, 0.01 * d),),
        },
    ),
    "sigmoid": Layer(
        one,
        sigmoid,
        lambda x, d: (d * sigmoid(x) * (1 - sigmoid(x)),),
        {
            "x(1-x)": lambda x, d: (d * x * (1 - x),),
            "y(1+y)": lambda x, d: (d * sigmoid(x) * (1 + sigmoid(x)),),
            "no dout": lambda x, d: (sigmoid(x) * (1 - sigmoid(x)),),
            "1-y": lambda x, d: (d * (1 - sigmoid(x)),),
            "y(1-y)^2": lambda x, d: (d * sigmoid(x) * (1 - sigmoid(x)) ** 2,),
        },
    ),
    "softmax with loss": Layer(
        one,
        cross_entropy,
        lambda x, d: (d * (softmax(x) - TARGETS) / N,),
        {
            "no 1/N": lambda x, d: (d * (softmax(x) - TARGETS),),
            "1/N twice": lambda x, d: (d * (softmax(x) - TARGETS) / N**2,),
            "1/K": lambda x, d: (d * (softmax(x) - TARGETS) / K,),
            "no softmax": lambda x, d: (d * (x - TARGETS) / N,),
            "negative": lambda x, d: (-d * (softmax(x) - TARGETS) / N,),
            "dout ignored": lambda x, d: ((softmax(x) - TARGETS) / N,),
            "softmax over samples": lambda x, d: (d * (softmax(x.T).T - TARGETS) / N,),
            "times 2": lambda x, d: (2 * d * (softmax(x) - TARGETS) / N,),
            "diagonal Jacobian": lambda x, d: (d * softmax(x) * (1 - softmax(x)) / N,),
        },
    ),
    "squared error": Layer(
        one,
        lambda x: np.sum((x - GOALS) ** 2) / (2 * N),
        lambda x, d: (d * (x - GOALS) / N,),
        {
            "factor 2": lambda x, d: (2 * d * (x - GOALS) / N,),
            "no 1/N": lambda x, d: (d * (x - GOALS),),
            "t - y": lambda x, d: (d * (GOALS - x) / N,),
            "1/(N D)": lambda x, d: (d * (x - GOALS) / (N * K),),
        },
    ),
    "batch norm": Layer(
        batch_norm_inputs,
        batch_norm,
        batch_norm_back,
        {
            "no mean term": lambda *a: batch_norm_back(*a, mean_term=0),
            "no variance term": lambda *a: batch_norm_back(*a, variance_term=0),
            "statistics as constants": lambda *a: batch_norm_back(*a, mean_term=0, variance_term=0),
            "gamma missing": lambda *a: batch_norm_back(*a, use_gamma=False),
            "unbiased variance": lambda *a: batch_norm_back(*a, ddof=1),
            "other epsilon": lambda *a: batch_norm_back(*a, eps=1e-5),
            "no epsilon": lambda *a: batch_norm_back(*a, eps=0),
            "dgamma from x": lambda x, g, b, d: (batch_norm_back(x, g, b, d)[0], (x * d).sum(0), d.sum(0)),
            "dbeta mean": lambda *a: (*batch_norm_back(*a)[:2], a[-1].mean(0)),
        },
    ),
    "dropout": Layer(
        one,
        lambda x: x * KEPT,
        lambda x, d: (d * KEPT,),
        {
            "no mask": lambda x, d: (d,),
            "fresh mask": lambda x, d: (d * OTHERS_KEPT,),
            "expectation": lambda x, d: (d * 0.6,),
            "rescaled": lambda x, d: (d * KEPT / 0.6,),
        },
    ),
    "l2": Layer(
        one,
        lambda x: 0.1 * np.sum(x**2),
        lambda x, d: (0.2 * d * x,),
        {"factor 2 missing": lambda x, d: (0.1 * d * x,), "alpha missing": lambda x, d: (2 * d * x,)},
    ),
    "l1": Layer(
        one,
        lambda x: 0.1 * np.sum(np.abs(x)),
        lambda x, d: (0.1 * d * np.sign(x),),
        {"|w|": lambda x, d: (0.1 * d * np.abs(x),), "ones": lambda x, d: (0.1 * d * np.ones_like(x),)},
    ),
    "row maximum": Layer(
        one,
        lambda x: x.max(axis=1),
        lambda x, d: (d[:, None] * (np.arange(K) == x.argmax(axis=1)[:, None]),),
        {
            "every entry": lambda x, d: (d[:, None] * np.ones_like(x),),
            "minimum": lambda x, d: (d[:, None] * (np.arange(K) == x.argmin(axis=1)[:, None]),),
        },
    ),
    "two layer net": Layer(
        net_inputs,
        net,
        net_back,
        {
            "no mask": lambda *a: net_back(*a, mask=lambda z: 1),
            "inverted mask": lambda *a: net_back(*a, mask=lambda z: z <= 0),
            "db1 zero": lambda *a: net_back(*a, db1=0.0),
            "w2 updated first": lambda *a: net_back(*a, early=True),
            "no 1/N": lambda *a: net_back(*a, n=1),
        },
    ),
}
WRONG = [(layer, name) for layer in LAYERS for name in LAYERS[layer].wrong]


def in_float32(layer: Layer) -> Layer:
    """The same layer computing in float32 inside; what it returns is float64 that holds float32 numbers."""

    def forward(*inputs):
        return np.asarray(layer.forward(*(x.astype(np.float32) for x in inputs))).astype(np.float64)

    def backward(*inputs):
        return tuple(
            np.asarray(g, np.float32).astype(np.float64)
            for g in layer.backward(*(np.asarray(x, np.float32) for x in inputs))
        )

    return Layer(layer.draw, forward, backward)
