"""Starts more threads than any homework needs."""

import threading

LAYERS = ("rlimits",)
ENDS = ("RuntimeError", "MemoryError")


def attack(arena):
    end = threading.Event()
    try:
        for _ in range(150):
            threading.Thread(target=end.wait, daemon=True).start()
    finally:
        end.set()
    return "open"
