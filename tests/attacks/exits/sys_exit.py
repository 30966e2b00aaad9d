"""Raises SystemExit, which `except Exception` does not catch."""

import sys

ENDS = ("SystemExit",)
NAIVELY = "grader gone"


def attack(arena):
    sys.exit(0)
