"""Sends an array of which a part is missing, so that memory of the grader might fill it."""

from kadai_sandbox.wire.nodes import ArrayNode

import forge

ENDS = ("crashed",)
SAYS = "longer than the payload"


def attack(arena):
    forge.reply((0,), [ArrayNode(0, "<f8", [3], True)], payload=bytes(8))
    forge.wait()
