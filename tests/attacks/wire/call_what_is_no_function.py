"""Calls back something that is no function of the grader."""

from kadai_sandbox.wire import messages
from kadai_sandbox.wire.nodes import TupleNode

import forge

ENDS = ("crashed",)
SAYS = "what is no function"


def attack(arena):
    forge.send(messages.CallBack(forge.seq(), forge.key_of(arena), [(0,)], [], messages.Heap([TupleNode([])])))
    forge.wait()
