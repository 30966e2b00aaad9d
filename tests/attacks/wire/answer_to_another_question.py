"""Answers a question that nobody has asked yet."""

import forge

ENDS = ("crashed",)
SAYS = "another question"


def attack(arena):
    forge.reply(1.0, seq=forge.seq() + 1)
    forge.wait()
