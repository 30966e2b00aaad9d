"""Prints without end (here: some megabytes)."""

LIMITS = {"output_limit_mb": 1}
GENEROUS = {"output_limit_mb": 16}
ENDS = ("crashed",)


def attack(arena):
    for _ in range(400):
        print("x" * 9999)
    return "open"
