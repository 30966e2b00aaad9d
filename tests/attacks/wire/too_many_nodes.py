"""Sends more values than a message may hold."""

from kadai_sandbox.wire.nodes import TupleNode

import forge

ENDS = ("crashed",)
SAYS = "length"


def attack(arena):
    forge.reply((0,), [TupleNode([])] * 200_001)
    forge.wait()
