"""Closes all descriptors, so that nothing can be reported any more."""

import os

ENDS = ("crashed",)
NAIVELY = "grader gone"


def attack(arena):
    os.closerange(0, 100)
    return 42
