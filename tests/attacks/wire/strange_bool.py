"""Sends a bool that is neither true nor false."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "neither 0 nor 1"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "|b1", [1], True)], payload=b"\2")
    forge.wait()
