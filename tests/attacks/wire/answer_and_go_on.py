"""Answers by hand, and then again by returning."""

import forge

ENDS = ("crashed",)
SAYS = "disturbed the connection"


def attack(arena):
    forge.reply(1.0)
    return 2.0
