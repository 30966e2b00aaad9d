"""Claims that the instructor has pressed Ctrl-C."""

ENDS = ("KeyboardInterrupt",)
NAIVELY = "grader gone"


def attack(arena):
    raise KeyboardInterrupt
