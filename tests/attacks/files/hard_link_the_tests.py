"""Gives the hidden tests a second name."""

from pathlib import Path

LAYERS = ("landlock", "seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    Path(arena["folder"], "copy.py").hardlink_to(arena["hidden"])
    return "open"
