"""Starts a program with posix_spawn, which forks inside the C library."""

import os

LAYERS = ("seccomp",)
ENDS = ("PermissionError",)


def attack(arena):
    try:
        os.posix_spawn("/nonexistent/program", ["program"], {})
    except FileNotFoundError:
        return "open"
    return "ran"
