"""Asks about Landlock, to make rules of its own."""

import ctypes
import errno
import os
import platform

LAYERS = ("seccomp",)
HARMLESS = True
ENDS = ("PermissionError",)


def attack(arena):
    libc = ctypes.CDLL(None, use_errno=True)
    number = {"x86_64": 444, "aarch64": 444}[platform.machine()]
    result = libc.syscall(ctypes.c_long(number), None, ctypes.c_long(0), ctypes.c_long(1))
    if result < 0 and ctypes.get_errno() in (errno.EPERM, errno.EACCES, errno.ENOSYS):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "open"  # done, or refused for what was asked, not for who asked
