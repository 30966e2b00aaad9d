"""A net of any depth, put together from layers, and its training by any optimizer.

    sizes = (784, 100, 50, 10):  Affine → activation → Affine → activation → Affine → softmax with cross entropy

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, sizes[0]), targets ``t`` (N, sizes[-1]) one-hot. Losses are means over the batch.
- ``params`` has the keys W1, b1, W2, b2, …; its arrays *are* those of the layers, so that an optimizer that changes
  them in place changes the net.
- Arguments are never modified; only ``fit`` changes the parameters.
- All arrays are float64. The slope of ReLU and LeakyReLU at exactly 0 is not graded.
"""

from typing import Any, Protocol

import numpy as np
from layers import Affine, LeakyReLU, ReLU, Sigmoid, Tanh
from numpy.typing import NDArray
from softmax_with_loss import SoftmaxWithLoss, softmax

Array = NDArray[np.float64]
ACTIVATIONS = {"sigmoid": Sigmoid, "relu": ReLU, "tanh": Tanh, "leaky_relu": LeakyReLU}


class Optimizer(Protocol):
    """What ``fit`` needs of an optimizer."""

    def update(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Change the arrays in params in place."""


class SGD:
    """Gradient descent with a rate that may fall: update k = 0, 1, … is θ ← θ − lr / (1 + decay · k) · ∂L/∂θ."""

    def __init__(self, lr: float, decay: float = 0.0) -> None:
        self.lr = lr
        self.decay = decay
        self.updates = 0

    def update(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Change the arrays in params in place: one step, whatever the number of arrays."""
        rate = self.lr / (1.0 + self.decay * self.updates)
        for key, gradient in grads.items():
            params[key] -= rate * gradient
        self.updates += 1


class MultiLayerNet:
    """Affine layers with an activation between each two, and softmax with cross entropy at the end."""

    def __init__(
        self, sizes: tuple[int, ...], activation: str, rng: np.random.Generator, weight_init: str | float
    ) -> None:
        """Draw the parameters and build the layers that use them.

        Parameters
        ----------
        sizes : units of each layer, from the inputs to the classes; at least two numbers
        activation : "sigmoid", "relu", "tanh" or "leaky_relu", the keys of ACTIVATIONS
        rng : the weights are drawn from it, normal with mean 0
        weight_init : "he" (σ² = 2/n_in), "glorot" (σ² = 2/(n_in + n_out)), or σ itself, a number; biases start at 0
        """
        self.params: dict[str, Array] = {}
        self.layers: dict[str, Any] = {}  # in order: "Affine1", "Activation1", "Affine2", …, without the softmax
        self.last = SoftmaxWithLoss()
        ### BEGIN SOLUTION
        last = len(sizes) - 1
        for i in range(1, last + 1):
            n_in, n_out = sizes[i - 1], sizes[i]
            if weight_init == "he":
                sigma = np.sqrt(2.0 / n_in)
            elif weight_init == "glorot":
                sigma = np.sqrt(2.0 / (n_in + n_out))
            else:
                sigma = weight_init
            W, b = rng.normal(0.0, sigma, (n_in, n_out)), np.zeros(n_out)
            self.params[f"W{i}"], self.params[f"b{i}"] = W, b
            self.layers[f"Affine{i}"] = Affine(W, b)  # the same arrays, not copies
            if i < last:  # the softmax follows the last Affine
                self.layers[f"Activation{i}"] = ACTIVATIONS[activation]()
        ### END SOLUTION

    def scores(self, x: Array) -> Array:
        """The logits (N, K) for x: the output of the last Affine layer. The other methods may use it."""
        ### BEGIN SOLUTION
        for layer in self.layers.values():
            x = layer.forward(x)
        return x
        ### END SOLUTION

    def predict(self, x: Array) -> Array:
        """Probabilities (N, K)."""
        ### BEGIN SOLUTION
        y: Array = softmax(self.scores(x))
        return y
        ### END SOLUTION

    def loss(self, x: Array, t: Array) -> float:
        """The mean cross entropy: finite for logits up to ±1000."""
        ### BEGIN SOLUTION
        return float(self.last.forward(self.scores(x), t))
        ### END SOLUTION

    def gradient(self, x: Array, t: Array) -> dict[str, Array]:
        """The gradient of the loss: a dict with the keys and shapes of ``params``."""
        ### BEGIN SOLUTION
        self.loss(x, t)  # every layer keeps what its backward needs
        dout: Array = self.last.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        grads: dict[str, Array] = {}
        for i in range(1, len(self.params) // 2 + 1):
            affine = self.layers[f"Affine{i}"]
            grads[f"W{i}"], grads[f"b{i}"] = affine.dW, affine.db
        return grads
        ### END SOLUTION

    def accuracy(self, x: Array, t: Array) -> float:
        """The share of samples whose class gets the highest probability."""
        ### BEGIN SOLUTION
        return float(np.mean(self.scores(x).argmax(axis=1) == t.argmax(axis=1)))
        ### END SOLUTION


def fit(
    net: MultiLayerNet,
    optimizer: Optimizer,
    x: Array,
    t: Array,
    *,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
) -> dict[str, list[float]]:
    """Train in mini-batches: for each, one ``optimizer.update(net.params, gradient of the batch)``.

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
            optimizer.update(net.params, net.gradient(x[batch], t[batch]))
        history["loss"].append(net.loss(x, t))
    ### END SOLUTION
    return history


if __name__ == "__main__":
    from datasets import digits, one_hot

    (x, labels), (x_test, labels_test) = digits(3000, seed=1), digits(1000, seed=2)
    t, t_test = one_hot(labels), one_hot(labels_test)
    net = MultiLayerNet((784, 100, 50, 10), "relu", np.random.default_rng(0), "he")
    history = fit(net, SGD(0.1), x, t, batch_size=50, epochs=15, rng=np.random.default_rng(1))
    for epoch, value in enumerate(history["loss"], start=1):
        print(f"epoch {epoch:2}: loss {value:.4f}")
    print(f"accuracy on the training data {net.accuracy(x, t):.3f}, on new data {net.accuracy(x_test, t_test):.3f}")

    import matplotlib.pyplot as plt

    plt.plot(np.arange(1, len(history["loss"]) + 1), history["loss"], "o-")
    plt.xlabel("epoch")
    plt.ylabel("loss on the training data")
    plt.savefig("losses.png")
