"""Reads another process's environment, where tokens are kept."""

from pathlib import Path

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    environment = Path(f"/proc/{arena['victim']}/environ").read_bytes()
    return "open" if b"EXPECTED-4711" in environment else "nothing in it"
