"""Leaves a function to be run at exit, which changes the exit code."""

import atexit
import os

ENDS = ("SystemExit",)
NAIVELY = "grader gone"


def attack(arena):
    atexit.register(os._exit, 0)
    raise SystemExit
