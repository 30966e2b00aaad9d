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
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


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
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


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
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: float = 1.0) -> Array:
        """Gradient of the loss with respect to the logits of the last ``forward``.

        Parameters
        ----------
        dout : the gradient that arrives from above, ∂(final loss)/∂L

        Returns
        -------
        (N, K) gradient with respect to x
        """
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
