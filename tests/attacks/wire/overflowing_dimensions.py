"""Sends an array whose size overflows 64 bits."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "longer than the payload"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "<f8", [2**31] * 4, True)])
    forge.wait()
