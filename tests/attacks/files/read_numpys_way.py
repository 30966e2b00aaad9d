"""Lets NumPy read the hidden tests in C."""

import numpy as np

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if np.fromfile(arena["hidden"], np.uint8).tobytes().startswith(b"EXP") else "nothing in it"
