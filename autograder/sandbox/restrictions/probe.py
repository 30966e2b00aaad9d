"""Proof by trying: what a restricted worker must not be able to do, done before it reads the submission."""

import ctypes
import errno
import os
import resource
import socket
import struct
from collections.abc import Callable

from . import kernel

_HEAD, _ENTRY = struct.Struct("<II"), struct.Struct("<II")
_REFUSALS = {errno.EPERM, errno.EACCES, errno.ENOENT, errno.ENOSYS, errno.EFBIG}


def probe(canary: str) -> dict[str, bool]:
    """Each act, and whether it was refused. ``canary`` is a file that the zygote can read and the worker must not."""
    return {
        "read a file": _refused(lambda: os.close(os.open(canary, os.O_RDONLY))),
        "open a socket": _refused(lambda: socket.socket().close()),
        "start a process": _refused(_fork),
        "signal a process": _refused(lambda: os.kill(os.getppid(), 0)),
        "raise its limits": resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 and _refused(_raise_limit),
    }


def opened(link: int) -> list[int]:
    """Which of the files that a descriptor names can be opened, by their places in the list.

    Read from `link`: how many there are and how long their names are, each one's place and how to open it, the names.
    They belong to the examiner. They are never a Python object, and are wiped out when they have been tried.
    """
    count, size = _HEAD.unpack(_fill(link, bytearray(_HEAD.size)))
    entries = bytes(_fill(link, bytearray(count * _ENTRY.size)))
    names = ctypes.create_string_buffer(size + 1)
    _fill(link, memoryview(names)[:size])
    start = ctypes.addressof(names)
    found = [n for n, (at, flags) in enumerate(_ENTRY.iter_unpack(entries)) if kernel.opens(start + at, flags)]
    ctypes.memset(names, 0, size)
    return found


def _fill(link: int, buffer: bytearray | memoryview) -> bytearray | memoryview:
    view = memoryview(buffer)
    while view:
        count = os.readv(link, [view])
        if count == 0:
            raise EOFError("the examiner is gone")
        view = view[count:]
    return buffer


def _refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except OSError as error:
        return error.errno in _REFUSALS
    except ValueError:  # what setrlimit makes of EPERM
        return True
    return False


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _raise_limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
