"""Back-propagation through a net of single numbers, and what depth does to gradients.

Part 1: every layer is f(u) = u².

    h1 = f(x),  u2 = w2 h1,  h2 = f(u2),  u3 = w3 h2,  ŷ = f(u3),  L = ŷ²

``delta2`` and ``delta3`` are ∂L/∂u2 and ∂L/∂u3. x, w2, w3 and all results are numbers.

Part 2: a net of ``depth`` layers, all of the same ``width``: u = h W, h = activation(u), no biases. The norm of ∂L/∂W
is its Frobenius norm, the root of the sum of all squared entries. Random numbers come from ``rng`` only.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def forward(x: float, w2: float, w3: float) -> dict[str, float]:
    """Return all values on the way, in a dict with the keys ``h1 u2 h2 u3 y_hat loss``."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def deltas(x: float, w2: float, w3: float) -> tuple[float, float]:
    """Return (delta2, delta3) = (∂L/∂u2, ∂L/∂u3)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def gradients(x: float, w2: float, w3: float) -> tuple[float, float]:
    """Return (∂L/∂w2, ∂L/∂w3)."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def weight_gradient_norms(activation: str, depth: int, width: int, rng: np.random.Generator) -> Array:
    """Draw a net and an input, and measure how large the gradient of each layer's weights is.

    The input x (width,) is standard normal; the entries of each W (width, width) are normal with mean 0 and variance
    1/width for "sigmoid", 2/width for "relu". With h the output of the last layer, the loss is L = ½ Σ h².

    Parameters
    ----------
    activation : "sigmoid" or "relu"
    depth : number of layers
    width : number of units in every layer
    rng : where all draws come from

    Returns
    -------
    (depth,) the norms ‖∂L/∂W‖, first layer first
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


if __name__ == "__main__":
    import matplotlib.pyplot as plt

    layers = np.arange(1, 11)
    for name in ("sigmoid", "relu"):
        runs = [weight_gradient_norms(name, depth=10, width=50, rng=np.random.default_rng(seed)) for seed in range(20)]
        plt.semilogy(layers, np.exp(np.mean(np.log(runs), axis=0)), "o-", label=name)
    plt.xlabel("layer (1 = next to the input)")
    plt.ylabel("norm of the weight gradient (geometric mean of 20 nets)")
    plt.legend()
    plt.savefig("vanishing_gradients.png")
