"""Describes an object that the grader would have to make."""

from kadai_sandbox.wire.nodes import BuiltNode, ListNode

import forge

ENDS = ("crashed",)
SAYS = "cannot come from the worker"


def attack(arena):
    forge.reply((2,), [ListNode(0, ["true"]), ListNode(0, []), BuiltNode("os", "system", [(0,), None, (1,), (1,)])])
    forge.wait()
