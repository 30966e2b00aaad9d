"""Softmax with loss, computed in float32."""

import numpy as np


def softmax(x):
    x = x.astype(np.float32)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(y, t):
    y = np.asarray(y, dtype=np.float32)
    return -np.sum(t * np.log(y + 1e-7)) / y.shape[0]


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y = softmax(x)
        self.t = t.astype(np.float32)
        self.loss = cross_entropy(self.y, self.t)
        return self.loss

    def backward(self, dout=1.0):
        return (self.y - self.t) * np.float32(dout) / self.t.shape[0]
