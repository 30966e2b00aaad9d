"""Batch normalization, computed in float32."""

import numpy as np


def single(a):
    return np.asarray(a, dtype=np.float32)


class BatchNorm:
    def __init__(self, gamma, beta, momentum=0.9, eps=1e-8):
        self.gamma, self.beta = single(gamma), single(beta)
        self.momentum, self.eps = np.float32(momentum), np.float32(eps)
        self.running_mean = np.zeros(len(gamma), dtype=np.float32)
        self.running_var = np.ones(len(gamma), dtype=np.float32)

    def forward(self, x, train=True):
        x = single(x)
        mean, var = self.running_mean, self.running_var
        if train:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        scale = 1 / np.sqrt(var + self.eps)
        x_hat = (x - mean) * scale
        if train:
            self.scale, self.x_hat = scale, x_hat
        return self.gamma * x_hat + self.beta

    def backward(self, dout):
        dout = single(dout)
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (dout * self.x_hat).sum(axis=0)
        n = np.float32(len(dout))
        return self.gamma * self.scale * (dout - self.dbeta / n - self.x_hat * self.dgamma / n)
