"""Deletes an (empty) folder of the grader."""

from pathlib import Path

LAYERS = ("landlock", "seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError", "OSError")


def attack(arena):
    try:
        Path(arena["neighbour"]).parent.rmdir()
    except OSError as error:
        if error.errno == 39:  # not empty: it would have been deleted otherwise
            return "open"
        raise
    return "open"
