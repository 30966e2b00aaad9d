import numpy as np


def init_weights(rng, d_in, h, d_out):
    # 重みは小さい値で初期化する
    return 0.01 * rng.standard_normal((d_in, h)), 0.01 * rng.standard_normal((h, d_out))


def train(x, t, w1, w2, learning_rate, num_steps):
    losses = []
    for _ in range(num_steps):
        y1 = x @ w1
        y2 = np.maximum(y1, 0)
        y_pred = y2 @ w2
        losses.append(((y_pred - t) ** 2).sum())
        grad_y_pred = 2 * (y_pred - t)
        grad_w2 = y2.T @ grad_y_pred
        grad_y2 = grad_y_pred @ w2.T
        grad_y1 = np.maximum(grad_y2, 0)
        grad_w1 = x.T @ grad_y1
        w1 = w1 - learning_rate * grad_w1
        w2 = w2 - learning_rate * grad_w2
    return losses, w1, w2
