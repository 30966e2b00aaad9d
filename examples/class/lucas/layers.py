"""Layers, with a shared base class."""
import numpy as np


class Layer:
    def forward(self, x):
        raise NotImplementedError

    def backward(self, dout):
        return dout * self.derivative()


class Affine(Layer):
    def __init__(self, W, b):
        self.params = W, b

    def forward(self, x):
        W, b = self.params
        self.x = x
        return np.matmul(x, W) + b[None, :]

    def backward(self, dout):
        W, _ = self.params
        self.dW = np.tensordot(self.x, dout, axes=(0, 0))
        self.db = np.add.reduce(dout)
        return np.matmul(dout, np.transpose(W))


class Sigmoid(Layer):
    def forward(self, x):
        with np.errstate(over="ignore"):
            self.out = 1 / (1 + np.exp(-x))
        return self.out

    def derivative(self):
        return self.out - self.out ** 2


class LeakyReLU(Layer):
    def __init__(self, slope=0.1):
        self.slope = slope

    def forward(self, x):
        self.x = x
        return np.where(x < 0, self.slope * x, x)

    def derivative(self):
        return np.where(self.x < 0, self.slope, 1)


class ReLU(LeakyReLU):
    def __init__(self):
        super().__init__(0.0)


class Tanh(Layer):
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out

    def derivative(self):
        return (1 - self.out) * (1 + self.out)


class MeanSquaredError:
    def forward(self, x, t):
        self.x, self.t = x, t
        return ((x - t) ** 2).sum() / (2 * len(t))

    def backward(self):
        return (self.x - self.t) / len(self.t)


class SigmoidWithLoss:
    def forward(self, x, t):
        self.sigmoid, self.t = Sigmoid(), t
        self.sigmoid.forward(x)
        return np.logaddexp(0, np.where(t == 1, -x, x)).mean()

    def backward(self):
        return (self.sigmoid.out - self.t) / len(self.t)
