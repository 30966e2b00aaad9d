"""Raises GeneratorExit, one of the exceptions that `except Exception` does not catch."""

ENDS = ("GeneratorExit",)
NAIVELY = "grader gone"


def attack(arena):
    raise GeneratorExit
