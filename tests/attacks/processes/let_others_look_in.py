"""Makes itself dumpable, so that a helper of the same user could attach to it."""

import ctypes
import os

LAYERS = ("seccomp",)
ENDS = ("OSError", "PermissionError")


def attack(arena):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(4, 1, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "open"
