"""Gives every check the same random numbers, whichever checks have run before it."""

import contextlib
import random

import numpy as np

SEED = 20261120
_seed_numpy = np.random.seed  # bound now: a submission may put something else there
_seed_python = random.seed


def reseed() -> None:
    """Put the global generators of NumPy and Python at the beginning."""
    with contextlib.suppress(Exception):  # the submission may have given NumPy another bit generator
        _seed_numpy(SEED)
    with contextlib.suppress(Exception):
        _seed_python(SEED)
