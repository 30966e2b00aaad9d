"""Lists what another process has open."""

from pathlib import Path

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if list(Path(f"/proc/{arena['victim']}/fd").iterdir()) else "nothing in it"
