"""Reads the reference implementation with os.open, behind the back of Python's own open()."""

import os

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if os.read(os.open(arena["reference"], os.O_RDONLY), 10) == b"EXPECTED =" else "nothing in it"
