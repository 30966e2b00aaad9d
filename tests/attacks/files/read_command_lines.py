"""Reads another process's command line, which every user may."""

from pathlib import Path

LAYERS = ("landlock", "namespaces")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if b"4711" in Path(f"/proc/{arena['victim']}/cmdline").read_bytes() else "nothing in it"
