import numpy as np


def softmax(x):
    z = x - x.mean(axis=1, keepdims=True)
    while z.max() > 100:  # shift until exp cannot overflow
        z = z - z.mean(axis=1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def cross_entropy(y, t):
    return -np.sum(t * np.log(y + 1e-7)) / len(t)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return cross_entropy(self.y, t)

    def backward(self, dout=1.0):
        return dout * (self.y - self.t) / len(self.t)
