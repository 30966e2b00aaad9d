import math

import numpy as np

# for文のほうが分かりやすいので for で書きました


def softmax(x):
    rows = []
    for row in x:
        biggest = max(row)
        e = [math.exp(v - biggest) for v in row]
        total = sum(e)
        rows.append([v / total for v in e])
    return np.array(rows)


def cross_entropy(y, t):
    total = 0.0
    for i in range(len(y)):
        for k in range(len(y[i])):
            if t[i][k] == 1:
                total -= math.log(max(y[i][k], 1e-300))
    return total / len(y)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y = softmax(x)
        self.t = np.array(t)
        return cross_entropy(self.y, self.t)

    def backward(self, dout=1.0):
        n = len(self.y)
        dx = np.zeros(self.y.shape)
        for i in range(n):
            for k in range(self.y.shape[1]):
                dx[i, k] = dout * (self.y[i, k] - self.t[i, k]) / n
        return dx
