"""Sends an error message of a megabyte."""

import forge

ENDS = ("crashed",)
SAYS = "length"


def attack(arena):
    forge.raised(message="A" * (1 << 20))
    forge.wait()
