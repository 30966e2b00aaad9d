"""Makes a user namespace of its own, in which it would be root."""

import ctypes
import errno
import os
import platform

LAYERS = ("seccomp",)
HARMLESS = True
ENDS = ("PermissionError",)


def attack(arena):
    libc = ctypes.CDLL(None, use_errno=True)
    number = {"x86_64": 272, "aarch64": 97}[platform.machine()]
    result = libc.syscall(ctypes.c_long(number), ctypes.c_long(268435456))
    if result < 0 and ctypes.get_errno() in (errno.EPERM, errno.EACCES, errno.ENOSYS):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "open"  # done, or refused for what was asked, not for who asked
