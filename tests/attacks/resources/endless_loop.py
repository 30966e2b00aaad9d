"""Computes for ever (here: for a while)."""

import time

LIMITS = {"call_seconds": 0.1}
GENEROUS = {"call_seconds": 20}
ENDS = ("timeout",)


def attack(arena):
    while time.process_time() < 0.6:
        pass
    return "open"
