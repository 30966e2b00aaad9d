"""Raises an exception whose text would repaint the instructor's terminal."""

ENDS = ("ValueError",)
NAIVELY = "repainted"


def attack(arena):
    raise ValueError("\x1b[2J\x1b[H10 of 10 points\u202e")
