"""Shares a list under a key that is the grader's to give."""

from kadai_sandbox.wire.nodes import ListNode

import forge

ENDS = ("crashed",)
SAYS = "key 1000 is taken"


def attack(arena):
    forge.reply((0,), [ListNode(1000, [])])
    forge.wait()
