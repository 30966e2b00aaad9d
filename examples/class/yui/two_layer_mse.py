import numpy as np


def init_weights(rng, d_in, h, d_out):
    w1 = np.array([[rng.standard_normal() for j in range(h)] for i in range(d_in)])
    w2 = np.array([[rng.standard_normal() for j in range(d_out)] for i in range(h)])
    return w1, w2


def train(x, t, w1, w2, learning_rate, num_steps):
    losses = []
    for step in range(num_steps):
        loss = 0
        grad_w1 = np.zeros(w1.shape)
        grad_w2 = np.zeros(w2.shape)
        for i in range(len(x)):  # サンプルごとに勾配を足していく
            y1 = x[i] @ w1
            y2 = np.where(y1 > 0, y1, 0)
            y_pred = y2 @ w2
            loss += ((y_pred - t[i]) ** 2).sum()
            d = 2 * (y_pred - t[i])
            grad_w2 += np.outer(y2, d)
            grad_w1 += np.outer(x[i], (w2 @ d) * (y1 > 0))
        losses.append(loss)
        w1 = w1 - learning_rate * grad_w1
        w2 = w2 - learning_rate * grad_w2
    return losses, w1, w2
