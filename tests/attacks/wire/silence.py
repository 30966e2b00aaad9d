"""Sends half a message, and then nothing."""

import forge

ENDS = ("wall",)
SAYS = "2 seconds"


def attack(arena):
    forge.write(b"kdi1\x05")
    forge.wait()
