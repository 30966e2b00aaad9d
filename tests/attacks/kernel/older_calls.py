"""Calls the kernel as a 32-bit program would: other numbers, which a filter for 64 bits misreads."""

import ctypes
import mmap

LAYERS = ("seccomp",)
HARMLESS = True
ENDS = ("crashed",)


def attack(arena):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))  # mov eax, 20 (getpid); int 0x80; ret
    code = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    return "open" if code() != 0 else "nothing"
