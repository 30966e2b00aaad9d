"""Raises an exception with a text of many megabytes."""

ENDS = ("ValueError",)
NAIVELY = "flooded"


def attack(arena):
    raise ValueError("A" * (20 << 20))
