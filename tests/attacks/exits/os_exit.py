"""Ends the process at once with the exit code of success."""

import os

ENDS = ("crashed",)
NAIVELY = "grader gone"


def attack(arena):
    os._exit(0)
