"""Could it send a signal to every process it may? (Signal 0 only asks.)"""

import os

LAYERS = ("seccomp",)
ENDS = ("PermissionError",)


def attack(arena):
    os.kill(-1, 0)
    return "open"
