"""Sends a traceback of a thousand lines."""

from kadai_sandbox.wire import messages

import forge

ENDS = ("crashed",)
SAYS = "length"


def attack(arena):
    forge.raised(frames=[messages.Frame("f", 1, "g", "s")] * 1000)
    forge.wait()
