"""The training loop with gradients summed sample by sample."""

import numpy as np


def init_weights(rng, d_in, h, d_out):
    w1 = np.empty((d_in, h))
    for row in w1:
        row[:] = rng.standard_normal(h)
    return w1, np.array([rng.standard_normal(d_out) for _ in range(h)])


def train(x, t, w1, w2, learning_rate, num_steps):
    w1 = np.array(w1)
    w2 = np.array(w2)
    losses = []
    for _ in range(num_steps):
        loss = 0.0
        grad_w1 = np.zeros(w1.shape)
        grad_w2 = np.zeros(w2.shape)
        for sample, target in zip(x, t, strict=True):
            y1 = sample.dot(w1)
            active = y1 > 0
            y2 = y1 * active
            error = y2.dot(w2) - target
            loss += float(error.dot(error))
            grad_w2 += np.outer(y2, 2 * error)
            grad_w1 += np.outer(sample, w2.dot(2 * error) * active)
        losses.append(loss)
        w1 -= learning_rate * grad_w1
        w2 -= learning_rate * grad_w2
    return losses, w1, w2
