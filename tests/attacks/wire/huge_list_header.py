"""Announces a list of four thousand million items inside the header."""

import forge

ENDS = ("crashed",)
SAYS = "length"


def attack(arena):
    forge.frame(b"\x94\x0e\x01\xc0\x93\xdd\xff\xff\xff\xff", b"")
    forge.wait()
