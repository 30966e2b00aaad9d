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
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: Array) -> Array:
        """Take dout (N, M), return dx (N, D), set dW (D, M) and db (M,)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class Sigmoid:
    """y = 1 / (1 + e⁻ˣ), entry by entry."""

    def __init__(self) -> None:
        self.y: Array  # the output, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x to y of the same shape; right for entries up to ±1000."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: Array) -> Array:
        """Take dout, return dx, both of x's shape."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class ReLU:
    """y = max(x, 0), entry by entry."""

    def __init__(self) -> None:
        self.positive: NDArray[np.bool_]  # where x > 0, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x to y of the same shape."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: Array) -> Array:
        """Take dout, return dx, both of x's shape."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class Tanh:
    """y = tanh x, entry by entry."""

    def __init__(self) -> None:
        self.y: Array  # the output, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x to y of the same shape."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: Array) -> Array:
        """Take dout, return dx, both of x's shape."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class LeakyReLU:
    """y = x where x > 0, and slope · x where x < 0, entry by entry."""

    def __init__(self, slope: float = 0.1) -> None:
        self.slope = slope
        self.positive: NDArray[np.bool_]  # where x > 0, kept by forward for backward

    def forward(self, x: Array) -> Array:
        """Map x to y of the same shape."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self, dout: Array) -> Array:
        """Take dout, return dx, both of x's shape."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class MeanSquaredError:
    """L = 1/(2N) Σ (y − t)²: the last layer of a regression."""

    def __init__(self) -> None:
        self.difference: Array  # (N, 1), kept by forward for backward

    def forward(self, x: Array, t: Array) -> float:
        """Return the loss of the predictions x (N, 1) against the targets t (N, 1)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self) -> Array:
        """Return ∂L/∂x (N, 1)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


class SigmoidWithLoss:
    """L = −1/N Σ [t log y + (1 − t) log(1 − y)] with y = sigmoid(x): the last layer for two classes."""

    def __init__(self) -> None:
        self.y: Array  # (N, 1) probabilities, kept by forward for backward
        self.t: Array  # (N, 1) targets, kept by forward for backward

    def forward(self, x: Array, t: Array) -> float:
        """Return the loss of the logits x (N, 1) against the targets t (N, 1), each 0 or 1: finite for every x."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def backward(self) -> Array:
        """Return ∂L/∂x (N, 1)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
