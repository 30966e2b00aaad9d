import numpy as np


def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=1)[:, np.newaxis]


def cross_entropy(y, t):
    return -np.sum(t * np.log(y + 1e-7)) / len(y)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.p = softmax(x)
        self.t = t
        return cross_entropy(self.p, t)

    def backward(self, dout=1.0):
        return self.p - self.t
