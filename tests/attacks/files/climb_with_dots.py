"""Climbs from a readable folder to the hidden tests, step by step."""

import os
from pathlib import Path

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    path = Path(os.__file__).parent / os.path.relpath(arena["hidden"], Path(os.__file__).parent)
    return "open" if "EXPECTED" in path.read_text() else "nothing in it"
