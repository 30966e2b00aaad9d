"""Makes a symbolic link, for somebody with more rights to follow."""

from pathlib import Path

LAYERS = ("landlock", "seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    Path(arena["folder"], "plot.png").symlink_to(arena["hidden"])
    return "open"
