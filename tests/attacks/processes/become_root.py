"""Becomes root."""

import os

LAYERS = ("seccomp", "user")
ENDS = ("PermissionError",)
NEEDS_CAPABILITY = 7  # CAP_SETUID


def attack(arena):
    os.setuid(0)
    return "open"
