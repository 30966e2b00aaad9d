"""Starts a copy of itself, which would run on."""

import os

LAYERS = ("seccomp",)
ENDS = ("PermissionError",)


def attack(arena):
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    return "open"
