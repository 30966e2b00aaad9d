"""Reads the hidden tests through the zygote's root folder."""

import os
from pathlib import Path

LAYERS = ("landlock", "capabilities", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    path = Path(f"/proc/{os.getppid()}/root{arena['hidden']}")
    return "open" if "EXPECTED" in path.read_text() else "nothing in it"
