"""Experiments on digits: two losses, several widths and optimizers, and what over-fitting looks like.

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, D), targets ``t`` (N, K) one-hot. Losses are means over the batch.
- ``forward`` keeps what ``backward`` needs; ``backward`` called twice gives the same answer twice.
- Arguments are never modified. All arrays are float64.
- Everything random is drawn from ``rng`` by given code, in the order that is written here: so two right programs
  have the same history, and yours can be compared number by number.
"""

from typing import Any

import numpy as np
from layers import Affine, ReLU
from nets import KerasFTRL, batches, he
from numpy.typing import NDArray
from optimizers import FTRL, SGD, AdaDelta, AdaGrad, Adam, Momentum, RMSProp
from softmax_with_loss import SoftmaxWithLoss, softmax

Array = NDArray[np.float64]
History = dict[str, list[float]]
OPTIMIZERS = {
    "sgd": SGD,
    "momentum": Momentum,
    "adagrad": AdaGrad,
    "rmsprop": RMSProp,
    "adadelta": AdaDelta,
    "adam": Adam,
    "ftrl": FTRL,
    "keras_ftrl": KerasFTRL,
}


class SoftmaxWithSquaredError:
    """Softmax followed by L = 1/(2N) Σ (y − t)²: another last layer for a classifier."""

    def __init__(self) -> None:
        self.y: Array  # (N, K) probabilities, kept by forward for backward
        self.t: Array  # (N, K) one-hot targets, kept by forward for backward

    def forward(self, x: Array, t: Array) -> float:
        """Return the loss of the logits x (N, K) against the targets t (N, K)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self) -> Array:
        """Return ∂L/∂x (N, K): with respect to the logits, through the softmax."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


LOSSES = {"cross_entropy": SoftmaxWithLoss, "squared_error": SoftmaxWithSquaredError}


def initial_parameters(sizes: tuple[int, ...], rng: np.random.Generator) -> dict[str, Array]:
    """W1, b1, W2, b2, … for these numbers of units, from the inputs to the classes: W by ``he``, in order; b is 0."""
    params: dict[str, Array] = {}
    for i in range(1, len(sizes)):
        params[f"W{i}"] = he(rng, sizes[i - 1], (sizes[i - 1], sizes[i]))
        params[f"b{i}"] = np.zeros(sizes[i])
    return params


def run(config: dict[str, Any], data: dict[str, Array], rng: np.random.Generator) -> History:
    """Train one net, and record after every epoch how it does.

    First ``initial_parameters`` are drawn; then, once at the beginning of each epoch, ``batches(N, batch_size, rng)``.
    Nothing else draws. The optimizer is made once, and gets one ``update`` of all parameters per batch.

    Parameters
    ----------
    config : {"hidden": widths of the hidden layers, each an Affine layer and a ReLU; () for none,
        "loss": a key of LOSSES,
        "optimizer": (a key of OPTIMIZERS, its arguments), such as ("adam", {"lr": 0.01}),
        "batch_size": samples in a batch, "epochs": how many}
    data : {"x_train": (N, D), "t_train": (N, K), "x_test", "t_test"}

    Returns
    -------
    {"train_loss", "train_accuracy", "test_loss", "test_accuracy"} : lists with a number for each epoch, measured after
        it, over **all** samples of that part, with the loss of config
    """
    history: History = {"train_loss": [], "train_accuracy": [], "test_loss": [], "test_accuracy": []}
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
    return history


if __name__ == "__main__":
    import matplotlib.pyplot as plt
    from datasets import digits, one_hot, smaller

    def drawn(n: int, n_test: int) -> dict[str, Array]:
        """Digits of 14 × 14 pixels."""
        (x, labels), (x_test, labels_test) = digits(n, seed=1), digits(n_test, seed=2)
        x, x_test = smaller(x, 2), smaller(x_test, 2)
        return {"x_train": x, "t_train": one_hot(labels), "x_test": x_test, "t_test": one_hot(labels_test)}

    few, more = drawn(100, 500), drawn(500, 500)
    usual: dict[str, Any] = {"hidden": (64,), "loss": "cross_entropy", "optimizer": ("adam", {"lr": 0.005})}
    usual |= {"batch_size": 20, "epochs": 20}
    figure, axes = plt.subplots(1, 3, figsize=(14, 4))
    rates = {"sgd": 0.05, "adagrad": 0.01, "adam": 0.005, "ftrl": 0.1, "keras_ftrl": 0.001}
    for (name, rate), style in zip(rates.items(), ("-", "--", "-.", ":", "x:"), strict=True):
        config = {**usual, "optimizer": (name, {"lr": rate})}
        history = run(config, more, np.random.default_rng(0))
        axes[0].plot(range(1, 21), history["test_accuracy"], style, label=f"{name} {rate}")
    for width, style in ((5, "-"), (20, "--"), (100, "-.")):
        history = run({**usual, "hidden": (width,)}, more, np.random.default_rng(0))
        axes[1].plot(range(1, 21), history["test_accuracy"], style, label=f"{width} units")
        print(f"{width} units: accuracy on new digits {history['test_accuracy'][-1]:.3f}")
    history = run({**usual, "hidden": (64, 32, 32), "batch_size": 10, "epochs": 30}, few, np.random.default_rng(0))
    for key, style in (("train_loss", "--"), ("test_loss", "-")):
        axes[2].plot(range(1, 31), history[key], style, label=f"{key}, 100 digits")
    whats = "accuracy on new digits", "accuracy on new digits", "loss"
    for axis, what, last in zip(axes, whats, (20, 20, 30), strict=True):
        axis.set(xlabel="epoch", ylabel=what, xticks=range(0, last + 1, 5))
        axis.legend()
    figure.tight_layout()
    figure.savefig("experiments.png")
