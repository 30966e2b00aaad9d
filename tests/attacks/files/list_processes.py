"""Looks for the grader among all processes."""

from pathlib import Path

LAYERS = ("landlock", "namespaces")
ENDS = ("PermissionError", "not there")


def attack(arena):
    return "open" if str(arena["victim"]) in [path.name for path in Path("/proc").iterdir()] else "not there"
