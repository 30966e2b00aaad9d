"""Asks for more memory than it may have, at once."""

import numpy as np

LIMITS = {"memory_mb": 100}
GENEROUS = {"memory_mb": 1000}
ENDS = ("MemoryError", "_ArrayMemoryError")


def attack(arena):
    return "open" if np.zeros(40 << 20).nbytes else "nothing"
