import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T)


class Sigmoid:
    def forward(self, x):
        self.y = np.where(x < 0, np.exp(np.minimum(x, 0)) / (1 + np.exp(np.minimum(x, 0))), 1 / (1 + np.exp(-np.maximum(x, 0))))
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, dout):
        return dout * (1 - self.y)


class LeakyReLU:
    def __init__(self, slope=0.1):
        self.slope = slope

    def forward(self, x):
        self.k = np.where(x > 0, 1, self.slope)
        return x * self.k

    def backward(self, dout):
        return dout * self.k


class MeanSquaredError:
    def forward(self, x, t):
        self.d = x - t
        return np.sum(self.d ** 2) / 2 / len(x)

    def backward(self):
        return self.d / len(self.d)


class SigmoidWithLoss:
    def forward(self, x, t):
        self.y, self.t = Sigmoid().forward(x), t
        return np.mean(np.logaddexp(0, x) - x * t)

    def backward(self):
        return (self.y - self.t) / len(self.t)
