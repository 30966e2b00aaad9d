"""Writes into a file of the grader; whoever could do that could fill the disk."""

import os

LAYERS = ("landlock", "namespaces", "user", "rlimits")
ENDS = ("PermissionError", "FileNotFoundError", "OSError", "crashed")


def attack(arena):
    os.write(os.open(arena["hidden"], os.O_WRONLY), b"# " * 500)
    return "open"
