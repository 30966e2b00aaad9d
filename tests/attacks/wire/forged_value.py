"""Answers by hand: the value is worth as much as one that was returned."""

import forge

ENDS = ("a value: float",)
SAYS = ""


def attack(arena):
    forge.reply(1.0)
    forge.swallow_the_real_answer()
