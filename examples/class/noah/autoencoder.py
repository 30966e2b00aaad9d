import numpy as np
from optimizers import SGD, Adam, Momentum

OPTIMIZERS = {"sgd": SGD, "momentum": Momentum, "adam": Adam}


def sigmoid(a):
    return 1 / (1 + np.exp(-np.clip(a, -500, 500)))


class Linear:
    def __init__(self, params, k):
        self.params, self.k = params, k

    def forward(self, x):
        return x @ self.params["W%d" % self.k] + self.params["b%d" % self.k]


class Autoencoder:
    """The layers only go forward; the way back is written down in gradient."""

    def __init__(self, sizes, rng):
        self.n_code = len(sizes) - 1  # number of the layer that gives the code
        widths = list(sizes) + list(sizes[:-1])[::-1]
        self.params = {}
        for k in range(1, len(widths)):
            n_in, n_out = widths[k - 1], widths[k]
            self.params["W%d" % k] = rng.normal(0, (2 / n_in) ** 0.5, size=(n_in, n_out))
            self.params["b%d" % k] = np.zeros(n_out)
        self.n_layers = len(widths) - 1
        linear = [Linear(self.params, k) for k in range(1, self.n_layers + 1)]
        self.encoder, self.decoder = linear[: self.n_code], linear[self.n_code :]

    def step(self, k, h):
        return (self.encoder + self.decoder)[k - 1].forward(h)

    def encode(self, x):
        h = x
        for k in range(1, self.n_code + 1):
            h = self.step(k, h)
            h = np.maximum(h, 0)
        return h

    def decode(self, z):
        h = z
        for k in range(self.n_code + 1, self.n_layers):
            h = np.maximum(self.step(k, h), 0)
        return sigmoid(self.step(self.n_layers, h))

    def loss(self, x):
        d = self.decode(self.encode(x)) - x
        return float((d**2).sum() / 2 / x.shape[0])

    def gradient(self, x):
        hs, h = [x], x
        for k in range(1, self.n_layers + 1):
            a = self.step(k, h)
            if k == self.n_layers:
                h = sigmoid(a)
            else:
                h = np.maximum(a, 0)
            hs.append(h)
        g = (hs[-1] - x) / x.shape[0]
        g = g * hs[-1] * (1 - hs[-1])
        grads = {}
        for k in range(self.n_layers, 0, -1):
            grads["W%d" % k] = hs[k - 1].T @ g
            grads["b%d" % k] = g.sum(axis=0)
            g = g @ self.params["W%d" % k].T
            if k > 1:
                g = g * (hs[k - 1] > 0)
        return grads


def fit(net, optimizer, x, *, batch_size, epochs, rng):
    losses = []
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for i in range(0, len(x), batch_size):
            optimizer.update(net.params, net.gradient(x[order[i : i + batch_size]]))
        losses.append(net.loss(x))
    return {"loss": losses}
