"""Files that appear whole or not at all; what is no regular file is written into, never replaced."""

import contextlib
import errno
import os
import stat
import sys
import tempfile
from pathlib import Path

PREFIX = ".kadai-"
"""How the name of a file begins while it is being written."""

# Where a file cannot be put in the place of another, although that one can be written: its folder is not ours,
# or it is mounted there by itself, as containers do.
_NOT_REPLACED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.EXDEV)


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to what `path` names, as a reader of that path will see it.

    A regular file is replaced by a whole new one with the same permissions, a link leads to its target; a device, a
    pipe, a terminal, and the file that is this process's standard output, are written into.

    Raises:
        OSError: if that fails; a regular file is then as it was before.
    """
    there = _status(path)
    output = _our_output(there)
    if output is not None:
        sys.stdout.flush()
        _write_all(output, data)
    elif there is None or stat.S_ISREG(there.st_mode):
        _replace(Path(os.path.realpath(path)), there, data)
    else:
        _write_into(path, data)


def _status(path: Path) -> os.stat_result | None:
    """What the path leads to, if it leads to anything."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _our_output(there: os.stat_result | None) -> int | None:
    """Our standard output or error, if they are that file: whoever started us goes on reading them."""
    for descriptor in (1, 2):
        with contextlib.suppress(OSError):
            if there is not None and os.path.samestat(there, os.fstat(descriptor)):
                return descriptor
    return None


def _replace(path: Path, there: os.stat_result | None, data: bytes) -> None:
    if there is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    try:
        _put_in_place(path, there, data)
    except OSError as error:
        if there is None or error.errno not in _NOT_REPLACED:
            raise
        _write_into(path, data)


def _put_in_place(path: Path, there: os.stat_result | None, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _permit(Path(name), there)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _permit(path: Path, there: os.stat_result | None) -> None:
    """Permissions and, where we may, the owner of the file before; of a new file the usual ones."""
    if there is None:
        umask = os.umask(0)
        os.umask(umask)
        path.chmod(0o666 & ~umask)
        return
    if hasattr(os, "chown"):  # not on Windows
        with contextlib.suppress(PermissionError):
            os.chown(path, there.st_uid, there.st_gid)
    path.chmod(stat.S_IMODE(there.st_mode))


def _write_into(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        _write_all(handle, data)
        if stat.S_ISREG(os.fstat(handle).st_mode):
            os.ftruncate(handle, len(data))
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
