"""How large should the first weights be? Two rules, and an experiment that shows why.

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, n_in), ``W`` (n_in, n_out), so a layer computes x W.
- All randomness comes from the generator ``rng``; any of its methods may be used.
- σ is a standard deviation, σ² a variance. All arrays are float64.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def he_normal(n_in: int, n_out: int, rng: np.random.Generator) -> Array:
    """Weights (n_in, n_out), normal with mean 0 and σ² = 2 / n_in: for ReLU (He, Zhang, Ren, Sun 2015)."""
    return rng.normal(0.0, np.sqrt(2.0 / n_in), size=(n_in, n_out))


def glorot_normal(n_in: int, n_out: int, rng: np.random.Generator) -> Array:
    """Weights (n_in, n_out), normal with mean 0 and σ² = 2 / (n_in + n_out): for tanh (Glorot and Bengio 2010)."""
    return rng.normal(0.0, np.sqrt(2.0 / (n_in + n_out)), size=(n_in, n_out))


def activation_stds(
    sigma_rule: Callable[[int, int], float],
    activation: str,
    n_layers: int,
    width: int,
    n_samples: int,
    rng: np.random.Generator,
) -> Array:
    """How widely the activations of each layer of a deep net are spread, with random weights.

    The input (n_samples, width) is standard normal. Each layer draws normal weights (width, width) with mean 0 and
    standard deviation ``sigma_rule(width, width)``, and maps h to activation(h W); there are no biases.

    Parameters
    ----------
    sigma_rule : from (n_in, n_out) to the standard deviation σ of the weights
    activation : "sigmoid", "tanh" or "relu"
    n_layers, width, n_samples : the sizes
    rng : where the input and the weights come from

    Returns
    -------
    (n_layers,) the standard deviation of all activations of each layer (after the activation function)
    """
    stds = []
    h = rng.normal(size=(n_samples, width))
    for _ in range(n_layers):
        h = ACTIVATIONS[activation](h @ rng.normal(0.0, sigma_rule(width, width), size=(width, width)))
        stds.append(h.std())
    return np.array(stds)


def sigmoid(x: Array) -> Array:
    """1 / (1 + e⁻ˣ), by way of tanh, which never overflows."""
    y: Array = 0.5 * (1.0 + np.tanh(x / 2.0))
    return y


def relu(x: Array) -> Array:
    """max(x, 0)."""
    return np.maximum(x, 0.0)


ACTIVATIONS: dict[str, Callable[[Array], Array]] = {"sigmoid": sigmoid, "tanh": np.tanh, "relu": relu}


if __name__ == "__main__":
    import matplotlib.pyplot as plt

    rules: dict[str, Callable[[int, int], float]] = {
        "σ = 1": lambda n_in, n_out: 1.0,
        "σ = 0.01": lambda n_in, n_out: 0.01,
        "Glorot": lambda n_in, n_out: float(np.sqrt(2.0 / (n_in + n_out))),
        "He": lambda n_in, n_out: float(np.sqrt(2.0 / n_in)),
    }
    layers = np.arange(1, 11)
    figure, axes = plt.subplots(1, 3, figsize=(12, 4))
    for axis, name in zip(axes, ACTIVATIONS, strict=True):
        for label, rule in rules.items():
            axis.semilogy(
                layers, activation_stds(rule, name, 10, 100, 1000, np.random.default_rng(0)), "o-", label=label
            )
        axis.set(title=name, xlabel="layer", ylabel="standard deviation of the activations")
    axes[1].legend()
    figure.tight_layout()
    plt.savefig("activation_stds.png")
