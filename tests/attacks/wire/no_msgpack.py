"""Sends a header that is no msgpack."""

import forge

ENDS = ("crashed",)
SAYS = "malformed"


def attack(arena):
    forge.frame(b"\xc1" * 10, b"")
    forge.wait()
