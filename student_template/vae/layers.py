"""The layers of a neural network: each knows its forward step and its gradient.

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, D), ``W`` (D, M), ``b`` (M,).
- ``forward(x)`` returns the output. ``backward(dout)`` takes ∂L/∂(output) in the output's shape, returns
  ∂L/∂x and stores the gradients of the parameters as attributes (``dW``, ``db``).
- ``dW`` and ``db`` are sums over the batch. Losses are means over the batch, so 1/N appears once: in the
  gradient of the loss.
- Arguments are never modified, and ``backward`` called twice gives the same answer twice.
- All arrays are float64. The slope of ReLU and LeakyReLU at exactly 0 is not graded.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Affine:
    """y = xW + b."""

    def __init__(self, W: Array, b: Array) -> None:
        self.W = W  # (D, M)
        self.b = b  # (M,)
        self.dW: Array  # (D, M), set by backward
        self.db: Array  # (M,), set by backward
        self.x: Array  # (N, D), kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x (N, D) to y (N, M); the bias is added to every row."""
        self.x = x
        y: Array = x @ self.W + self.b
        return y

    def backward(self, dout: Array) -> Array:
        """Take dout (N, M), return dx (N, D), set dW (D, M) and db (M,)."""
        # y_nm = Σ_d x_nd W_dm + b_m, so dx = dout Wᵀ, dW = xᵀ dout, db_m = Σ_n dout_nm
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        dx: Array = dout @ self.W.T
        return dx


class Sigmoid:
    """y = 1 / (1 + e⁻ˣ), entry by entry."""

    def __init__(self) -> None:
        self.y: Array  # the output, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x to y of the same shape; right for entries up to ±1000."""
        # For x < 0 the same fraction is eˣ / (1 + eˣ): no exponent is ever positive.
        e = np.exp(-np.abs(x))
        self.y = np.where(x >= 0, 1.0, e) / (1.0 + e)
        return self.y

    def backward(self, dout: Array) -> Array:
        """Take dout, return dx, both of x's shape."""
        # dy/dx = e⁻ˣ / (1 + e⁻ˣ)² = y (1 − y)
        return dout * self.y * (1.0 - self.y)


class ReLU:
    """y = max(x, 0), entry by entry."""

    def __init__(self) -> None:
        self.positive: NDArray[np.bool_]  # where x > 0, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x to y of the same shape."""
        self.positive = x > 0
        return np.where(self.positive, x, 0.0)

    def backward(self, dout: Array) -> Array:
        """Take dout, return dx, both of x's shape."""
        # the slope is 1 where x > 0, and 0 where x < 0
        return np.where(self.positive, dout, 0.0)


class Tanh:
    """y = tanh x, entry by entry."""

    def __init__(self) -> None:
        self.y: Array  # the output, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x to y of the same shape."""
        self.y = np.tanh(x)
        return self.y

    def backward(self, dout: Array) -> Array:
        """Take dout, return dx, both of x's shape."""
        # dy/dx = 1 − y², from the quotient rule on sinh x / cosh x
        return dout * (1.0 - self.y**2)


class LeakyReLU:
    """y = x where x > 0, and slope · x where x < 0, entry by entry."""

    def __init__(self, slope: float = 0.1) -> None:
        self.slope = slope
        self.positive: NDArray[np.bool_]  # where x > 0, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x to y of the same shape."""
        self.positive = x > 0
        return np.where(self.positive, x, self.slope * x)

    def backward(self, dout: Array) -> Array:
        """Take dout, return dx, both of x's shape."""
        # the slope is 1 where x > 0, and self.slope where x < 0
        return np.where(self.positive, dout, self.slope * dout)


class MeanSquaredError:
    """L = 1/(2N) Σ (y − t)²: the last layer of a regression."""

    def __init__(self) -> None:
        self.difference: Array  # (N, 1), kept by forward for backward

    def forward(self, x: Array, t: Array) -> float:
        """Return the loss of the predictions x (N, 1) against the targets t (N, 1)."""
        self.difference = x - t
        return float(np.sum(self.difference**2) / (2 * len(x)))

    def backward(self) -> Array:
        """Return ∂L/∂x (N, 1)."""
        # the ½ cancels the 2 of the square
        return self.difference / len(self.difference)


class SigmoidWithLoss:
    """L = −1/N Σ [t log y + (1 − t) log(1 − y)] with y = sigmoid(x): the last layer for two classes."""

    def __init__(self) -> None:
        self.y: Array  # (N, 1) probabilities, kept by forward for backward
        self.t: Array  # (N, 1) targets, kept by forward for backward

    def forward(self, x: Array, t: Array) -> float:
        """Return the loss of the logits x (N, 1) against the targets t (N, 1), each 0 or 1: finite for every x."""
        self.y, self.t = Sigmoid().forward(x), t
        # log y = x − log(1 + eˣ) and log(1 − y) = −log(1 + eˣ), so a sample's loss is log(1 + eˣ) − t x
        return float(np.sum(np.logaddexp(0.0, x) - t * x) / len(x))

    def backward(self) -> Array:
        """Return ∂L/∂x (N, 1)."""
        # d/dx [log(1 + eˣ) − t x] = y − t
        return (self.y - self.t) / len(self.t)
