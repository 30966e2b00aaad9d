"""Sends an array of Python objects: decoding one would mean to run code."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "dtype '|O' is not allowed"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "|O", [1], True)], payload=bytes(8))
    forge.wait()
