"""Calls back with arguments that are none."""

from kadai_sandbox.wire import messages

import forge

ENDS = ("crashed",)
SAYS = "what is no function"


def attack(arena):
    forge.send(messages.CallBack(forge.seq(), 2, [5], ["a", "b"], messages.Heap()))
    forge.wait()
