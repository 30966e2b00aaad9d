"""Asks how large the hidden tests are and when they were changed: Landlock has no word for that."""

import os

LAYERS = ("namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if os.stat(arena["hidden"]).st_size else "nothing in it"
