import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.x = None
        self.dW = None
        self.db = None

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        if self.dW is None:
            self.dW = np.zeros(self.W.shape)
            self.db = np.zeros(self.b.shape)
        self.dW += np.dot(self.x.T, dout)
        self.db += np.sum(dout, axis=0)
        return dx


class Sigmoid:
    def forward(self, x):
        self.out = 0.5 * (1 + np.tanh(0.5 * x))  # sigmoid(x) = (1 + tanh(x/2)) / 2 : オーバーフローしない
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out


class ReLU:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx


class Tanh:
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out

    def backward(self, dout):
        return dout * (1 - self.out ** 2)


class LeakyReLU:
    def __init__(self, slope=0.1):
        self.slope = slope

    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] *= self.slope
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] *= self.slope
        return dx


class MeanSquaredError:
    def forward(self, x, t):
        self.diff = x - t
        return 0.5 * np.sum(self.diff ** 2) / x.shape[0]

    def backward(self):
        return self.diff / self.diff.shape[0]


class SigmoidWithLoss:
    def forward(self, x, t):
        self.t = t
        self.y = Sigmoid().forward(x)
        return np.mean(np.maximum(x, 0) - x * t + np.log1p(np.exp(-np.abs(x))))

    def backward(self):
        return (self.y - self.t) / self.t.shape[0]
