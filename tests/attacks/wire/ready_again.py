"""Sends what a worker says when it starts: as if it were less restricted."""

from kadai_sandbox.wire import messages

import forge

ENDS = ("crashed",)
SAYS = "another question"


def attack(arena):
    forge.send(messages.Ready({}, {}, []))
    forge.wait()
