"""Softmax with loss, sample by sample."""

import math

import numpy as np


def softmax(x):
    rows = []
    for row in x:
        largest = max(row)
        exps = [math.exp(value - largest) for value in row]
        total = sum(exps)
        rows.append([value / total for value in exps])
    return rows


def cross_entropy(y, t):
    total = 0.0
    for probabilities, targets in zip(y, t, strict=True):
        for probability, target in zip(probabilities, targets, strict=True):
            if target == 1:
                total -= math.log(max(probability, 1e-300))
    return total / len(y)


class SoftmaxWithLoss:
    def __init__(self):
        self.y = None
        self.t = None

    def forward(self, x, t):
        self.y = softmax(x)
        self.t = t.tolist()
        return cross_entropy(self.y, t)

    def backward(self, dout=1.0):
        n = len(self.t)
        rows = []
        for probabilities, targets in zip(self.y, self.t, strict=True):
            y = np.array(probabilities)
            jacobian = np.diag(y) - np.outer(y, y)
            upstream = np.array([-target / max(p, 1e-300) for target, p in zip(targets, probabilities, strict=True)])
            rows.append((jacobian @ upstream * dout / n).tolist())
        return rows
