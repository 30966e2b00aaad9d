"""Sends an object whose type has a name of a megabyte."""

from kadai_sandbox.wire.nodes import OpaqueNode

import forge

ENDS = ("crashed",)
SAYS = "length"


def attack(arena):
    forge.reply((0,), [OpaqueNode(7, "A" * (1 << 20), "")])
    forge.wait()
