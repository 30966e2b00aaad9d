"""Computes for a while inside one call of C, where no Python signal handler runs."""

import time

LIMITS = {"call_seconds": 0.1}
GENEROUS = {"call_seconds": 20}
ENDS = ("timeout",)


def attack(arena):
    number = 7
    while time.process_time() < 0.6:
        number = pow(3, 400_000)
    return "open" if number else "nothing"
