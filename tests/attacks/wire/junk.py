"""Writes random bytes to the connection."""

import forge

ENDS = ("crashed",)
SAYS = "does not begin as one"


def attack(arena):
    forge.write(b"\x93NUMPY" * 100)
    return 1
