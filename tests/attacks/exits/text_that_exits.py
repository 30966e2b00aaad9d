"""Raises an exception whose text ends the process."""

import os

ENDS = ("crashed",)
NAIVELY = "grader gone"


class Deadly(Exception):
    def __str__(self):
        os._exit(0)


def attack(arena):
    raise Deadly
