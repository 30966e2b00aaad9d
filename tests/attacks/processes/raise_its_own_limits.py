"""Gives itself all the memory there is."""

import resource

LAYERS = ("seccomp", "capabilities", "namespaces", "user")
ENDS = ("PermissionError", "ValueError", "OSError")
NEEDS_CAPABILITY = 24  # CAP_SYS_RESOURCE


def attack(arena):
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
    return "open"
