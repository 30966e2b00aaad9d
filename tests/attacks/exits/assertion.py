"""Raises AssertionError in the check's own words: it is the student's exception, not the check's verdict."""

ENDS = ("AssertionError",)


def attack(arena):
    raise AssertionError("passed")
