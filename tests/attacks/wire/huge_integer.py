"""Sends an integer of a million digits, whose text would take minutes to make."""

from kadai_sandbox.wire.nodes import BigIntNode

import forge

ENDS = ("crashed",)
SAYS = "length"


def attack(arena):
    forge.reply((0,), [BigIntNode(b"\1" * 400_000)])
    forge.wait()
