"""Reads where no memory is."""

import ctypes

ENDS = ("crashed",)
NAIVELY = "grader gone"


def attack(arena):
    ctypes.string_at(0)
