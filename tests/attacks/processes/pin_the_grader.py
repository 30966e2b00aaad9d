"""Pins another process to one processor."""

import os

LAYERS = ("seccomp", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    os.sched_setaffinity(arena["victim"], {min(os.sched_getaffinity(0))})
    return "open"
