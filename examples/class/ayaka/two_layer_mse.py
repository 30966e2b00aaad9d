import numpy as np


def init_weights(rng, d_in, h, d_out):
    w1 = rng.standard_normal((d_in, h))
    w2 = rng.standard_normal((h, d_out))
    return w1, w2


def train(x, t, w1, w2, learning_rate, num_steps):
    losses = []
    for _ in range(num_steps):
        y1 = np.dot(x, w1)
        y2 = np.maximum(y1, 0)
        y_pred = np.dot(y2, w2)
        loss = np.sum((y_pred - t) ** 2)
        losses.append(loss)

        grad_y_pred = 2 * (y_pred - t)
        grad_w2 = np.dot(y2.T, grad_y_pred)
        grad_y2 = np.dot(grad_y_pred, w2.T)
        grad_w1 = np.dot(x.T, grad_y2)
        w1 = w1 - learning_rate * grad_w1
        w2 = w2 - learning_rate * grad_w2
    return losses, w1, w2
