"""Batch normalization: every unit gets mean 0 and variance 1 over the batch, then a mean and a scale to be learned.

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, D); statistics are taken over the batch, for each of the D units on its own.
- The variance is the mean of the squared deviations (divided by N, not by N − 1), in the running average, too.
- ``momentum`` weights the **old** value of a running average.
- ``backward(dout)`` returns ∂L/∂x of the last ``forward`` in training, and stores ``dgamma`` and ``dbeta``, which are
  sums over the batch.
- Arguments are never modified, and ``backward`` called twice gives the same answer twice.
- All arrays are float64.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class BatchNorm:
    """y = γ x̂ + β with x̂ = (x − μ) / √(v + ε).

    In training μ and v are the batch's own mean and variance; in prediction they are the running averages.

    Parameters
    ----------
    gamma, beta : (D,) the scale γ and the shift β
    momentum : weight of the old value in a running average: new = momentum · old + (1 − momentum) · batch
    eps : ε, keeps a unit of variance 0 from dividing by 0

    Attributes
    ----------
    running_mean, running_var : (D,) averages over the batches seen in training; they start as 0 and 1
    dgamma, dbeta : (D,) gradients, set by ``backward``

    Source: Ioffe and Szegedy, "Batch Normalization" (ICML 2015), algorithm 1 and section 3.
    """

    def __init__(self, gamma: Array, beta: Array, momentum: float = 0.9, eps: float = 1e-8) -> None:
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.eps = eps
        self.running_mean: Array = np.zeros(len(gamma))
        self.running_var: Array = np.ones(len(gamma))
        self.dgamma: Array  # (D,), set by backward
        self.dbeta: Array  # (D,), set by backward
        self.std: Array  # (D,) √(v + ε), kept by forward in training for backward
        self.x_hat: Array  # (N, D), kept by forward in training for backward

    def forward(self, x: Array, train: bool = True) -> Array:
        """Map x (N, D) to y (N, D).

        Training normalizes by the batch's statistics and updates the running averages; prediction normalizes by the
        running averages, leaves them alone, and works for a single sample.
        """
        if train:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean = self.momentum * self.running_mean + (1.0 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1.0 - self.momentum) * var
        else:
            mean, var = self.running_mean, self.running_var
        std = np.sqrt(var + self.eps)
        x_hat: Array = (x - mean) / std
        if train:  # a prediction leaves alone what backward needs
            self.std, self.x_hat = std, x_hat
        return self.gamma * x_hat + self.beta

    def backward(self, dout: Array) -> Array:
        """Take dout (N, D), return dx (N, D), set dgamma and dbeta (D,)."""
        self.dgamma = (dout * self.x_hat).sum(axis=0)
        self.dbeta = dout.sum(axis=0)
        # x_n moves x̂_n directly, and every x̂_m through μ and v:
        # ∂x̂_m/∂x_n = (δ_mn − 1/N − x̂_m x̂_n / N) / √(v + ε)
        g = dout * self.gamma  # ∂L/∂x̂
        dx: Array = (g - g.mean(axis=0) - self.x_hat * (g * self.x_hat).mean(axis=0)) / self.std
        return dx
