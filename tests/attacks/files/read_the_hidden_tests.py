"""Reads the hidden tests."""

from pathlib import Path

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if "EXPECTED" in Path(arena["hidden"]).read_text() else "nothing in it"
