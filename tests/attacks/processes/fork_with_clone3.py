"""Forks with clone3, whose flags no filter can see."""

import ctypes
import os

LAYERS = ("seccomp",)
HARMLESS = True
ENDS = ("OSError",)


def attack(arena):
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = (ctypes.c_uint64 * 11)(0, 0, 0, 0, 17)  # exit_signal: SIGCHLD
    child = libc.syscall(ctypes.c_long(435), arguments, ctypes.c_long(88))
    if child == 0:
        os._exit(0)
    if child < 0:
        raise OSError(ctypes.get_errno(), "clone3")
    os.waitpid(child, 0)
    return "open"
