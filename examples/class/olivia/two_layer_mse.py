import numpy as np


def init_weights(rng, d_in, h, d_out):
    return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))


def predict(x, w1, w2):
    return np.maximum(x @ w1, 0) @ w2


def train(x, t, w1, w2, learning_rate, num_steps):
    losses = []
    for _ in range(num_steps):
        hidden = x @ w1
        d = 2 * (predict(x, w1, w2) - t)
        g2 = np.maximum(hidden, 0).T @ d
        g1 = x.T @ ((d @ w2.T) * (hidden > 0))
        w1, w2 = w1 - learning_rate * g1, w2 - learning_rate * g2
        losses.append(np.sum((predict(x, w1, w2) - t) ** 2))
    return losses, w1, w2
