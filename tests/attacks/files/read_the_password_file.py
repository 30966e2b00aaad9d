"""Reads who has an account on the machine."""

from pathlib import Path

LAYERS = ("landlock", "namespaces")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if "root:" in Path("/etc/passwd").read_text() else "nothing in it"
