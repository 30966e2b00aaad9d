"""Sends a random generator of a kind that does not exist."""

from kadai_sandbox.wire.nodes import GeneratorNode

import forge

ENDS = ("crashed",)
SAYS = "is not allowed"


def attack(arena):
    forge.reply((0,), [GeneratorNode(7, "os.system", b"")])
    forge.wait()
