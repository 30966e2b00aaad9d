"""Sends lists of the same lists of the same lists: small on the wire, endless when unfolded."""

from kadai_sandbox.wire.nodes import ListNode

import forge

ENDS = ("crashed",)
SAYS = "unfolds to too much"


def attack(arena):
    nodes = [ListNode(0, [1] * 10)]
    for index in range(40):
        nodes.append(ListNode(0, [(index,)] * 10))
    forge.reply((40,), nodes)
    forge.wait()
