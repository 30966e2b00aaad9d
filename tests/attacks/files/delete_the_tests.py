"""Deletes the hidden tests."""

from pathlib import Path

LAYERS = ("landlock", "seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    Path(arena["hidden"]).unlink()
    return "open"
