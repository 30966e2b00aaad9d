"""A two-layer net for three tasks, and its training in mini-batches.

    h = max(x W1 + b1, 0),  z = h W2 + b2,  and the prediction y is

- "regression":  y = z,           loss 1/(2N) Σ (y − t)²
- "binary":      y = sigmoid(z),  loss −1/N Σ [t log y + (1 − t) log(1 − y)],  t (N, 1) of 0 and 1
- "multiclass":  y = softmax(z),  loss −1/N Σ t log y,                         t (N, K) one-hot

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, n_in), ``t`` and predictions (N, n_out).
- Losses are means over the batch, so 1/N appears once: in the gradient of the loss with respect to z.
- Arguments are never modified; only ``fit`` changes ``net.params``.
- All arrays are float64. The slope of max(·, 0) at exactly 0 is not graded.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class TwoLayerNet:
    """``params`` holds W1 (n_in, n_hidden), b1 (n_hidden,), W2 (n_hidden, n_out), b2 (n_out,)."""

    def __init__(self, n_in: int, n_hidden: int, n_out: int, task: str, rng: np.random.Generator) -> None:
        if task not in ("regression", "binary", "multiclass"):
            raise ValueError(f"task is regression, binary or multiclass, not {task!r}")
        self.task = task
        self.params: dict[str, Array] = {
            "W1": rng.normal(0.0, np.sqrt(2.0 / n_in), (n_in, n_hidden)),
            "b1": np.zeros(n_hidden),
            "W2": rng.normal(0.0, np.sqrt(1.0 / n_hidden), (n_hidden, n_out)),
            "b2": np.zeros(n_out),
        }

    def forward(self, x: Array) -> tuple[Array, Array]:
        """The hidden layer h (N, n_hidden) and z (N, n_out) for x (N, n_in): the other methods may use it."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def predict(self, x: Array) -> Array:
        """Predictions y (N, n_out) for x (N, n_in): values, or probabilities; right for z up to ±1000."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def loss(self, x: Array, t: Array) -> float:
        """The mean loss of the task: finite for every z."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """The gradient of the loss: a dict with the keys and shapes of ``params``."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def accuracy(self, x: Array, t: Array) -> float:
        """The share of right answers; for regression R² = 1 − Σ (y − t)² / Σ (t − mean of t)², t (N, 1)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def standardize(train: Array, test: Array) -> tuple[Array, Array]:
    """Shift and scale every column so that it has mean 0 and standard deviation 1 over the training set.

    Parameters
    ----------
    train, test : (N, D) and (M, D)

    Returns
    -------
    Both, moved and scaled by the training set's mean and standard deviation (that of the N values, np.std).
    A column that is constant over the training set is shifted only.
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def fit(
    net: TwoLayerNet,
    x: Array,
    t: Array,
    *,
    learning_rate: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
) -> dict[str, list[float]]:
    """Train by gradient descent on mini-batches: one step w ← w − learning_rate · gradient for each.

    In every epoch the samples are shuffled with ``rng`` and cut into batches, so that each is used exactly once. The
    last batch is smaller when batch_size does not divide N.

    Returns
    -------
    history : {"loss": [...]}, the loss of the whole training set after every epoch
    """
    history: dict[str, list[float]] = {"loss": []}
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
    return history


if __name__ == "__main__":
    import sys

    from datasets import read_year_prediction, year_table

    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):  # a folder that holds YearPredictionMSD.txt; no option
        x, t, x_test, t_test = read_year_prediction(sys.argv[1])
    else:
        (x, t), (x_test, t_test) = year_table(2000, seed=1), year_table(500, seed=2)
    x, x_test = standardize(x, x_test)
    t, t_test = standardize(t, t_test)
    net = TwoLayerNet(90, 20, 1, "regression", np.random.default_rng(0))
    history = fit(net, x, t, learning_rate=0.05, batch_size=50, epochs=10, rng=np.random.default_rng(1))
    for epoch, value in enumerate(history["loss"], start=1):
        print(f"epoch {epoch:2}: loss {value:.4f}")
    print(f"R² on the training data {net.accuracy(x, t):.3f}, on new data {net.accuracy(x_test, t_test):.3f}")

    import matplotlib.pyplot as plt

    plt.plot(np.arange(1, len(history["loss"]) + 1), history["loss"], "o-")
    plt.xlabel("epoch")
    plt.ylabel("loss on the training data")
    plt.savefig("losses.png")
