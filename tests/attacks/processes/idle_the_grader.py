"""Puts another process into the class that only runs when nothing else does."""

import os

LAYERS = ("seccomp", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    os.sched_setscheduler(arena["victim"], os.SCHED_IDLE, os.sched_param(0))
    return "open"
