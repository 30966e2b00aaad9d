"""The layers, computed in float32."""

import numpy as np


def single(a):
    return np.asarray(a, dtype=np.float32)


class Affine:
    def __init__(self, W, b):
        self.W, self.b = single(W), single(b)

    def forward(self, x):
        self.x = single(x)
        return self.x @ self.W + self.b

    def backward(self, dout):
        dout = single(dout)
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-np.clip(single(x), -80, 80)))
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


class ReLU:
    def forward(self, x):
        self.mask = single(x) > 0
        return single(x) * self.mask

    def backward(self, dout):
        return single(dout) * self.mask


class Tanh:
    def forward(self, x):
        self.y = np.tanh(single(x))
        return self.y

    def backward(self, dout):
        return dout * (1 - self.y**2)


class LeakyReLU:
    def __init__(self, slope=0.1):
        self.slope = np.float32(slope)

    def forward(self, x):
        x = single(x)
        self.factor = np.where(x > 0, np.float32(1), self.slope)
        return x * self.factor

    def backward(self, dout):
        return dout * self.factor


class MeanSquaredError:
    def forward(self, x, t):
        self.error = single(x) - single(t)
        return 0.5 * (self.error**2).mean()

    def backward(self):
        return self.error / len(self.error)


class SigmoidWithLoss:
    def forward(self, x, t):
        self.t = single(t)
        self.y = Sigmoid().forward(x)
        tiny = np.float32(1e-7)
        return -np.mean(self.t * np.log(self.y + tiny) + (1 - self.t) * np.log(1 - self.y + tiny))

    def backward(self):
        return (self.y - self.t) / len(self.t)
