"""Sends an array with a negative dimension."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = ">= 0"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "<f8", [-1], True)])
    forge.wait()
