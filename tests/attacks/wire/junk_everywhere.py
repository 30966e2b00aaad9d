"""Writes to every descriptor it can find."""

import contextlib
import os

import forge

ENDS = ("crashed",)
SAYS = "does not begin as one"


def attack(arena):
    for descriptor in range(200):
        with contextlib.suppress(OSError):
            os.write(descriptor, b"kdi2" * 10)
    return 1
