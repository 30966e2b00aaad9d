"""Refers to a node that does not exist."""

from kadai_sandbox.wire.nodes import ListNode

import forge

ENDS = ("crashed",)
SAYS = "IndexError"


def attack(arena):
    forge.reply((0,), [ListNode(0, [(7,)])])
    forge.wait()
