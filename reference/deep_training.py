"""How deep can it be? A net with all that the course has built: starts, batch normalization, dropout, penalties, rates.

    sizes = (196, 32, 32, 10):  Affine → (BatchNorm) → activation → (Dropout), again and again; Affine at the end

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, sizes[0]), targets ``t`` (N, sizes[-1]) one-hot. Losses are means over the batch.
- The layers stand in files of their own. Those that work in another way while a net is trained, BatchNorm and Dropout,
  have ``forward(x, train)``; ``backward(dout)`` belongs to the last forward in training.
- ``params`` holds *the* arrays of the layers, so that an optimizer that changes them in place changes the net.
- Arguments are never modified; only ``fit`` changes the parameters. All arrays are float64.
"""

from itertools import pairwise
from typing import Any

import numpy as np
from batch_norm import BatchNorm
from dropout import Dropout
from initialization import glorot_normal, he_normal
from layers import Affine, ReLU, Sigmoid, Tanh
from numpy.typing import NDArray
from optimizers import SGD, Adam, Momentum, Optimizer
from regularization import StepDecay, l1_gradient, l1_penalty, l2_gradient, l2_penalty
from softmax_with_loss import SoftmaxWithLoss, softmax

Array = NDArray[np.float64]
ACTIVATIONS = {"relu": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}
STARTS = {"he": he_normal, "glorot": glorot_normal}
LAYERS = {"W": "Affine", "b": "Affine", "gamma": "BatchNorm", "beta": "BatchNorm"}  # whose parameters these are
OPTIMIZERS = {"sgd": SGD, "momentum": Momentum, "adam": Adam}  # the grading takes its optimizers from here


class DeepNet:
    """A classifier of any depth: softmax with cross entropy behind the last Affine layer, penalties on the weights."""

    def __init__(
        self,
        sizes: tuple[int, ...],
        rng: np.random.Generator,
        *,
        activation: str = "relu",
        weight_init: str | float = "he",
        batch_norm: bool = False,
        dropout: float = 0.0,
        l1: float = 0.0,
        l2: float = 0.0,
    ) -> None:
        """Draw the parameters and build the layers that use them.

        ``layers``, in order: "Affine1", "BatchNorm1", "Activation1", "Dropout1", "Affine2", …; BatchNorm only with
        batch_norm, Dropout only where dropout is not 0. The last Affine stands alone.
        ``params``: W1, W2, …; gamma1, beta1, … of BatchNorm1, …; b1, b2, … of the Affine layers **that no BatchNorm
        follows**: it would take every bias away again, so those layers keep theirs at 0.

        Parameters
        ----------
        sizes : units of each layer, from the inputs to the classes
        rng : the weights are drawn from it, layer by layer, normal with mean 0; the Dropout layers draw from it later
        activation : a key of ACTIVATIONS
        weight_init : "he" (σ² = 2/n_in), "glorot" (σ² = 2/(n_in + n_out)), or σ itself, a number
        batch_norm : whether a BatchNorm stands behind every Affine layer but the last
        dropout : the probability of a zero
        l1, l2 : α of the two penalties
        """
        self.params: dict[str, Array] = {}  # biases and beta start at 0, gamma at 1
        self.layers: dict[str, Any] = {}
        self.last = SoftmaxWithLoss()
        self.l1, self.l2 = l1, l2
        ### BEGIN SOLUTION
        last = len(sizes) - 1
        for i, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
            if isinstance(weight_init, str):
                W = STARTS[weight_init](n_in, n_out, rng)
            else:
                W = rng.normal(0.0, weight_init, (n_in, n_out))
            b, gamma, beta = np.zeros(n_out), np.ones(n_out), np.zeros(n_out)
            self.layers[f"Affine{i}"] = Affine(W, b)  # the same arrays, not copies
            self.params[f"W{i}"] = W
            if i == last:
                self.params[f"b{i}"] = b
                break
            if batch_norm:
                self.layers[f"BatchNorm{i}"] = BatchNorm(gamma, beta)
                self.params[f"gamma{i}"], self.params[f"beta{i}"] = gamma, beta
            else:
                self.params[f"b{i}"] = b
            self.layers[f"Activation{i}"] = ACTIVATIONS[activation]()
            if dropout:
                self.layers[f"Dropout{i}"] = Dropout(dropout, rng)
        ### END SOLUTION

    def scores(self, x: Array, train: bool = False) -> Array:
        """The logits (N, K); with train as in training: with the batch's own statistics, and with units dropped."""
        ### BEGIN SOLUTION
        for name, layer in self.layers.items():
            x = layer.forward(x, train) if name.startswith(("BatchNorm", "Dropout")) else layer.forward(x)
        return x
        ### END SOLUTION

    def loss(self, x: Array, t: Array, train: bool = False) -> float:
        """The mean cross entropy plus both penalties, which are on W1, W2, … and on nothing else."""
        ### BEGIN SOLUTION
        weights = [value for key, value in self.params.items() if key.startswith("W")]
        penalty: float = l1_penalty(weights, self.l1) + l2_penalty(weights, self.l2)
        return float(self.last.forward(self.scores(x, train), t)) + penalty
        ### END SOLUTION

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """The gradient of loss(x, t, train=True): a dict with the keys and shapes of ``params``.

        **One** forward pass in training: units are dropped once, and running averages move once.
        """
        ### BEGIN SOLUTION
        self.last.forward(self.scores(x, train=True), t)  # every layer keeps what its backward needs
        dout: Array = self.last.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        grads: dict[str, Array] = {}
        for key, value in self.params.items():
            kind = key.rstrip("0123456789")
            layer = self.layers[LAYERS[kind] + key.removeprefix(kind)]
            grads[key] = getattr(layer, f"d{kind}")
            if kind == "W":
                grads[key] = grads[key] + l1_gradient(value, self.l1) + l2_gradient(value, self.l2)
        return grads
        ### END SOLUTION

    def predict(self, x: Array) -> Array:
        """Probabilities (N, K): with the running averages, and with all units."""
        ### BEGIN SOLUTION
        y: Array = softmax(self.scores(x))
        return y
        ### END SOLUTION

    def accuracy(self, x: Array, t: Array) -> float:
        """The share of samples whose class gets the highest probability."""
        ### BEGIN SOLUTION
        return float(np.mean(self.scores(x).argmax(axis=1) == t.argmax(axis=1)))
        ### END SOLUTION


def fit(
    net: DeepNet,
    optimizer: Optimizer,
    x: Array,
    t: Array,
    *,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
    schedule: StepDecay | None = None,
) -> dict[str, list[float]]:
    """Train in mini-batches: for each, one ``optimizer.update(net.params, gradient of the batch)``.

    Every epoch begins with ``order = rng.permutation(N)``, the only draw here, and cuts this order into batches. The
    last batch is smaller when batch_size does not divide N. With a schedule, ``optimizer.lr`` is
    ``schedule.rate(epoch)`` during an epoch, counted from 0; otherwise it is left alone.

    Returns
    -------
    history : {"loss": [...]}, the loss of all of x after every epoch, **not** in training
    """
    history: dict[str, list[float]] = {"loss": []}
    ### BEGIN SOLUTION
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        if schedule is not None:
            optimizer.lr = schedule.rate(epoch)
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            optimizer.update(net.params, net.gradient(x[batch], t[batch]))
        history["loss"].append(net.loss(x, t))
    ### END SOLUTION
    return history


def build(depth: int, rng: np.random.Generator) -> tuple[DeepNet, Optimizer]:
    """A net of your own design that still learns with ``depth`` hidden layers, and the optimizer that suits it.

    It has 196 inputs, 10 classes, and ``depth`` hidden layers of at most 64 units each. The grading gives what comes
    for depth 5 to ``fit``: 500 digits of 14 × 14 pixels, batches of 50, 10 epochs; then ``predict`` gets new digits.
    """
    ### BEGIN SOLUTION
    sizes = (196, *(32,) * depth, 10)
    return DeepNet(sizes, rng, activation="tanh", weight_init="glorot"), Adam(0.005)
    ### END SOLUTION


if __name__ == "__main__":
    from collections.abc import Callable

    import matplotlib.pyplot as plt
    from datasets import digits, one_hot, smaller

    (x, labels), (x_new, labels_new) = digits(500, seed=1), digits(500, seed=2)
    x, x_new, t, t_new = smaller(x, 2), smaller(x_new, 2), one_hot(labels), one_hot(labels_new)
    settings: dict[str, Any] = {"batch_size": 50, "epochs": 10}
    depths = (1, 2, 5, 10, 20)
    designs: dict[str, tuple[dict[str, Any], Callable[[], Any]]] = {
        "sigmoid, σ = 0.01, SGD": ({"activation": "sigmoid", "weight_init": 0.01}, lambda: SGD(0.3)),
        "ReLU, He, SGD": ({}, lambda: SGD(0.1)),
        "ReLU, He, Adam": ({}, lambda: Adam(0.005)),
        "ReLU, He, BatchNorm, Adam": ({"batch_norm": True}, lambda: Adam(0.01)),
    }
    for (name, (options, optimizer)), style in zip(designs.items(), ("o-", "s--", "^-.", "D:"), strict=True):
        accuracies = []
        for depth in depths:
            net = DeepNet((196, *[32] * depth, 10), np.random.default_rng(0), **options)
            fit(net, optimizer(), x, t, **settings, rng=np.random.default_rng(1))
            accuracies.append(net.accuracy(x_new, t_new))
        print(f"{name:26}", *(f"{depth} layers: {a:.2f}" for depth, a in zip(depths, accuracies, strict=True)))
        plt.plot(depths, accuracies, style, label=name)
    for depth in depths:
        net, own = build(depth, np.random.default_rng(0))
        fit(net, own, x, t, **settings, rng=np.random.default_rng(1))
        plt.plot(depth, net.accuracy(x_new, t_new), "k*", label="build" if depth == 1 else None)
    plt.xscale("log")
    plt.xticks(depths, [str(depth) for depth in depths])
    plt.xlabel("hidden layers")
    plt.ylabel("accuracy on new digits")
    plt.ylim(0.0, 1.0)
    plt.legend(loc="center left", bbox_to_anchor=(0.0, 0.34), fontsize="small")  # beside the lines, not on them
    plt.savefig("depth.png")
