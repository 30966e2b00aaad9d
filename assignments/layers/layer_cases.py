"""What layers are given, what comes of it, and one layer with all of it, for what holds for every layer."""

import numpy as np

from autograder.testing import away_from_kinks, copies, fail, upstream


def affine_inputs(rng, n, d, m):
    """W, b, a batch x and an upstream gradient dout."""
    return rng.normal(size=(d, m)), rng.normal(size=m), rng.normal(size=(n, d)), upstream(rng, (n, m))


def loss_inputs(rng, n):
    """Predictions or logits x and targets 0 or 1, both (N, 1); both targets occur."""
    return away_from_kinks(rng, (n, 1)), rng.permutation(np.arange(n) % 2)[:, None].astype(float)


def affine_gradient(module, name, W, b, x, dout):
    """dx, dW or db of an Affine layer, after one forward and one backward step."""
    layer = module.Affine(W.copy(), b.copy())
    layer.forward(x.copy())
    try:
        dx = layer.backward(dout.copy())
    except Exception:  # a mistake in dx is charged where dx is checked, if dW and db were there before
        if name == "dx" or not hasattr(layer, name):
            raise
        return getattr(layer, name)
    return dx if name == "dx" else getattr(layer, name)


def activation_gradient(module, name, settings, x, dout):
    """What backward of the activation called name returns, after one forward step."""
    layer = getattr(module, name)(*settings)
    layer.forward(x.copy())
    return layer.backward(dout.copy())


class Case:
    """One layer with inputs: what the constructor, forward and backward are given, by their names."""

    def __init__(self, name, rng, n):
        W, b, x, dout = affine_inputs(rng, n, 4, 3)
        self.name, self.parameters, self.inputs, self.above = name, {"W": W, "b": b}, {"x": x}, {"dout": dout}
        if name != "Affine":
            self.parameters, self.inputs = {}, {"x": away_from_kinks(rng, (n, 4))}
            self.above = {"dout": upstream(rng, (n, 4))}
        if name == "LeakyReLU":
            self.parameters = {"slope": rng.uniform(0.05, 0.5)}
        if name in ("MeanSquaredError", "SigmoidWithLoss"):
            self.inputs, self.above = dict(zip("xt", loss_inputs(rng, n), strict=True)), {}

    def layer(self, module):
        """A fresh layer."""
        return getattr(module, self.name)(*copies(self.parameters).values())

    def ran_forward(self, module):
        """A fresh layer after one forward step."""
        layer = self.layer(module)
        layer.forward(*copies(self.inputs).values())
        return layer

    def backward(self, layer):
        """dx, and dW and db of Affine, as arrays."""
        dx = layer.backward(*copies(self.above).values())
        return [np.array(a, dtype=float) for a in (dx, *((layer.dW, layer.db) if self.name == "Affine" else ()))]

    def step(self, layer):
        """What forward returns, and what backward does."""
        y = np.array(layer.forward(*copies(self.inputs).values()), dtype=float)
        return [y, *self.backward(layer)]

    def assert_at_work(self, module):
        """What does nothing has no side effects, either: dx must follow dout, or x in a loss layer."""
        (dx, *_), above, inputs = self.backward(self.ran_forward(module)), self.above, self.inputs
        self.above = {k: 0.999 * a for k, a in above.items()}
        self.inputs = inputs if above else {**inputs, "x": 0.999 * inputs["x"]}
        other, *_ = self.backward(self.ran_forward(module))
        self.above, self.inputs = above, inputs
        fits = dx.shape == other.shape == inputs["x"].shape
        itself = any(np.array_equal(dx, a) for a in (*above.values(), *inputs.values()))
        if not fits or itself or not 0 < np.abs(dx - other).max() < 0.01 * np.abs(dx).max():
            fail(
                f"{self.name}.backward must first return a dx of x's shape, made from what it is given.",
                f"{self.name}.backward は、まず、渡されたものから計算した、x と同じ形の dx を返す必要があります。",
            )
