"""Answers, while a thread goes on printing."""

import os
import threading

LIMITS = {"output_limit_mb": 1}
GENEROUS = {"output_limit_mb": 64}
ENDS = ("crashed",)


def attack(arena):
    thread = threading.Thread(target=flood)
    thread.start()
    thread.join()
    return "open"


def flood():
    for _ in range(400):
        os.write(1, b"x" * 10_000)
