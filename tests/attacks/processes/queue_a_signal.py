"""Queues a signal with a payload to another process."""

import ctypes
import os
import platform

LAYERS = ("seccomp", "landlock", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    call = ctypes.c_long({"x86_64": 129, "aarch64": 138}[platform.machine()])
    info = (ctypes.c_int32 * 32)(0, 0, -1)  # si_code: SI_QUEUE
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(call, ctypes.c_long(arena["victim"]), ctypes.c_long(9), info) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "open"
