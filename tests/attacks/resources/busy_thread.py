"""Answers at once, and leaves a thread computing: its time counts at the next question."""

import threading
import time

LIMITS = {"call_seconds": 0.1}
GENEROUS = {"call_seconds": 20}
ENDS = ("timeout",)


def attack(arena):
    thread = threading.Thread(target=compute)
    thread.start()
    thread.join()
    return "open"


def compute():
    while time.thread_time() < 0.6:
        pass
