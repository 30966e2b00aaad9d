import numpy as np


def init_weights(rng, d_in, h, d_out):
    return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))


def train(x, t, w1, w2, learning_rate, num_steps):
    losses = []
    for _ in range(num_steps):
        y1 = x @ w1
        y2 = y1.clip(min=0)
        y_pred = y2 @ w2
        losses.append(float(((y_pred - t) ** 2).sum()))
        delta2 = y_pred - t
        delta1 = (delta2 @ w2.T) * (y1 > 0)
        w2 = w2 - learning_rate * (y2.T @ delta2)
        w1 = w1 - learning_rate * (x.T @ delta1)
    return losses, w1, w2
