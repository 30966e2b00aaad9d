"""Sends a dict with more keys than values."""

from kadai_sandbox.wire.nodes import DictNode

import forge

ENDS = ("crashed",)
SAYS = "as many keys as values"


def attack(arena):
    forge.reply((0,), [DictNode(0, [1, 2], [1])])
    forge.wait()
