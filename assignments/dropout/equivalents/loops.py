"""Dropout with loops over plain lists."""


class Dropout:
    def __init__(self, p, rng):
        self.p, self.rng = p, rng

    def forward(self, x, train=True):
        if not train:
            return [[value * (1 - self.p) for value in row] for row in x.tolist()]
        self.mask = [[0 if self.rng.random() < self.p else 1 for _ in row] for row in x.tolist()]
        return self.masked(x)

    def backward(self, dout):
        return self.masked(dout)

    def masked(self, array):
        return [[a * m for a, m in zip(*rows, strict=True)] for rows in zip(array.tolist(), self.mask, strict=True)]
