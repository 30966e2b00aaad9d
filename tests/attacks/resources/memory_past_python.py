"""Maps memory without Python's help."""

import mmap

LIMITS = {"memory_mb": 100}
GENEROUS = {"memory_mb": 1000}
ENDS = ("OSError", "MemoryError")


def attack(arena):
    mmap.mmap(-1, 300 << 20)
    return "open"
