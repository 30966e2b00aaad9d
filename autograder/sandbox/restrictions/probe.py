"""Proof by trying: what a restricted worker must not be able to do, done before it reads the submission."""

import errno
import os
import resource
import socket
from collections.abc import Callable

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
