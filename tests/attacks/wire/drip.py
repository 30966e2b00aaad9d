"""Sends a message byte by byte, so that something always comes."""

import forge

ENDS = ("crashed",)
SAYS = "does not begin as one"


def attack(arena):
    while True:
        forge.write(b"k" if forge.first() else b"\0")
        forge.wait(0.005)
