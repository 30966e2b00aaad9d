"""Raises StopIteration, which ends a loop of the grader over its submissions."""

ENDS = ("StopIteration",)


def attack(arena):
    raise StopIteration
