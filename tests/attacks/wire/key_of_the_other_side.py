"""Introduces an object under a key that is the grader's to give."""

from kadai_sandbox.wire.nodes import OpaqueNode

import forge

ENDS = ("crashed",)
SAYS = "key of the wrong side"


def attack(arena):
    forge.reply((0,), [OpaqueNode(4, "Layer", "")])
    forge.wait()
