"""Replaces itself with another program, which would have the connection to the grader."""

import os

LAYERS = ("seccomp",)
ENDS = ("PermissionError",)


def attack(arena):
    try:
        os.execv("/nonexistent/program", ["program"])
    except FileNotFoundError:  # the kernel has looked for it
        return "open"
