"""Duplicates the connection, closes the original, and answers through the copy: worth its value and no more."""

import os

import forge

ENDS = ("crashed",)
SAYS = "does not begin as one"


def attack(arena):
    copy = os.dup(3)
    os.close(3)
    os.dup2(copy, 3)
    forge.write(b"x")
    return 1.0
