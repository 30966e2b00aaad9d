"""Leaves a daemon behind, which outlives the check (here for a moment only)."""

import os

LAYERS = ("seccomp",)
ENDS = ("PermissionError",)


def attack(arena):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.wait()
    return "open"
