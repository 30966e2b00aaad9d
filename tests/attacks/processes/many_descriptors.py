"""Opens more files than any homework needs."""

import os

LAYERS = ("rlimits",)
ENDS = ("OSError",)


def attack(arena):
    for _ in range(300):
        os.dup(0)
    return "open"
