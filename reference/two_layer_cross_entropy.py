"""A two-layer classifier trained with every gradient written by hand: the fill-in loop.

    y1 = x w1,  y2 = max(y1, 0),  y_pred = y2 w2,  loss = −Σ log softmax(y_pred)[class]

Conventions
-----------
- Rows are samples: ``x`` (N, D_in), ``w1`` (D_in, H), ``w2`` (H, D_out). There is no bias.
- Targets ``t`` are one-hot, (N, D_out): a single 1 in each row, at the sample's class.
- The loss of this loop is a *sum* over samples: nothing is ever divided by N.
- ``y_pred`` holds logits, which may be as large as ±500 and more: the loss and its gradient stay finite there.
- ``grad_v`` is the derivative of the loss with respect to ``v``, and has the shape of ``v``.
- The caller's arrays are never modified.
- All arrays are float64. The slope of max(y1, 0) at exactly 0 is not graded.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def init_weights(rng: np.random.Generator, d_in: int, h: int, d_out: int) -> tuple[Array, Array]:
    """Draw w1 (d_in, h) and w2 (h, d_out) from the standard normal distribution, using ``rng`` only."""
    ### BEGIN SOLUTION
    return rng.standard_normal((d_in, h)), rng.standard_normal((h, d_out))
    ### END SOLUTION


def train(
    x: Array, t: Array, w1: Array, w2: Array, learning_rate: float, num_steps: int
) -> tuple[list[float], Array, Array]:
    """Descend on loss = −Σ t log softmax(y_pred); each gradient follows from the one after it by the chain rule.

    Parameters
    ----------
    x : (N, D_in) inputs
    t : (N, D_out) one-hot targets
    w1, w2 : (D_in, H) and (H, D_out) initial weights; the caller's arrays stay as they are
    learning_rate : step size: w ← w − learning_rate · grad_w
    num_steps : number of updates

    Returns
    -------
    losses : num_steps numbers; losses[i] is the loss before update i
    w1, w2 : the weights after the last update
    """
    losses: list[float] = []
    for _ in range(num_steps):
        ### BEGIN SOLUTION fill-in
        # forward: from the inputs to the loss
        y1 = x @ w1
        y2 = np.maximum(y1, 0)
        y_pred = y2 @ w2
        shifted = y_pred - y_pred.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        loss = -np.sum(t * log_p)
        ### END SOLUTION
        losses.append(loss)

        ### BEGIN SOLUTION fill-in
        # backward: from the loss to the weights
        grad_y_pred = np.exp(log_p) - t
        grad_w2 = y2.T @ grad_y_pred
        grad_y2 = grad_y_pred @ w2.T
        grad_y1 = grad_y2 * (y1 > 0)
        grad_w1 = x.T @ grad_y1

        # update: one step downhill
        w1 = w1 - learning_rate * grad_w1
        w2 = w2 - learning_rate * grad_w2
        ### END SOLUTION
    return losses, w1, w2


if __name__ == "__main__":
    N, D_in, H, D_out = 64, 1000, 100, 10
    # NumPy's legacy generator gives the same numbers on every machine; drawn in the order x, classes, w1, w2.
    legacy = np.random.RandomState(0)
    inputs, classes = legacy.randn(N, D_in), legacy.randint(0, D_out, N)  # the upper end is excluded: 0 to 9
    first, second = legacy.randn(D_in, H), legacy.randn(H, D_out)
    targets = np.eye(D_out)[classes]
    losses = train(inputs, targets, first, second, learning_rate=1e-6, num_steps=500)[0]
    for i, value in enumerate(losses):
        print(i, value)

    import matplotlib.pyplot as plt

    plt.semilogy(losses)
    plt.xlabel("step")
    plt.ylabel("loss")
    plt.savefig("losses.png")
