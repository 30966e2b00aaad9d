"""Sends SIGINT to its whole process group, as Ctrl-C would."""

import os
import signal

ENDS = ("PermissionError",)
NAIVELY = "grader gone"


def attack(arena):
    os.killpg(0, signal.SIGINT)
