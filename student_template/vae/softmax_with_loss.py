"""Softmax, cross entropy, and the two of them as one layer.

Conventions of the course
-------------------------
- Rows are samples: logits ``x`` have shape (N, K), N samples and K classes.
- Targets ``t`` are one-hot, shape (N, K): a single 1 in each row.
- Losses are means over the batch, so 1/N appears once: in the gradient of the loss.
- Arguments are never modified, and ``backward`` called twice gives the same answer twice.
- All arrays are float64.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def softmax(x: Array) -> Array:
    """Turn every row of logits into probabilities, y_ik = exp(x_ik) / Σ_j exp(x_ij).

    Parameters
    ----------
    x : (N, K) logits; entries may be as large as ±1000

    Returns
    -------
    (N, K) probabilities; every row is positive and sums to 1
    """
    # Subtracting a constant from a row multiplies numerator and denominator by the same factor.
    e = np.exp(x - x.max(axis=1, keepdims=True))  # the largest exponent is 0: no overflow
    y: Array = e / e.sum(axis=1, keepdims=True)
    return y


def cross_entropy(y: Array, t: Array) -> float:
    """Mean cross entropy, L = −1/N Σ_i Σ_k t_ik log y_ik.

    Parameters
    ----------
    y : (N, K) probabilities; an entry may be exactly 0
    t : (N, K) one-hot targets

    Returns
    -------
    The mean over the N samples: large where a true class has probability 0.
    """
    smallest = np.finfo(np.float64).tiny  # log(0) = −inf, and 0 · −inf is not a number
    return float(-np.sum(t * np.log(np.maximum(y, smallest))) / len(t))


class SoftmaxWithLoss:
    """Softmax followed by the mean cross entropy: the last layer of a classifier."""

    def __init__(self) -> None:
        self.y: Array  # (N, K) probabilities, kept by forward for backward
        self.t: Array  # (N, K) one-hot targets, kept by forward for backward

    def forward(self, x: Array, t: Array) -> float:
        """Mean cross entropy of softmax(x) against t.

        Parameters
        ----------
        x : (N, K) logits
        t : (N, K) one-hot targets

        Returns
        -------
        The loss: finite for every finite x.
        """
        self.y, self.t = softmax(x), t
        # log y_ik = x_ik − log Σ_j exp(x_ij): no logarithm of a probability that vanished
        z = x - x.max(axis=1, keepdims=True)
        log_y = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-np.sum(t * log_y) / len(t))

    def backward(self, dout: float = 1.0) -> Array:
        """Gradient of the loss with respect to the logits of the last ``forward``.

        Parameters
        ----------
        dout : the gradient that arrives from above, ∂(final loss)/∂L

        Returns
        -------
        (N, K) gradient with respect to x
        """
        # ∂ log y_ik / ∂x_ij = δ_kj − y_ij and Σ_k t_ik = 1, so ∂L/∂x_ij = (y_ij − t_ij) / N
        return dout * (self.y - self.t) / len(self.t)
