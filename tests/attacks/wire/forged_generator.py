"""Sends the state of a random generator whose position lies outside its buffer."""

from kadai_sandbox.wire.nodes import GeneratorNode

import forge

ENDS = ("crashed",)
SAYS = "position is out of bounds"


def attack(arena):
    forge.reply((0,), [GeneratorNode(7, "Generator:MT19937", b"\xff" * 2500)])
    forge.wait()
