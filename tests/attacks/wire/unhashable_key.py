"""Sends a dict whose key is a list."""

from kadai_sandbox.wire.nodes import DictNode, ListNode

import forge

ENDS = ("crashed",)
SAYS = "cannot be hashed"


def attack(arena):
    forge.reply((0,), [ListNode(0, []), DictNode(0, [(0,)], [1])])
    forge.wait()
