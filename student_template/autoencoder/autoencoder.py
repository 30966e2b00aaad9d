"""An autoencoder: images squeezed through a code of a few numbers, and unfolded again.

    sizes = (784, 64, 2):  784 → 64 → 2 → 64 → 784

Conventions of the course
-------------------------
- Rows are samples: images ``x`` (N, D) with shades from 0 to 1, codes (N, J).
- There is a ReLU between two Affine layers, **none on the code**, and a sigmoid at the end.
- ``params`` has the keys W1, b1, W2, b2, … from the images to the code and on to the images; its arrays *are* those of
  the layers, so that an optimizer that changes them in place changes the net.
- Arguments are never modified; only ``fit`` changes the parameters. All arrays are float64.
"""

from itertools import pairwise
from typing import Any

import numpy as np
from layers import Affine, ReLU, Sigmoid
from numpy.typing import NDArray
from optimizers import SGD, Adam, Momentum, Optimizer

Array = NDArray[np.float64]
OPTIMIZERS = {"sgd": SGD, "momentum": Momentum, "adam": Adam}  # the grading takes its optimizers from here


class Autoencoder:
    """An encoder from images to codes, and its mirror image, a decoder from codes to images."""

    def __init__(self, sizes: tuple[int, ...], rng: np.random.Generator) -> None:
        """Draw the parameters and build the layers that use them.

        Parameters
        ----------
        sizes : units of each layer of the encoder, from the pixels to the code; the decoder has them in reverse
        rng : the weights are drawn from it, layer by layer, normal with mean 0 and variance 2/n_in; biases start at 0
        """
        self.params: dict[str, Array] = {}
        self.encoder: list[Any] = []  # the layers from the images to the code, in order
        self.decoder: list[Any] = []  # the layers from the code to the images, in order
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def encode(self, x: Array) -> Array:
        """The codes (N, J) of images x (N, D)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def decode(self, z: Array) -> Array:
        """The images (N, D), from 0 to 1, that belong to codes z (N, J), whatever these are."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def loss(self, x: Array) -> float:
        """1/(2N) Σ (decode(encode(x)) − x)², summed over pixels and samples."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def gradient(self, x: Array) -> dict[str, Array]:
        """The gradient of loss(x): a dict with the keys and shapes of ``params``."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def fit(
    net: Autoencoder, optimizer: Optimizer, x: Array, *, batch_size: int, epochs: int, rng: np.random.Generator
) -> dict[str, list[float]]:
    """Train in mini-batches: for each, one ``optimizer.update(net.params, gradient of the batch)``.

    Every epoch begins with ``order = rng.permutation(N)``, the only draw, and cuts this order into batches. The last
    batch is smaller when batch_size does not divide N.

    Returns
    -------
    history : {"loss": [...]}, the loss of all of x after every epoch
    """
    history: dict[str, list[float]] = {"loss": []}
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
    return history


def separation(codes: Array, labels: NDArray[np.int64]) -> float:
    """The share of samples whose nearest other code has the same label: 1 where classes lie apart, ⅓ where 3 mix."""
    apart = np.sum((codes[:, None] - codes[None]) ** 2, axis=2)
    np.fill_diagonal(apart, np.inf)
    return float(np.mean(labels[apart.argmin(axis=1)] == labels))


if __name__ == "__main__":
    from datasets import digits, smaller

    (x, labels), (x_new, labels_new) = (
        (smaller(images, 2), digit)
        for images, digit in (digits(300, seed, classes=(0, 1, 2), distortion=0.5) for seed in (1, 2))
    )
    net = Autoencoder((196, 64, 2), np.random.default_rng(0))
    untrained = separation(net.encode(x_new), labels_new)
    history = fit(net, Adam(0.005), x, batch_size=30, epochs=20, rng=np.random.default_rng(1))
    for epoch, value in enumerate(history["loss"], start=1):
        print(f"epoch {epoch:2}: loss {value:.3f}")
    codes = net.encode(x_new)
    print(f"new images: loss {net.loss(x_new):.3f}, separation {separation(codes, labels_new):.3f}", end="")
    print(f" (before training {untrained:.3f})")

    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(9, 4), constrained_layout=True)
    left.plot(np.arange(1, len(history["loss"]) + 1), history["loss"], "o-")
    left.set(xlabel="epoch", ylabel="loss on the training data", xticks=range(0, 21, 5))
    for digit, marker in zip((0, 1, 2), "os^", strict=True):
        right.plot(*codes[labels_new == digit].T, marker, markersize=4, label=f"new images of {digit}")
    right.set(xlabel="first number of the code", ylabel="second number of the code")
    right.legend()
    plt.savefig("codes.png")
