"""Reports progress in loading, long after everything is loaded."""

from kadai_sandbox.wire import messages

import forge

ENDS = ("crashed",)
SAYS = "another question"


def attack(arena):
    forge.send(messages.Progress(1, "x", 1))
    forge.wait()
