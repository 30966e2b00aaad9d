"""Makes a named pipe, on which a reader would hang."""

import os
from pathlib import Path

LAYERS = ("landlock", "seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    os.mkfifo(Path(arena["folder"], "alice.py"))
    return "open"
