"""The layers with loops over plain lists."""

import math


def each(function, *arrays):
    """function applied entry by entry to (N, M) arrays."""
    return [[function(*entries) for entries in zip(*rows, strict=True)] for rows in zip(*arrays, strict=True)]


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W.tolist(), b.tolist()

    def forward(self, x):
        self.x = x.tolist()
        columns = list(zip(*self.W, strict=True))
        return [
            [
                sum(a * w for a, w in zip(row, column, strict=True)) + b
                for column, b in zip(columns, self.b, strict=True)
            ]
            for row in self.x
        ]

    def backward(self, dout):
        dout = dout.tolist()
        self.db = [sum(column) for column in zip(*dout, strict=True)]
        self.dW = [
            [sum(a * g for a, g in zip(xs, gs, strict=True)) for gs in zip(*dout, strict=True)]
            for xs in zip(*self.x, strict=True)
        ]
        return [[sum(g * w for g, w in zip(gs, row, strict=True)) for row in self.W] for gs in dout]


def sigmoid(value):
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    e = math.exp(value)
    return e / (1 + e)


class Activation:
    def forward(self, x):
        self.x = x.tolist()
        return each(self.function, self.x)

    def backward(self, dout):
        return each(lambda value, g: g * self.derivative(value), self.x, dout.tolist())


class Sigmoid(Activation):
    function = staticmethod(sigmoid)

    def derivative(self, value):
        return sigmoid(value) * sigmoid(-value)


class ReLU(Activation):
    def function(self, value):
        return max(value, 0.0)

    def derivative(self, value):
        return 0.5 if value == 0 else float(value > 0)


class Tanh(Activation):
    function = staticmethod(math.tanh)

    def derivative(self, value):
        return 1 - math.tanh(value) ** 2


class LeakyReLU(Activation):
    def __init__(self, slope=0.1):
        self.slope = slope

    def function(self, value):
        return value * self.derivative(value)

    def derivative(self, value):
        return 1.0 if value > 0 else self.slope


class MeanSquaredError:
    def forward(self, x, t):
        self.errors = each(lambda a, b: a - b, x.tolist(), t.tolist())
        return sum(error**2 for (error,) in self.errors) / (2 * len(self.errors))

    def backward(self):
        return each(lambda error: error / len(self.errors), self.errors)


class SigmoidWithLoss:
    def forward(self, x, t):
        self.x, self.t = x.tolist(), t.tolist()
        total = 0.0
        for (logit,), (target,) in zip(self.x, self.t, strict=True):
            total += max(logit, 0.0) - logit * target + math.log1p(math.exp(-abs(logit)))
        return total / len(self.x)

    def backward(self):
        return each(lambda logit, target: (sigmoid(logit) - target) / len(self.x), self.x, self.t)
