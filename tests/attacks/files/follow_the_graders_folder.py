"""Follows the link to another process's current folder."""

from pathlib import Path

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if Path(f"/proc/{arena['victim']}/cwd").readlink() else "nothing in it"
