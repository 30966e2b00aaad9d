"""Refers to an object of the grader by guessing its key."""

from kadai_sandbox.wire.nodes import KnownNode

import forge

ENDS = ("crashed",)
SAYS = "is not known"


def attack(arena):
    forge.reply((0,), [KnownNode(4000)])
    forge.wait()
