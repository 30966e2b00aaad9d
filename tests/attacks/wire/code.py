"""Sends a function to be called in the grader."""

from kadai_sandbox.wire.nodes import CallbackNode

import forge

ENDS = ("crashed",)
SAYS = "cannot come from the worker"


def attack(arena):
    forge.reply((0,), [CallbackNode(3, "print")])
    forge.wait()
