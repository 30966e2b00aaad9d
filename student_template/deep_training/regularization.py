"""Penalties on the weights, and a learning rate that falls in steps.

Conventions of the course
-------------------------
- The penalized loss is L + Ω with Ω = α Σ w² (L2) or Ω = α Σ |w| (L1); α belongs to the penalty and to its gradient.
- Only weight matrices are penalized, never biases; so functions get the weights alone.
- The slope of |w| at exactly 0 is taken as 0.
- Arguments are never modified. All arrays are float64.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def l2_penalty(weights: Sequence[Array], alpha: float) -> float:
    """Ω = α Σ w² over all entries of all weight matrices in the list."""
    return float(alpha * sum(np.sum(W**2) for W in weights))


def l2_gradient(W: Array, alpha: float) -> Array:
    """∂Ω/∂W of the L2 penalty, in W's shape."""
    return 2.0 * alpha * W


def l1_penalty(weights: Sequence[Array], alpha: float) -> float:
    """Ω = α Σ |w| over all entries of all weight matrices in the list."""
    return float(alpha * sum(np.sum(np.abs(W)) for W in weights))


def l1_gradient(W: Array, alpha: float) -> Array:
    """∂Ω/∂W of the L1 penalty, in W's shape; 0 where w is exactly 0."""
    slope: Array = alpha * np.sign(W)
    return slope


def minimise(penalty: str, alpha: float, learning_rate: float = 0.001, steps: int = 4000) -> Array:
    """Where (w1 − 3)² + 4 (w2 − 6)² + Ω(w1, w2) is smallest.

    Parameters
    ----------
    penalty : "l1" or "l2"
    alpha : weight of the penalty
    learning_rate, steps : of gradient descent from (0, 0); any other method is right, too

    Returns
    -------
    (2,) the minimum (w1, w2), right to ±0.02: with L1 gradient descent goes to and fro around 0 in steps of λα
    """
    gradient_of_penalty = {"l1": l1_gradient, "l2": l2_gradient}[penalty]
    w = np.zeros(2)
    for _ in range(steps):
        gradient = np.array([2.0, 8.0]) * (w - np.array([3.0, 6.0]))
        w = w - learning_rate * (gradient + gradient_of_penalty(w, alpha))
    return w


class StepDecay:
    """A learning rate that is multiplied by ``factor`` after every ``every`` epochs.

    Parameters
    ----------
    lr : the rate of the first epochs
    factor : what the rate is multiplied by, e.g. 0.5
    every : after how many epochs
    """

    def __init__(self, lr: float, factor: float, every: int) -> None:
        self.lr = lr
        self.factor = factor
        self.every = every

    def rate(self, epoch: int) -> float:
        """The learning rate in an epoch, counted from 0: lr for epochs 0 … every − 1, lr · factor for the next ones."""
        return self.lr * self.factor ** (epoch // self.every)


if __name__ == "__main__":
    import matplotlib.pyplot as plt

    alphas = np.linspace(0.0, 12.0, 25)
    for style, penalty in (("-", "l1"), ("--", "l2")):
        minima = np.array([minimise(penalty, alpha) for alpha in alphas])
        plt.plot(alphas, minima[:, 0], f"C0{style}", label=f"w1 with {penalty.upper()}")
        plt.plot(alphas, minima[:, 1], f"C1{style}", label=f"w2 with {penalty.upper()}")
    plt.xlabel("α")
    plt.ylabel("weights at the minimum")
    plt.legend()
    plt.savefig("minima.png")
