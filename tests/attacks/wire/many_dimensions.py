"""Sends an array of 33 dimensions."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "length"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "<f8", [1] * 33, True)], payload=bytes(8))
    forge.wait()
