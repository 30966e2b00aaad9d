import numpy as np


def init_weights(rng, d_in, h, d_out):
    w1 = np.random.randn(d_in, h)
    w2 = np.random.randn(h, d_out)
    return w1, w2


def train(x, t, w1, w2, learning_rate, num_steps):
    losses = []
    for _ in range(num_steps):
        y1 = x @ w1
        y2 = np.maximum(y1, 0)
        y_pred = y2 @ w2
        losses.append(0.5 * np.sum((y_pred - t) ** 2))
        grad_y_pred = y_pred - t
        grad_w2 = y2.T @ grad_y_pred
        grad_w1 = x.T @ ((grad_y_pred @ w2.T) * (y1 > 0))
        w1 = w1 - learning_rate * grad_w1
        w2 = w2 - learning_rate * grad_w2
    return losses, w1, w2
