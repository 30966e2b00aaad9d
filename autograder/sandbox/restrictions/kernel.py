"""The few system calls that Python does not offer."""

import ctypes
import os
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)
# Made once, in the zygote: a worker that makes a type first needs longer for that than for the call.
_Header, _Sets = ctypes.c_uint32 * 2, ctypes.c_uint32 * 6
_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38


def _check(result: int, name: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def prctl(option: int, *args: Any) -> int:
    """``prctl(2)``; raises OSError."""
    values = [ctypes.c_ulong(arg) if isinstance(arg, int) else arg for arg in args]
    values += [ctypes.c_ulong(0)] * (4 - len(values))
    return _check(_libc.prctl(ctypes.c_int(option), *values), f"prctl {option}")


def syscall(number: int, *args: Any) -> int:
    """``syscall(2)``; raises OSError."""
    values = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    return _check(_libc.syscall(ctypes.c_long(number), *values), f"syscall {number}")


def opens(address: int, flags: int) -> bool:
    """Whether the file whose name stands at this address in memory can be opened."""
    descriptor = _libc.open(ctypes.c_void_p(address), ctypes.c_int(flags))
    if descriptor >= 0:
        os.close(descriptor)
    return bool(descriptor >= 0)


def capset_none() -> None:
    """Give up all capabilities of this process."""
    _check(_libc.capset(_Header(_VERSION, 0), _Sets()), "capset")


def capabilities() -> int:
    """The effective capabilities of this process, as bits."""
    data = _Sets()
    _check(_libc.capget(_Header(_VERSION, 0), data), "capget")
    return int(data[0]) | int(data[3]) << 32
