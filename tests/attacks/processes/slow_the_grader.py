"""Makes another process wait for all others: Landlock has no word for that."""

import os

LAYERS = ("seccomp", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    os.setpriority(os.PRIO_PROCESS, arena["victim"], 19)
    return "open"
