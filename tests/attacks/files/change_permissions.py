"""Makes the hidden tests readable for everybody: Landlock has no word for that."""

from pathlib import Path

LAYERS = ("seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    Path(arena["hidden"]).chmod(0o666)
    return "open"
