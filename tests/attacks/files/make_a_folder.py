"""Makes a folder, with a system call of its own."""

import ctypes
import os

LAYERS = ("landlock", "seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mkdir(os.fsencode(arena["folder"] + "/new"), 0o777) < 0:
        raise OSError(ctypes.get_errno(), "mkdir")
    return "open"
