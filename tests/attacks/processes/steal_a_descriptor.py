"""Takes another process's descriptor with pidfd_getfd."""

import ctypes
import os

LAYERS = ("seccomp", "landlock", "namespaces", "user")
HARMLESS = True
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    libc = ctypes.CDLL(None, use_errno=True)
    victim = os.pidfd_open(arena["victim"])
    if libc.syscall(ctypes.c_long(438), ctypes.c_long(victim), ctypes.c_long(1), ctypes.c_long(0)) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "open"
