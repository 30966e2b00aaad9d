import numpy as np


def init_weights(rng, d_in, h, d_out):
    w1 = rng.normal(0, 1, (d_in, h))
    w2 = rng.normal(0, 1, (h, d_out))
    return w1, w2


def train(x, t, w1, w2, learning_rate, num_steps):
    w1, w2 = w1.copy(), w2.copy()
    losses = []
    for i in range(num_steps):
        y1 = x.dot(w1)
        y2 = np.maximum(y1, 0)
        y_pred = y2.dot(w2)
        losses.append(np.square(y_pred - t).sum())

        grad_y_pred = 2.0 * (y_pred - t)
        grad_w2 = y2.T.dot(grad_y_pred)
        grad_y2 = grad_y_pred.dot(w2.T)
        grad_y1 = grad_y2.copy()
        grad_y1[y1 < 0] = 0
        grad_w1 = x.T.dot(grad_y1)

        w1 -= learning_rate * grad_w1
        w2 -= learning_rate * grad_w2
    return losses, w1, w2
