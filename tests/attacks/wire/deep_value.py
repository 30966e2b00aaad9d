"""Sends a value nested a thousand deep."""

from kadai_sandbox.wire.nodes import ListNode

import forge

ENDS = ("crashed",)
SAYS = "nested too deeply"


def attack(arena):
    nodes = [ListNode(0, [])]
    for index in range(1000):
        nodes.append(ListNode(0, [(index,)]))
    forge.reply((1000,), nodes)
    forge.wait()
