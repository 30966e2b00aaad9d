"""Sends an object that would have to be the grader's own."""

from kadai_sandbox.wire.nodes import LentNode

import forge

ENDS = ("crashed",)
SAYS = "cannot come from the worker"


def attack(arena):
    forge.reply((0,), [LentNode(3, "Any", None, ["__call__"])])
    forge.wait()
