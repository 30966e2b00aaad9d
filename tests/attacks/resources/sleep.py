"""Sleeps, which costs no computing time."""

import time

LIMITS = {"call_seconds": 0.1, "wall_factor": 1}
GENEROUS = {"call_seconds": 20}
ENDS = ("wall",)


def attack(arena):
    time.sleep(0.5)
    return "open"
