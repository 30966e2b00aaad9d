"""Turns a shared dict of the grader into a list."""

from kadai_sandbox.wire.nodes import ListNode

import forge

ENDS = ("crashed",)
SAYS = "changed its type"


def attack(arena):
    forge.reply(1.0, [ListNode(0, [])], changes=[(forge.key_of(arena), 0)])
    forge.wait()
