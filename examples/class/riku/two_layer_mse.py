import numpy as np


def init_weights(rng, d_in, h, d_out):
    return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))


def train(x, t, w1, w2, learning_rate, num_steps):
    losses = []
    for _ in range(num_steps):
        h = x @ w1
        h_relu = np.maximum(h, 0)
        y_pred = h_relu @ w2
        losses.append(np.sum((y_pred - t) ** 2))
        grad_y = 2 * (y_pred - t)
        grad_w2 = h_relu.T @ grad_y
        grad_h = grad_y @ w2.T
        grad_h[h < 0] = 0
        grad_w1 = x.T @ grad_h
        w1 -= learning_rate * grad_w1
        w2 -= learning_rate * grad_w2
    return losses, w1, w2
