import numpy as np


def init_weights(rng, d_in, h, d_out):
    return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))


def train(x, t, w1, w2, learning_rate, num_steps):
    w1 = np.array(w1)
    w2 = np.array(w2)
    losses = []
    for _ in range(num_steps):
        y1 = x @ w1
        y2 = np.maximum(y1, 0)
        y_pred = y2 @ w2
        losses.append(np.sum((y_pred - t) ** 2))

        # 2層目
        grad_y_pred = 2 * (y_pred - t)
        grad_w2 = y2.T @ grad_y_pred
        w2 -= learning_rate * grad_w2

        # 1層目
        grad_y2 = grad_y_pred @ w2.T
        grad_y1 = np.where(y1 > 0, grad_y2, 0)
        grad_w1 = x.T @ grad_y1
        w1 -= learning_rate * grad_w1
    return losses, w1, w2
