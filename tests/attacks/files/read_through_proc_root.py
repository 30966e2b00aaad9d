"""Reads the hidden tests through the link to its own root folder."""

from pathlib import Path

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if "EXPECTED" in Path("/proc/self/root" + arena["hidden"]).read_text() else "nothing in it"
