"""Replaces standard output by something that raises."""

import sys

ENDS = ("a value: int",)
NAIVELY = "grader gone"


class Broken:
    def __getattr__(self, name):
        raise SystemExit

    def write(self, text):
        raise SystemExit


def attack(arena):
    sys.stdout = sys.stderr = Broken()
    return 1
