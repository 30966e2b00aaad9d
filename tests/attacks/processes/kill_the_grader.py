"""Kills another process of the grader's user."""

import os
import signal

LAYERS = ("seccomp", "landlock", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    os.kill(arena["victim"], signal.SIGKILL)
    return "open"
