"""Waits for a lock that nobody will release (here: for a while)."""

import threading

LIMITS = {"call_seconds": 0.1, "wall_factor": 1}
GENEROUS = {"call_seconds": 20}
ENDS = ("wall",)


def attack(arena):
    lock = threading.Lock()
    lock.acquire()
    return "nothing" if lock.acquire(timeout=0.5) else "open"
