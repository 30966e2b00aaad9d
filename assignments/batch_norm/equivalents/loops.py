"""Batch normalization unit by unit, over plain lists."""

import math


def columns(array):
    return [list(column) for column in zip(*array.tolist(), strict=True)]


def rows(of_columns):
    return [list(row) for row in zip(*of_columns, strict=True)]


class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.9, eps=1e-8):
        self.gamma, self.beta = gamma.tolist(), beta.tolist()
        self.momentum, self.eps = momentum, eps
        self.running_mean, self.running_var = [0.0] * len(gamma), [1.0] * len(gamma)

    def forward(self, x, train=True):
        x_hats, stds, y = [], [], []
        for d, column in enumerate(columns(x)):
            if train:
                mean = sum(column) / len(column)
                var = sum((value - mean) ** 2 for value in column) / len(column)
                self.running_mean[d] = self.momentum * self.running_mean[d] + (1 - self.momentum) * mean
                self.running_var[d] = self.momentum * self.running_var[d] + (1 - self.momentum) * var
            else:
                mean, var = self.running_mean[d], self.running_var[d]
            stds.append(math.sqrt(var + self.eps))
            x_hats.append([(value - mean) / stds[d] for value in column])
            y.append([self.gamma[d] * value + self.beta[d] for value in x_hats[d]])
        if train:
            self.x_hat, self.std = x_hats, stds
        return rows(y)

    def backward(self, dout):
        self.dgamma, self.dbeta, dx = [], [], []
        for d, g in enumerate(columns(dout)):
            n, x_hat = len(g), self.x_hat[d]
            self.dbeta.append(sum(g))
            self.dgamma.append(sum(a * b for a, b in zip(g, x_hat, strict=True)))
            factor = self.gamma[d] / self.std[d]
            dx.append(
                [factor * (a - self.dbeta[d] / n - b * self.dgamma[d] / n) for a, b in zip(g, x_hat, strict=True)]
            )
        return rows(dx)
