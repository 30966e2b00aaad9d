# einsum everywhere
import numpy as np
from numpy import einsum, exp, log


def log_softmax(x):
    z = x - x.max(1)[:, None]
    return z - log(einsum('ij->i', exp(z)))[:, None]


def softmax(x):
    return exp(log_softmax(x))


def cross_entropy(y, t):
    return -einsum('ij,ij->', t, log(y.clip(1e-300))) / len(y)


class SoftmaxWithLoss:
    def forward(self, x, t):
        lp = log_softmax(x)
        self.grad = (exp(lp) - t) / len(x)
        return -einsum('ij,ij->', t, lp) / len(x)

    def backward(self, dout=1.0):
        return self.grad * dout
