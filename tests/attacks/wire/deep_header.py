"""Sends a header of lists in lists in lists, a hundred thousand deep."""

import forge

ENDS = ("crashed",)
SAYS = "Expected"


def attack(arena):
    forge.frame(b"\x91" * 100_000 + b"\xc0", b"")
    forge.wait()
