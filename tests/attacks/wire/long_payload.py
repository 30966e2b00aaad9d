"""Sends more bytes than the array needs."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "payload is longer"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "<f8", [1], True)], payload=bytes(64))
    forge.wait()
