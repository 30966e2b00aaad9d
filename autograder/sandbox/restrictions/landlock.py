"""Landlock: which files can be read, none can be written; no TCP, no signals and no abstract sockets out of the domain.

What older kernels' Landlock lets through (truncating, TCP, signals) and what every version misses (stat, chmod, UDP,
sockets with a path) is closed by ``seccomp``.
"""

import errno
import fcntl
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from . import kernel
from .restriction import Terms

# These three numbers are the same on every architecture (as all since Linux 5.1).
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_SPECIAL = 1 | 1 << 6 | 1 << 9 | 1 << 11 | 1 << 15  # executing; devices and sockets; ioctl
_OUT_OF_THE_WAY = 32  # the lower descriptors get new meanings in a worker
_DEVICES = {"/dev/null": _READ_FILE | _WRITE_FILE | _TRUNCATE, "/dev/zero": _READ_FILE, "/dev/urandom": _READ_FILE,
            "/dev/random": _READ_FILE}  # fmt: skip


def abi() -> int:
    """The version of Landlock that the kernel offers; 0 for none."""
    try:
        return kernel.syscall(_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


class Landlock:
    """A rule set, made in the zygote; a worker only has to enter it.

    Args:
        readable: folders and files that can be read, with all they contain.
        hidden: folders inside the readable ones that cannot.
        writable: folders in which files can be made, changed and removed. No worker has any.
    """

    name = "landlock"

    def __init__(self, readable: list[str], hidden: list[str], writable: Iterable[str] = ()) -> None:
        version = abi()
        if version == 0:
            raise OSError(errno.ENOSYS, "the kernel offers no Landlock (Linux 5.13 or later, with landlock in lsm=)")
        rights = (1 << 13) - 1
        rights |= (version >= 2) << 13 | (version >= 3) << 14 | (version >= 5) << 15  # refer, truncate, device ioctl
        tcp = 3 if version >= 4 else 0
        scope = 3 if version >= 6 else 0  # abstract sockets, signals
        attributes = struct.pack("=QQQ", rights, tcp, scope)
        self._rights = rights
        size = 24 if version >= 6 else 16 if version >= 4 else 8
        low = kernel.syscall(_CREATE_RULESET, attributes, size, 0)
        self.descriptor = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, _OUT_OF_THE_WAY)
        os.close(low)
        for path in readable:
            self._allow_reading(path, [folder for folder in map(os.path.realpath, hidden) if Path(folder).exists()])
        for device, allowed in _DEVICES.items():
            self._allow(device, allowed)
        for path in writable:
            self._allow(path, rights & ~_SPECIAL)

    def _allow_reading(self, path: str, hidden: list[str]) -> None:
        """Allow a folder; where it contains a hidden one, its names and each of its other entries."""
        inside = [folder for folder in hidden if f"{folder}/".startswith(f"{os.path.realpath(path)}/")]
        if not inside:
            self._allow(path, _READ_FILE | _READ_DIR)
        elif os.path.realpath(path) not in hidden:
            self._allow(path, _READ_DIR)
            for entry in os.scandir(path):
                self._allow_reading(entry.path, inside)

    def _allow(self, path: str, allowed: int) -> None:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            return  # what does not exist needs no rule
        try:
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                allowed &= ~_READ_DIR
            rule = struct.pack("=Qi", allowed & self._rights, descriptor)
            kernel.syscall(_ADD_RULE, self.descriptor, 1, rule, 0)
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Let go of it without entering it."""
        os.close(self.descriptor)

    def apply(self, terms: Terms) -> None:
        """Enter the rule set, for good."""
        kernel.syscall(_RESTRICT_SELF, self.descriptor, 0)
        os.close(self.descriptor)
