"""Runs a line of shell."""

import os

LAYERS = ("seccomp", "landlock", "namespaces")
ENDS = ("-1", "127")


def attack(arena):
    status = os.waitstatus_to_exitcode(os.system("exit 3"))
    return "open" if status == 3 else str(status)
