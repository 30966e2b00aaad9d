"""Two small training runs, written right in several ways and wrong in many.

Full-batch descent of a two-layer ReLU net, on the summed squared error or the summed cross entropy, and a
mini-batch run with momentum or Adam. A variant is a set of keyword arguments of ``train`` or ``train_batches``.
"""

from typing import Any

import numpy as np

N, D, H, K = 16, 20, 12, 3
STEPS = 60


def draw(seed: int = 0) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    return {
        "x": rng.standard_normal((N, D)),
        "t": rng.standard_normal((N, K)),
        "w1": rng.standard_normal((D, H)),
        "w2": rng.standard_normal((H, K)),
        "learning_rate": 1e-4,
        "num_steps": STEPS,
    }


def draw_classes(seed: int = 0) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    return draw(seed) | {"t": np.eye(K)[rng.integers(0, K, N)], "learning_rate": 1e-3}


def product(a, b, how):
    if how == "einsum":
        return np.einsum("ij,jk->ik", a, b)
    if how == "transposed":
        return (b.T @ a.T).T
    if how == "rows":
        return np.vstack([row[None] @ b for row in a])
    if how == "blocks":
        return sum(a[:, i : i + 5] @ b[i : i + 5] for i in range(0, a.shape[1], 5))
    return a @ b


def loss_and_slope(y, t, loss):
    if loss == "squared":
        return np.sum((y - t) ** 2), 2 * (y - t)
    z = y - y.max(axis=1, keepdims=True)
    e = np.exp(z)
    s = e.sum(axis=1, keepdims=True)
    if loss == "entropy with 1e-7":
        return -np.sum(t * np.log(e / s + 1e-7)), e / s - t
    return -np.sum(t * (z - np.log(s))), e / s - t


ROUNDED = ("slope", "gradient", "weights")


def float32_and_back(array):
    return array.astype(np.float32).astype(np.float64)


@np.errstate(all="ignore")  # some variants diverge
def train(
    x, t, w1, w2, learning_rate, num_steps, *,
    loss="squared", how="", dtype=np.float64, order=None,
    loss_factor=1.0, slope_factor=1.0, rate_factor=1.0, early=False, after=False,
    mask=lambda a, g: a > 0, activation=None, first=True, second=True, skip_first=False, rounded="",
):  # fmt: skip
    """The losses before each update and the trained weights; everything after ``*`` is a variant."""
    slope, gradient, weights = (float32_and_back if rounded == each else np.asarray for each in ROUNDED)
    x, t, w1, w2 = (np.array(each, dtype) for each in (x, t, w1, w2))
    if order is not None:
        w1, w2 = w1[:, order], w2[order]
    rate = dtype(learning_rate * rate_factor)
    losses = []
    for step in range(num_steps + after):
        a = product(x, w1, how)
        h = activation(a) if activation else np.maximum(a, dtype(0))
        value, g = loss_and_slope(product(h, w2, how), t, loss)
        losses.append(float(loss_factor * value))
        g = slope(dtype(slope_factor) * g)
        g2 = gradient(product(h.T, g, how))
        if early:
            w2 = w2 - rate * g2
        back = slope(product(g, w2.T, how))
        g1 = gradient(product(x.T, back * mask(a, back), how))
        if skip_first and step == 0:
            continue
        w1 = weights(w1 - rate * g1) if first else w1
        w2 = weights(w2 - rate * g2) if second and not early else w2
    return losses[1:] if after else losses, w1, w2


RIGHT: dict[str, dict[str, Any]] = {
    "as it is": {},
    "einsum": {"how": "einsum"},
    "transposed": {"how": "transposed"},
    "row by row": {"how": "rows"},
    "in blocks": {"how": "blocks"},
    "hidden units permuted": {"order": np.random.default_rng(3).permutation(H)},
    "float32": {"dtype": np.float32},
    "float32 in blocks": {"dtype": np.float32, "how": "blocks"},
}
# Wrong variants with the cause that is to be told, and the step at which they leave the band.
WRONG: dict[str, tuple[dict[str, Any], str, int]] = {
    "slope without its factor": ({"slope_factor": 0.5}, "learning_rate", 1),
    "mean slope": ({"slope_factor": 1 / N}, "learning_rate", 1),
    "rate 1 % up": ({"rate_factor": 1.01}, "learning_rate", 1),
    "rate 10 % down": ({"rate_factor": 0.9}, "learning_rate", 1),
    "rate times ten": ({"rate_factor": 10.0}, "learning_rate", 1),
    "uphill": ({"rate_factor": -1.0}, "uphill", 1),
    "mean loss": ({"loss_factor": 1 / N}, "scaled", 0),
    "half the loss": ({"loss_factor": 0.5}, "scaled", 0),
    "negative loss": ({"loss_factor": -1.0}, "scaled", 0),
    "loss and slope as means": ({"loss_factor": 1 / N, "slope_factor": 1 / N}, "step_0", 0),
    "after the update": ({"after": True}, "after_update", 0),
    "first update skipped": ({"skip_first": True}, "one_step_late", 1),
    "w2 updated first": ({"early": True}, "backward_or_update", 1),
    "no mask": ({"mask": lambda a, g: 1.0}, "backward_or_update", 1),
    "inverted mask": ({"mask": lambda a, g: a <= 0}, "backward_or_update", 1),
    "mask of the gradient": ({"mask": lambda a, g: g > 0}, "backward_or_update", 1),
    "only w2 moves": ({"first": False}, "backward_or_update", 1),
    "only w1 moves": ({"second": False}, "backward_or_update", 1),
    "nothing moves": ({"first": False, "second": False}, "no_update", 1),
    "leaky": ({"activation": lambda a: np.where(a > 0, a, 0.01 * a)}, "step_0", 0),
    "sigmoid": ({"activation": lambda a: 0.5 * (1 + np.tanh(0.5 * a))}, "step_0", 0),
}


def train_batches(seed, num_steps=80, *, optimizer="adam", how="", wrong=""):
    """Losses of a mini-batch run with dropout; batches and masks come from the seed, the same in all variants."""
    rng = np.random.default_rng(seed)
    x, t = rng.standard_normal((64, D)), rng.standard_normal((64, K))
    params = [rng.standard_normal((D, H)) * 0.3, rng.standard_normal((H, K)) * 0.3]
    states = [np.zeros((2, *w.shape)) for w in params]
    losses = []
    for step in range(1, num_steps + 1):
        rows, kept = rng.choice(64, N, replace=False), rng.random((N, H)) >= 0.3
        a = product(x[rows], params[0], how)
        h = np.maximum(a, 0) * kept
        g = (product(h, params[1], how) - t[rows]) / N
        losses.append(0.5 * N * np.sum(g * g))
        back = g @ params[1].T * (1 if wrong == "no dropout mask" else kept) * (a > 0)
        for i, gradient in enumerate((x[rows].T @ back, h.T @ g)):
            m, v = states[i]
            if optimizer == "momentum":
                m[:] = 0.9 * m - (0.001 if wrong == "damped" else 0.01) * gradient
                params[i] = params[i] + m
                continue
            t_ = 1 if wrong == "t stays 1" else step
            m[:] = 0.9 * m + 0.1 * gradient
            v[:] = 0.999 * v + 0.001 * gradient**2
            correction = 1.0 if wrong == "no correction" else np.sqrt(1 - 0.999**t_) / (1 - 0.9**t_)
            folded = how == "einsum"  # the other published form
            eps = 1e-8 if not folded else 1e-8 * np.sqrt(1 - 0.999**t_)
            params[i] = params[i] - 0.01 * correction * m / (np.sqrt(v) + eps)
    return losses
