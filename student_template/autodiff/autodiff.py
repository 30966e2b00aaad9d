"""Automatic differentiation: a tensor remembers how it was computed, and so can pass its gradient back.

Conventions
-----------
- A ``Tensor`` holds an array ``data``, the tensors it was computed from (``parents``), and the name of the operation
  (``op``, "" for a tensor that was not computed). Every operation makes a new tensor and modifies none.
- ``pull_back(g)`` takes g = ∂L/∂(this tensor) and returns one array per parent: this tensor's part of ∂L/∂(parent).
- ``backward()`` on a scalar L sets ``grad`` = ∂L/∂(tensor), in the shape of ``data``, for L and everything that L was
  computed from. It starts afresh each time: called twice it gives the same gradients twice.
- Numbers and arrays that meet a tensor become tensors. NumPy's rules of broadcasting hold.
- All arrays are float64. The slope of ReLU at exactly 0 is not graded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class Tensor:
    """A node of the computational graph."""

    __array_ufunc__ = None  # array + tensor is left to the tensor's __radd__, and so on

    def __init__(self, data: ArrayLike, parents: Sequence[Tensor] = (), op: str = "") -> None:
        self.data: Array = np.asarray(data, dtype=np.float64)
        self.parents = tuple(parents)
        self.op = op
        self.grad: Array = np.zeros_like(self.data)
        self.pull_back: Callable[[Array], Sequence[Array]] = lambda g: ()  # every operation sets its own

    # --- operations on two tensors, of any shapes that broadcast ---

    def __add__(self, other: Tensor | ArrayLike) -> Tensor:
        """x + y."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def __sub__(self, other: Tensor | ArrayLike) -> Tensor:
        """x − y."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def __mul__(self, other: Tensor | ArrayLike) -> Tensor:
        """x · y, entry by entry."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def __truediv__(self, other: Tensor | ArrayLike) -> Tensor:
        """x / y, entry by entry."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def __matmul__(self, other: Tensor | ArrayLike) -> Tensor:
        """The matrix product of x (N, K) and y (K, M)."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def __radd__(self, other: ArrayLike) -> Tensor:
        return as_tensor(other) + self

    def __rsub__(self, other: ArrayLike) -> Tensor:
        return as_tensor(other) - self

    def __rmul__(self, other: ArrayLike) -> Tensor:
        return as_tensor(other) * self

    def __rtruediv__(self, other: ArrayLike) -> Tensor:
        return as_tensor(other) / self

    def __rmatmul__(self, other: ArrayLike) -> Tensor:
        return as_tensor(other) @ self

    def __neg__(self) -> Tensor:
        return self * -1.0

    # --- operations on one tensor ---

    def __pow__(self, n: float) -> Tensor:
        """xⁿ, entry by entry, for a number n."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def exp(self) -> Tensor:
        """eˣ, entry by entry."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def log(self) -> Tensor:
        """The natural logarithm, entry by entry."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def relu(self) -> Tensor:
        """max(x, 0), entry by entry."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    def sum(self, axis: int | None = None, keepdims: bool = False) -> Tensor:
        """The sum of all entries (axis None), or along one axis, as in NumPy."""
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く

    # --- the gradient ---

    def backward(self) -> None:
        """Set ``grad`` of this scalar and of all tensors that it was computed from.

        Raises
        ------
        ValueError : if this tensor is not a scalar (has more than one entry)
        """
        raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def as_tensor(value: Tensor | ArrayLike) -> Tensor:
    """The tensor itself, or a new one that holds a number or an array."""
    return value if isinstance(value, Tensor) else Tensor(value)


def unbroadcast(g: Array, shape: tuple[int, ...]) -> Array:
    """Sum g, the gradient of an array that was broadcast from ``shape``, back to ``shape``.

    An entry that was copied along an axis reaches L along as many paths, and their parts add up.
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def graph(t: Tensor) -> tuple[list[Tensor], list[tuple[Tensor, Tensor]]]:
    """The graph of all that t was computed from.

    Returns
    -------
    nodes : every tensor once, parents before what is computed from them; t itself is the last
    edges : pairs (parent, child), one for each operand: x * x has two
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def softmax_cross_entropy(x: Tensor, t: ArrayLike) -> Tensor:
    """Mean cross entropy of softmax(x), L = −1/N Σ_i Σ_k t_ik log y_ik, made of the operations above.

    Parameters
    ----------
    x : (N, K) logits; entries may be as large as ±1000
    t : (N, K) one-hot targets

    Returns
    -------
    A scalar tensor, finite for every finite x; its gradient with respect to x is (y − t) / N.
    """
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く


def draw(t: Tensor, ax: Any = None) -> Any:
    """Draw the graph of t with matplotlib, inputs on the left: op, shape, and an arrow per operand."""
    import matplotlib.pyplot as plt

    ax = ax or plt.figure(figsize=(9, 4)).gca()
    nodes, edges = graph(t)
    column: dict[Tensor, int] = {}
    for node in nodes:  # one step to the right of the rightmost parent
        column[node] = 1 + max((column[parent] for parent in node.parents), default=-1)
    place: dict[Tensor, tuple[float, float]] = {}
    for x in set(column.values()):
        members = [node for node in nodes if column[node] == x]
        for i, node in enumerate(members):  # odd columns a little higher, so that arrows miss the boxes
            place[node] = (float(x), (len(members) - 1) / 2 - i + 0.15 * (x % 2))
    for parent, child in edges:
        ax.annotate("", place[child], place[parent], arrowprops={"arrowstyle": "-|>", "shrinkA": 22, "shrinkB": 22})
    for node, (left, height) in place.items():
        colour = "lightsteelblue" if node.op else "moccasin"
        label = f"{node.op or 'input'}\n{node.data.shape}"
        ax.text(left, height, label, ha="center", va="center", bbox={"boxstyle": "round", "facecolor": colour})
    ax.set_xlim(-0.6, max(column.values()) + 0.6)
    ax.set_ylim(min(y for _, y in place.values()) - 0.6, max(y for _, y in place.values()) + 0.6)
    ax.set_axis_off()
    return ax
