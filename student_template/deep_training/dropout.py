"""Dropout: while a net is trained, every unit is switched off now and then, at random.

Conventions of the course
-------------------------
- Rows are samples: ``x`` (N, D). Every entry is dropped or kept on its own.
- ``p`` is the probability that an entry becomes **zero**.
- Training multiplies by a mask of zeros and ones; prediction multiplies by 1 − p, and draws nothing. (Dividing by
  1 − p in training in place of that, "inverted" dropout, is another convention, and not used here.)
- All randomness comes from the generator ``rng``; any of its methods may be used.
- Arguments are never modified, and ``backward`` called twice gives the same answer twice.
- All arrays are float64.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Dropout:
    """y = x · M in training, with M = 0 with probability p and 1 otherwise; y = (1 − p) x in prediction.

    Parameters
    ----------
    p : the probability of a zero, 0 ≤ p < 1
    rng : where the random numbers come from; every ``forward`` in training draws new ones

    Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout" (JMLR 15, 2014), section 4;
    there p is the probability of keeping a unit, here it is that of dropping one.
    """

    def __init__(self, p: float, rng: np.random.Generator) -> None:
        self.p = p
        self.rng = rng
        self.mask: NDArray[np.bool_]  # (N, D), True where x is kept; set by forward for backward

    def forward(self, x: Array, train: bool = True) -> Array:
        """Map x (N, D) to y (N, D): with a new random mask in training, scaled by 1 − p in prediction."""
        if not train:
            return x * (1.0 - self.p)  # the mean of x · M
        # a uniform number from [0, 1) is below p with probability p: that entry is dropped
        self.mask = self.rng.random(x.shape) >= self.p
        return x * self.mask

    def backward(self, dout: Array) -> Array:
        """Take dout (N, D), return dx (N, D): the gradient of the last forward in training."""
        # y_nd = x_nd M_nd, and M does not depend on x
        return dout * self.mask
