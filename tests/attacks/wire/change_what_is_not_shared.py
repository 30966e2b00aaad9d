"""Sends new content for an object that the grader never shared."""

from kadai_sandbox.wire.nodes import ListNode

import forge

ENDS = ("crashed",)
SAYS = "is not shared"


def attack(arena):
    forge.reply(1.0, [ListNode(0, [])], changes=[(4711, 0)])
    forge.wait()
