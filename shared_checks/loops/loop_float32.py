"""The training loop, computed in float32."""

import numpy as np


def init_weights(rng, d_in, h, d_out):
    return rng.standard_normal((d_in, h), dtype=np.float32), rng.standard_normal((h, d_out), dtype=np.float32)


def train(x, t, w1, w2, learning_rate, num_steps):
    x, t, w1, w2 = (a.astype(np.float32) for a in (x, t, w1, w2))
    losses = []
    for _ in range(num_steps):
        y1 = x @ w1
        y2 = np.maximum(y1, 0)
        y_pred = y2 @ w2
        losses.append(((y_pred - t) ** 2).sum())
        grad_y_pred = 2 * (y_pred - t)
        grad_w2 = y2.T @ grad_y_pred
        grad_w1 = x.T @ ((grad_y_pred @ w2.T) * (y1 > 0))
        w1 = w1 - np.float32(learning_rate) * grad_w1
        w2 = w2 - np.float32(learning_rate) * grad_w2
    return losses, w1, w2
