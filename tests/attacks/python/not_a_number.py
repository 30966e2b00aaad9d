"""Returns NaN, which is not greater than any tolerance."""

import numpy as np

FOOLS = "difference"
WEAK = True  # the comparison itself is at fault, wherever it runs


def double(x):
    return np.full(x.shape, np.nan)
