"""Sends a list that contains itself."""

from kadai_sandbox.wire.nodes import ListNode

import forge

ENDS = ("crashed",)
SAYS = "IndexError"


def attack(arena):
    forge.reply((0,), [ListNode(0, [(0,)])])
    forge.wait()
