import numpy as np


def softmax(x):
    x -= x.max(axis=1, keepdims=True)
    y = np.exp(x)
    return y / y.sum(axis=1, keepdims=True)


def cross_entropy(y, t):
    return -np.sum(t * np.log(np.clip(y, 1e-12, None))) / len(y)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y = softmax(x)
        self.t = t
        return cross_entropy(self.y, t)

    def backward(self, dout=1.0):
        return (self.y - self.t) * dout / len(self.y)
