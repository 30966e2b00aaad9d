"""Puts a shared dict of the grader into itself."""

from kadai_sandbox.wire.nodes import DictNode, KnownNode

import forge

ENDS = ("crashed",)
SAYS = "contains itself"


def attack(arena):
    key = forge.key_of(arena)
    forge.reply(1.0, [KnownNode(key), DictNode(0, ["self"], [(0,)])], changes=[(key, 1)])
    forge.wait()
