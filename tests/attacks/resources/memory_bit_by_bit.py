"""Keeps asking for a little more memory."""

LIMITS = {"memory_mb": 60}
GENEROUS = {"memory_mb": 600}
ENDS = ("MemoryError",)


def attack(arena):
    kept = [bytearray(1 << 16) for _ in range(2000)]
    return "open" if kept else "nothing"
