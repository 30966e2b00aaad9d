"""Reads from the connection itself, to see the next question first."""

import os

import forge

ENDS = ("wall",)
SAYS = "2 seconds"


def attack(arena):
    forge.reply(1.0)
    os.read(3, 1 << 16)
    forge.wait()
