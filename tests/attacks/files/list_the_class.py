"""Lists who has handed in."""

from pathlib import Path

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    names = [path.name for path in Path(arena["neighbour"]).parent.iterdir()]
    return "open" if "alice.py" in names else str(names)
