import numpy as np


def init_weights(rng, d_in, h, d_out):
    return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))


def train(x, t, w1, w2, learning_rate, num_steps):
    losses = []
    for _ in range(num_steps):
        y1 = x @ w1
        y2 = np.maximum(y1, 0)
        y_pred = y2 @ w2
        losses.append(np.sum((y_pred - t) ** 2))
        grad_y_pred = 2 * (y_pred - t)
        grad_w2 = y2.T @ grad_y_pred
        grad_w1 = x.T @ ((grad_y_pred @ w2.T) * (y1 > 0))
        w1 = w1 - learning_rate * grad_w1
        w2 = w2 - learning_rate * grad_w2
    return losses, w1, w2


rng = np.random.default_rng(0)
x, t = rng.standard_normal((64, 100)), rng.standard_normal((64, 10))
w1, w2 = init_weights(rng, 100, 50, 10)
loss = np.inf
while loss > 1e-3:  # until it has converged
    losses, _, _ = train(x, t, w1, w2, 1e-6, 10)
    loss = losses[-1]
