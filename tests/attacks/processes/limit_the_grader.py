"""Changes another process's limits: Landlock has no word for that."""

import resource

LAYERS = ("seccomp", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError", "OSError")


def attack(arena):
    resource.prlimit(arena["victim"], resource.RLIMIT_CORE, (0, 0))
    return "open"
