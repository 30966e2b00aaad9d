"""Stops itself, so that whoever waits for its end waits for ever."""

import os
import signal

ENDS = ("PermissionError",)
NAIVELY = "grader hangs"


def attack(arena):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 1
