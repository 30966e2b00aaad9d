"""Raises SystemExit while the file is read."""

import sys

ENDS = ("a value: int",)
NAIVELY = "grader gone"

if not hasattr(sys, "kadai"):
    sys.exit(0)


def attack(arena):
    return 1
