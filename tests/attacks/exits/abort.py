"""Aborts."""

import os

ENDS = ("crashed",)
NAIVELY = "grader gone"


def attack(arena):
    os.abort()
