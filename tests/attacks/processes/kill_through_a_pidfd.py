"""Kills another process through a descriptor of it."""

import os
import signal

LAYERS = ("seccomp", "landlock", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    signal.pidfd_send_signal(os.pidfd_open(arena["victim"]), signal.SIGKILL)
    return "open"
