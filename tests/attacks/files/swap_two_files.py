"""Puts the student's version in the place of the hidden tests."""

from pathlib import Path

LAYERS = ("landlock", "seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    Path(arena["neighbour"]).rename(arena["hidden"])
    return "open"
