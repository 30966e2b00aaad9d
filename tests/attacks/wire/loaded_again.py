"""Claims to have loaded another submission."""

from kadai_sandbox.wire import messages

import forge

ENDS = ("crashed",)
SAYS = "another question"


def attack(arena):
    forge.send(messages.Loaded([]))
    forge.wait()
