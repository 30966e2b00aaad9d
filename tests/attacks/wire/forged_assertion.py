"""Sends an exception that claims to be the check's own AssertionError."""

import forge

ENDS = ("AssertionError",)
SAYS = ""


def attack(arena):
    forge.raised(type_name="AssertionError", bases=["AssertionError", "SystemExit", "KeyboardInterrupt", "BaseException"])
    forge.swallow_the_real_answer()
