"""Could it kill the process from which all workers come? (Signal 0 only asks.)"""

import os

LAYERS = ("seccomp", "landlock", "user")
ENDS = ("PermissionError",)


def attack(arena):
    os.kill(os.getppid(), 0)
    return "open"
