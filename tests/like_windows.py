"""A program's first lines that show kadai a Python like that of Windows, with nothing compiled but NumPy.

Only kadai's own modules are deceived: what others import (pytest, Python's library) works as it does here.
"""

import builtins
import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


ABSENT_MODULES = _words(
    "fcntl grp posix pty pwd resource syslog termios tty _posixsubprocess",
    "msgspec markupsafe jinja2 nbformat",  # and these may be absent anywhere
)
ABSENT = {
    "os": _words(
        "O_CLOEXEC O_DIRECTORY O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_SYNC RTLD_LAZY WEXITSTATUS WIFEXITED",
        "WIFSIGNALED WIFSTOPPED WNOHANG WTERMSIG chown confstr ctermid eventfd fchown fork forkpty getegid geteuid",
        "getgid getgroups getloadavg getpgid getpgrp getpriority getresuid getsid getuid initgroups killpg lchown",
        "memfd_create mkfifo mknod nice openpty pidfd_open pipe2 posix_fallocate posix_spawn pread preadv pwrite readv",
        "register_at_fork sched_getaffinity sched_setaffinity sched_yield sendfile setegid seteuid setgid setgroups",
        "setpgid setpriority setregid setresuid setreuid setsid setuid statvfs sysconf tcgetpgrp tcsetpgrp ttyname",
        "uname unshare wait wait3 wait4 waitid writev",
    ),
    "socket": _words("AF_UNIX MSG_DONTWAIT MSG_NOSIGNAL SCM_RIGHTS SOCK_SEQPACKET SO_PEERCRED recv_fds send_fds"),
    "select": _words("epoll poll kqueue"),
}
SIGNALS = _words("SIGABRT SIGFPE SIGILL SIGINT SIGSEGV SIGTERM")


def like_windows() -> None:
    """From now on, as far as modules of kadai can tell."""
    poorer = {name: _poorer(name) for name in ("os", "signal", "socket", "select")} | {"sys": _Sys("sys")}
    real = builtins.__import__

    def impoverished(name: str, scope: Any = None, *rest: Any) -> ModuleType:
        asking = str((scope or {}).get("__name__", ""))
        if asking.partition(".")[0] == "autograder" and not (rest and rest[-1]):  # no relative import
            if name.partition(".")[0] in ABSENT_MODULES:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)
            return poorer.get(name) or real(name, scope, *rest)
        return real(name, scope, *rest)

    builtins.__import__ = impoverished  # type: ignore[assignment]
    assert not any(name.startswith("autograder") for name in sys.modules), "kadai must see it from the beginning"


class _Sys(ModuleType):
    """``sys``, but for the name of the platform."""

    platform = "win32"

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(sys, name, value)


def _poorer(name: str) -> ModuleType:
    """A module without what it lacks on Windows."""
    whole = __import__(name)
    copy = ModuleType(name)
    absent = ABSENT.get(name, frozenset())
    if name == "signal":
        absent = frozenset(n for n in vars(whole) if n.startswith("SIG") and n[3] != "_") - SIGNALS
        absent |= {"alarm", "setitimer", "pthread_sigmask", "sigwait", "siginterrupt", "pause", "set_wakeup_fd"}
    copy.__dict__.update({n: value for n, value in vars(whole).items() if n not in absent})
    if name == "os":
        copy.__dict__.update(supports_dir_fd=set(), supports_fd=set(), open=_open, stat=_stat, scandir=_scandir)
    return copy


def _open(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    import os

    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    if os.path.isdir(path):  # noqa: PTH112
        raise PermissionError(13, "Permission denied", str(path))
    return os.open(path, flags, mode)


def _stat(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> Any:
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    return Path(path).stat(follow_symlinks=follow_symlinks)


def _scandir(path: Any = ".") -> Any:
    import os

    if isinstance(path, int):
        raise TypeError("scandir: path should be string, bytes, os.PathLike or None, not int")
    return os.scandir(path)
