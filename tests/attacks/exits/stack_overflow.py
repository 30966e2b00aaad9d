"""Recurses until the stack of C is used up."""

import sys

ENDS = ("crashed",)
NAIVELY = "grader gone"


def attack(arena):
    sys.setrecursionlimit(10**9)
    return dive(0)


def dive(_):
    return list(map(dive, [0]))  # through C: a Python function alone would not use its stack
