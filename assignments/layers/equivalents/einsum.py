"""The layers with einsum and a common base class."""

import numpy as np


class Layer:
    """Keeps the local slope of an activation, so that backward is a product."""

    def remember(self, slope):
        self.slope_at_x = slope

    def backward(self, dout):
        return np.einsum("ij,ij->ij", dout, self.slope_at_x)


class Affine:
    def __init__(self, W, b):
        self.params = {"W": W, "b": b}
        self.dW = np.zeros_like(W)
        self.db = np.zeros_like(b)

    def forward(self, x):
        self.cache = x
        return np.einsum("nd,dm->nm", x, self.params["W"]) + self.params["b"][None, :]

    def backward(self, dout):
        self.dW = np.einsum("nd,nm->dm", self.cache, dout)
        self.db = np.ones(len(dout)) @ dout
        return np.einsum("nm,dm->nd", dout, self.params["W"])


class Sigmoid(Layer):
    def forward(self, x):
        y = np.exp(-np.logaddexp(0, -x))
        self.remember(y - y * y)
        return y


class ReLU(Layer):
    def forward(self, x):
        self.remember((x > 0).astype(float))
        return (x + np.abs(x)) / 2


class Tanh(Layer):
    def forward(self, x):
        y = np.tanh(x)
        self.remember((1 + y) * (1 - y))
        return y


class LeakyReLU(Layer):
    def __init__(self, slope=0.1):
        self.slope = slope

    def forward(self, x):
        self.remember(np.where(x >= 0, 1.0, self.slope))
        return self.slope_at_x * x


class MeanSquaredError:
    def forward(self, x, t):
        self.gradient = (x - t) / x.shape[0]
        return np.array(np.einsum("ij,ij->", x - t, x - t) / 2 / x.shape[0])

    def backward(self):
        return self.gradient.copy()


class SigmoidWithLoss:
    def forward(self, x, t):
        signed = np.where(t == 1, x, -x)
        self.gradient = (np.exp(-np.logaddexp(0, -x)) - t) / x.shape[0]
        return np.array(np.logaddexp(0, -signed).mean())

    def backward(self):
        return 1.0 * self.gradient
