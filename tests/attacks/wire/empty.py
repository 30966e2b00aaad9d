"""Sends a message without content."""

import forge

ENDS = ("crashed",)
SAYS = "truncated"


def attack(arena):
    forge.frame(b"", b"")
    forge.wait()
