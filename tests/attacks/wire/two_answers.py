"""Answers twice: the second answer is meant for the next question."""

import forge

ENDS = ("crashed",)
SAYS = "without being asked"


def attack(arena):
    following = forge.seq() + 1
    forge.at_once(lambda: forge.reply(1.0), lambda: forge.reply(1.0, seq=following))
    forge.wait()
