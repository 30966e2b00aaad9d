"""Ends the process when an object is thrown away, which is long after the call."""

import os

ENDS = ("crashed",)
NAIVELY = "grader gone"


class Bomb:
    def __del__(self):
        os._exit(0)


def attack(arena):
    Bomb()
    return 42
