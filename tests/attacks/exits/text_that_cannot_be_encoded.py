"""Raises an exception whose text is no valid Unicode, so that no file and no terminal takes it."""

ENDS = ("ValueError",)
NAIVELY = "grader gone"


def attack(arena):
    raise ValueError("\ud800")
