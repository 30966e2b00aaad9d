"""Sends itself SIGKILL (signals are forbidden; but a death would be noticed, too)."""

import os
import signal

ENDS = ("PermissionError", "crashed")
NAIVELY = "grader gone"


def attack(arena):
    os.kill(os.getpid(), signal.SIGKILL)
