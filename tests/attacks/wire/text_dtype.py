"""Sends an array of text, two gigabytes for one item."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "is not allowed"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "<U536870912", [1], True)])
    forge.wait()
