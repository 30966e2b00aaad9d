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
        ### BEGIN SOLUTION
        p = self.params
        h = np.maximum(x @ p["W1"] + p["b1"], 0.0)
        return h, h @ p["W2"] + p["b2"]
        ### END SOLUTION

    def predict(self, x: Array) -> Array:
        """Predictions y (N, n_out) for x (N, n_in): values, or probabilities; right for z up to ±1000."""
        ### BEGIN SOLUTION
        _, z = self.forward(x)
        if self.task == "regression":
            return z
        if self.task == "binary":
            sigmoid: Array = np.exp(-np.logaddexp(0.0, -z))  # 1 / (1 + e⁻ᶻ)
            return sigmoid
        e = np.exp(z - z.max(axis=1, keepdims=True))
        softmax: Array = e / e.sum(axis=1, keepdims=True)
        return softmax
        ### END SOLUTION

    def loss(self, x: Array, t: Array) -> float:
        """The mean loss of the task: finite for every z."""
        ### BEGIN SOLUTION
        _, z = self.forward(x)
        if self.task == "regression":
            total = np.sum((z - t) ** 2) / 2
        elif self.task == "binary":
            total = np.sum(np.logaddexp(0.0, z) - t * z)  # log y = z − log(1 + eᶻ), log(1 − y) = −log(1 + eᶻ)
        else:
            z = z - z.max(axis=1, keepdims=True)
            total = np.sum(t * (np.log(np.exp(z).sum(axis=1, keepdims=True)) - z))
        return float(total / len(x))
        ### END SOLUTION

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """The gradient of the loss: a dict with the keys and shapes of ``params``."""
        ### BEGIN SOLUTION
        h, _ = self.forward(x)
        dz = (self.predict(x) - t) / len(x)  # for all three tasks
        da = (dz @ self.params["W2"].T) * (h > 0)
        return {"W1": x.T @ da, "b1": da.sum(axis=0), "W2": h.T @ dz, "b2": dz.sum(axis=0)}
        ### END SOLUTION

    def accuracy(self, x: Array, t: Array) -> float:
        """The share of right answers; for regression R² = 1 − Σ (y − t)² / Σ (t − mean of t)², t (N, 1)."""
        ### BEGIN SOLUTION
        y = self.predict(x)
        if self.task == "regression":
            return float(1.0 - np.sum((y - t) ** 2) / np.sum((t - t.mean()) ** 2))
        if self.task == "binary":
            return float(np.mean((y > 0.5) == (t > 0.5)))
        return float(np.mean(y.argmax(axis=1) == t.argmax(axis=1)))
        ### END SOLUTION


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
    ### BEGIN SOLUTION
    mean, std = train.mean(axis=0), train.std(axis=0)
    std = np.where(std > 0, std, 1.0)
    return (train - mean) / std, (test - mean) / std
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            gradient = net.gradient(x[batch], t[batch])
            for key in net.params:
                net.params[key] -= learning_rate * gradient[key]
        history["loss"].append(net.loss(x, t))
    ### END SOLUTION
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
