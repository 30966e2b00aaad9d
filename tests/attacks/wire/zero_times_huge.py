"""Sends an empty array with huge other dimensions."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "an array of nothing has too many rows"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "<f8", [0, 2**39, 2**39], True)])
    forge.wait()
