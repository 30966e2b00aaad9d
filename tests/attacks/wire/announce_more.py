"""Announces a payload of eight exabytes."""

import forge

ENDS = ("crashed",)
SAYS = "too long"


def attack(arena):
    forge.frame(b"\xc0", b"", payload_length=2**63)
    forge.wait()
