"""Returns an array of objects, each of which equals everything."""

import numpy as np

FOOLS = "equal"


class Liar(object):
    def __eq__(self, other):
        return True

    __hash__ = None


def double(x):
    return np.array([[Liar()] * 3] * 2, dtype=object)
