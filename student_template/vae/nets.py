"""What the experiments share: a net of any layers, how its weights start, and how it is trained.

Conventions of the course
-------------------------
- The first axis is samples: images ``x`` (N, C, H, W) or rows (N, D); targets ``t`` (N, K) one-hot. Losses are means
  over the batch.
- A layer has ``forward(x)`` and ``backward(dout)``; one with parameters has the arrays ``W`` and ``b``, and after
  ``backward`` their gradients ``dW`` and ``db``.
- An optimizer changes the arrays in ``params`` in place, and the net with them.
- Everything random is drawn from ``rng``, in the order that is written here: the same rng gives the same run.
"""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from optimizers import FTRL, Arrays, Optimizer
from softmax_with_loss import SoftmaxWithLoss

Array = NDArray[np.float64]


def he(rng: np.random.Generator, n_in: int, shape: tuple[int, ...]) -> Array:
    """Draw weights of this shape, normal with mean 0 and variance 2/n_in; n_in inputs reach each unit."""
    return rng.normal(0.0, np.sqrt(2.0 / n_in), shape)


def batches(n: int, batch_size: int, rng: np.random.Generator) -> list[NDArray[np.int64]]:
    """One epoch: the numbers 0 to n − 1 in one ``rng.permutation(n)``, cut into batches; the last may be smaller."""
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


class Net:
    """Layers one after the other, and softmax with cross entropy at the end.

    Parameters
    ----------
    layers : in the order of the forward pass, by names of your choice

    Attributes
    ----------
    layers : the same
    params : W1, b1, W2, b2, …, numbered over the layers that have parameters; *the* arrays of the layers, no copies
    """

    def __init__(self, layers: dict[str, Any]) -> None:
        self.layers = layers
        self.last = SoftmaxWithLoss()
        self.params: Arrays = {}
        for i, layer in enumerate(self._with_parameters(), start=1):
            self.params[f"W{i}"], self.params[f"b{i}"] = layer.W, layer.b

    def scores(self, x: Array) -> Array:
        """The logits (N, K) for x."""
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x: Array, t: Array) -> float:
        """The mean cross entropy."""
        return float(self.last.forward(self.scores(x), t))

    def gradient(self, x: Array, t: Array) -> Arrays:
        """The gradient of the loss: a dict with the keys and shapes of ``params``."""
        self.loss(x, t)  # every layer keeps what its backward needs
        dout: Array = self.last.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        grads: Arrays = {}
        for i, layer in enumerate(self._with_parameters(), start=1):
            grads[f"W{i}"], grads[f"b{i}"] = layer.dW, layer.db
        return grads

    def predict(self, x: Array) -> NDArray[np.int64]:
        """The class (N,) with the highest score, for each sample."""
        labels: NDArray[np.int64] = self.scores(x).argmax(axis=1)
        return labels

    def accuracy(self, x: Array, t: Array) -> float:
        """The share of samples whose class is predicted rightly."""
        return float(np.mean(self.predict(x) == t.argmax(axis=1)))

    def _with_parameters(self) -> list[Any]:
        return [layer for layer in self.layers.values() if hasattr(layer, "W")]


class Trainable(Protocol):
    """What ``fit`` needs of a net: ``Net`` has it, and so has any other with these names."""

    params: Arrays

    def loss(self, x: Array, t: Array) -> float:
        """The loss of a batch."""

    def gradient(self, x: Array, t: Array) -> Arrays:
        """Its gradient, with the keys of params."""


def fit(
    net: Trainable,
    optimizer: Optimizer,
    x: Array,
    t: Array,
    *,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
) -> dict[str, list[float]]:
    """Train in mini-batches: for each of ``batches(len(x), batch_size, rng)``, once per epoch, one update.

    Returns
    -------
    history : {"loss": [...]}, the loss of the whole training set after every epoch
    """
    history: dict[str, list[float]] = {"loss": []}
    for _ in range(epochs):
        for batch in batches(len(x), batch_size, rng):
            optimizer.update(net.params, net.gradient(x[batch], t[batch]))
        history["loss"].append(net.loss(x, t))
    return history


class KerasFTRL(FTRL):  # type: ignore[misc]  # mypy does not follow imports of given code
    """FTRL as a widely used library starts it: z = 0 and n = ``start`` before the first step, and β = 0.

    z = 0 belongs to θ = 0, whatever θ the net was given: see what its first step does.
    """

    def __init__(self, lr: float, l1: float = 0.0, l2: float = 0.0, start: float = 0.1) -> None:
        super().__init__(lr, l1, l2, beta=0.0)
        self.start = start

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        for key, g in grads.items():
            self.z.setdefault(key, np.zeros_like(g))
            self.n.setdefault(key, np.full_like(g, self.start))
        super().update(params, grads)
