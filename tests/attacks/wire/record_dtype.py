"""Sends an array of records."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "is not allowed"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "f8,O", [1], True)], payload=bytes(16))
    forge.wait()
