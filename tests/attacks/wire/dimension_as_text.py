"""Sends a dimension that is no number."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "Expected `int`"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "<f8", ["1"], True)], payload=bytes(8))
    forge.wait()
