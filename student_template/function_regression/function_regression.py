"""Regression of a surface: a net with two inputs and one output learns a function from noisy samples.

    f(x₁, x₂) = 10 − 10 exp(−0.2 (x₁² + x₂²)) − exp((cos x₁ + cos x₂) / 2)

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, 2), targets ``y`` (N, 1). Both always have two axes: (N, 1) − (N,) would be (N, N).
- The loss is 1/(2N) Σ (prediction − target)², a mean over the batch.
- ``params`` has the keys W1, b1, W2, b2, …; its arrays *are* those of the layers, so that an optimizer that changes
  them in place changes the net.
- All randomness comes from the generator ``rng``.
- Arguments are never modified. All arrays are float64. The slope of ReLU at exactly 0 is not graded.
"""

from typing import Any

import numpy as np
from initialization import he_normal
from layers import Affine, MeanSquaredError, ReLU
from numpy.typing import NDArray
from optimizers import Adam

Array = NDArray[np.float64]


def target(x: Array) -> Array:
    """The function to be learned: x (N, 2) → f(x₁, x₂) of every row, (N, 1)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def make_data(n: int, rng: np.random.Generator, noise: float = 0.01) -> tuple[Array, Array]:
    """Draw n samples.

    Returns
    -------
    x : (n, 2) uniform on [−10, 10]², every number on its own
    y : (n, 1) target(x) plus noise, uniform on [−noise, noise], another number for every sample
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class RegressionNet:
    """Affine → ReLU → Affine → ReLU → … → Affine: nothing follows the last Affine layer."""

    def __init__(self, sizes: tuple[int, ...], rng: np.random.Generator) -> None:
        """Draw the parameters and build the layers that use them.

        Parameters
        ----------
        sizes : units of each layer, from the inputs to the output; at least two numbers
        rng : W1, W2, … are drawn from it in this order by the given ``he_normal``; biases start at 0
        """
        self.params: dict[str, Array] = {}
        self.layers: list[Any] = []  # in order: Affine, ReLU, Affine, …, without the loss
        self.last = MeanSquaredError()
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def predict(self, x: Array) -> Array:
        """The predictions (N, 1) for x (N, 2)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def loss(self, x: Array, t: Array) -> float:
        """1/(2N) Σ (predict(x) − t)² for targets t (N, 1)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """The gradient of the loss: a dict with the keys and shapes of ``params``."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def fit(
    x: Array,
    y: Array,
    rng: np.random.Generator,
    *,
    hidden: tuple[int, ...] = (32, 16),
    learning_rate: float = 0.001,
    batch_size: int = 100,
    epochs: int = 1000,
) -> tuple[RegressionNet, dict[str, list[float]]]:
    """Make a net and train it by Adam on the data as they are, without rescaling.

    ``rng`` is used for the net first, then in every epoch for the order of the samples: one ``rng.permutation(N)``,
    cut into batches of ``batch_size`` samples. The last batch is smaller when batch_size does not divide N.

    Parameters
    ----------
    x, y : (N, 2) and (N, 1)
    hidden : units of each hidden layer, from the input to the output
    learning_rate : of Adam
    batch_size : samples in one batch (not the number of batches)
    epochs : how often every sample is used

    Returns
    -------
    net : the trained RegressionNet
    history : {"loss": [...]}, the loss of all samples after every epoch
    """
    history: dict[str, list[float]] = {"loss": []}
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


if __name__ == "__main__":
    x, y = make_data(1000, np.random.default_rng(1))
    net, history = fit(x, y, np.random.default_rng(2))
    x_test, y_test = make_data(1000, np.random.default_rng(3))
    print(f"always the mean: loss {0.5 * np.var(y):.4f}")
    for epoch in (1, 10, 30, 100, 300, 1000):
        print(f"epoch {epoch:4}: loss {history['loss'][epoch - 1]:.4f}")
    print(f"on new samples: loss {net.loss(x_test, y_test):.4f}")

    import matplotlib.pyplot as plt

    axis = np.linspace(-10.0, 10.0, 81)
    x1, x2 = np.meshgrid(axis, axis)
    grid = np.column_stack([x1.ravel(), x2.ravel()])
    surfaces = {"f": target(grid), "net": net.predict(grid), "error": net.predict(grid) - target(grid)}
    figure = plt.figure(figsize=(12.0, 4.0))
    for column, (title, z) in enumerate(surfaces.items(), start=1):
        ax: Any = figure.add_subplot(1, 3, column, projection="3d")
        ax.plot_surface(x1, x2, z.reshape(x1.shape), cmap="viridis")
        ax.set(title=title, xlabel="x1", ylabel="x2")
    figure.savefig("surfaces.png")

    plt.figure()
    plt.loglog(np.arange(1, len(history["loss"]) + 1), history["loss"])
    plt.axhline(0.5 * float(np.var(y)), color="gray", linestyle=":", label="always the mean")
    plt.xlabel("epoch")
    plt.ylabel("loss on the training data")
    plt.legend()
    plt.savefig("losses.png")
