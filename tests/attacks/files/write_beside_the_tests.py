"""Puts a file beside the hidden tests (a conftest.py would be run by the grader)."""

import os
from pathlib import Path

LAYERS = ("landlock", "seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    os.close(os.open(Path(arena["folder"], "conftest.py"), os.O_WRONLY | os.O_CREAT))
    return "open"
