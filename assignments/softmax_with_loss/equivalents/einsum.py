"""Softmax with loss, with einsum and the Jacobian matrices of the whole batch."""

import numpy as np

EPSILON = 1e-12


def softmax(x):
    shifted = (x.T - x.T.max(axis=0)).T
    exps = np.exp(shifted)
    return np.einsum("ij,i->ij", exps, 1.0 / np.einsum("ij->i", exps))


def cross_entropy(y, t):
    return np.array(-np.einsum("ij,ij->", t, np.log(y + EPSILON)) / len(y))


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.cache = (softmax(x), t, len(x))
        return cross_entropy(self.cache[0], t)

    def jacobians(self):
        y, _, _ = self.cache
        return np.einsum("ij,jk->ijk", y, np.eye(y.shape[1])) - np.einsum("ij,ik->ijk", y, y)

    def backward(self, dout=1.0):
        y, t, n = self.cache
        return np.einsum("ijk,ij->ik", self.jacobians(), -t / (y + EPSILON)) * dout / n
