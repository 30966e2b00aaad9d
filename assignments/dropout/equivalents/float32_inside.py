"""Dropout, computed in float32."""

import numpy as np


class Dropout:
    def __init__(self, p, rng):
        self.keep, self.rng = np.float32(1 - p), rng

    def forward(self, x, train=True):
        x = np.asarray(x, dtype=np.float32)
        if train:
            self.mask = (self.rng.random(x.shape, dtype=np.float32) < self.keep).astype(np.float32)
            return x * self.mask
        return x * self.keep

    def backward(self, dout):
        return np.asarray(dout, dtype=np.float32) * self.mask
