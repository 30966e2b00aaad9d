"""Sends a scalar with the content of two."""

from kadai_sandbox.wire.nodes import ScalarNode

import forge

ENDS = ("crashed",)
SAYS = "scalar of the wrong length"


def attack(arena):
    forge.reply((0,), [ScalarNode("<f8", bytes(16))])
    forge.wait()
