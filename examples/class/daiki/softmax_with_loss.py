import numpy as np


def softmax(x):
    return np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)


def cross_entropy(y, t):
    return -(t * np.log(y)).sum() / len(t)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        return cross_entropy(self.y, t)

    def backward(self, dout=1.0):
        return dout * (self.y - self.t) / len(self.t)
