"""Makes the hidden tests look new: Landlock has no word for that."""

import os

LAYERS = ("seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    os.utime(arena["hidden"], (0, 0))
    return "open"
