"""Sends an integer as a key that collides with every other."""

from kadai_sandbox.wire.nodes import BigIntNode, DictNode

import forge

ENDS = ("crashed",)
SAYS = "key is too large"


def attack(arena):
    forge.reply((0,), [BigIntNode((2**61 - 1 << 64).to_bytes(17, "little")), DictNode(0, [(0,)], [1])])
    forge.wait()
