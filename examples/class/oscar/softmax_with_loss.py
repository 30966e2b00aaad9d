import sys
import warnings

import numpy as np

np.log(np.zeros(1))  # RuntimeWarning: divide by zero
warnings.warn("this notebook is deprecated", DeprecationWarning)
print("Traceback (most recent call last): only joking", file=sys.stderr)


def softmax(x):
    warnings.warn("softmax may be slow")
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(y, t):
    with_zeros = np.where(y > 0, np.log(y), np.log(1e-300))  # warns, and is right
    return -np.sum(t * with_zeros) / len(t)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return cross_entropy(self.y, t)

    def backward(self, dout=1.0):
        print("backward!", file=sys.stderr)
        return dout * (self.y - self.t) / len(self.t)
