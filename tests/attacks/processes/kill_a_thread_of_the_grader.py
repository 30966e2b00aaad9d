"""Stops a thread of another process with tgkill."""

import ctypes
import os
import platform

LAYERS = ("seccomp", "landlock", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    tgkill = ctypes.c_long({"x86_64": 234, "aarch64": 131}[platform.machine()])
    victim = ctypes.c_long(arena["victim"])
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(tgkill, victim, victim, ctypes.c_long(9)) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "open"
