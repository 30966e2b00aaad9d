"""Announces a message of four gigabytes."""

import forge

ENDS = ("crashed",)
SAYS = "too long"


def attack(arena):
    forge.frame(b"", b"", header_length=2**32 - 1)
    forge.wait()
