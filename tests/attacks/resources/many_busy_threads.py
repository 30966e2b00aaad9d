"""Computes in several threads: the sum of their time counts."""

import hashlib
import threading

LIMITS = {"call_seconds": 0.2}
GENEROUS = {"call_seconds": 60}
ENDS = ("timeout",)


def attack(arena):
    threads = [threading.Thread(target=compute) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return "open"


def compute():
    for _ in range(5):
        hashlib.sha256(bytes(20 << 20))
