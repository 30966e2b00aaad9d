"""Writes into another process's memory with process_vm_writev."""

import ctypes
import errno
import os

LAYERS = ("seccomp", "landlock", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError")


def attack(arena):
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(8)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
    there = (ctypes.c_size_t * 2)(4096, 8)
    one, none = ctypes.c_ulong(1), ctypes.c_ulong(0)
    if libc.process_vm_writev(arena["victim"], here, one, there, one, none) < 0 and ctypes.get_errno() != errno.EFAULT:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "open"
