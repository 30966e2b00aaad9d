"""Claims that an exception of the grader went through the submission, by guessing its number."""

import forge

ENDS = ("Forged",)
SAYS = ""


def attack(arena):
    forge.raised(token=0)
    forge.swallow_the_real_answer()
