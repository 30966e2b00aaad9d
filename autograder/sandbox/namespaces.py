"""Namespaces around the zygote, made by bubblewrap: nothing but Python to see, no network, no other processes.

Bubblewrap needs no root where the kernel grants user namespaces. Where it cannot be had, the zygote runs without.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

NAMESPACES = ("mnt", "pid", "net", "ipc", "uts")


def available() -> str | None:
    """The path of bubblewrap."""
    return shutil.which("bwrap", path="/usr/bin:/usr/local/bin:/bin")


def command(
    bwrap: str, readable: Iterable[str], hidden: Path, shown: Iterable[Path], writable: str | None
) -> list[str]:
    """The beginning of a command line that runs the rest of it inside.

    Args:
        bwrap: the path of bubblewrap.
        readable: what can be seen, at its usual place.
        hidden: a folder that cannot, wherever it lies.
        shown: folders and files (inside ``hidden``, perhaps) that the zygote itself needs.
        writable: a folder for the zygote, or None.
    """
    words = [
        bwrap,
        "--die-with-parent",
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
    ]
    if os.geteuid() != 0:
        words.append("--unshare-user")
    # First these, since Python or the folder that is shown may itself lie below /tmp.
    words += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]
    needed = [str(path) for path in shown]
    for folder in _parents([*readable, *needed]):
        words += ["--perms", "0755", "--dir", folder]  # bubblewrap's own would be closed to a worker's user
    for path in readable:
        words += _bind(path)
    words += ["--perms", "0755", "--tmpfs", str(hidden)]
    for folder in _parents(needed):
        words += ["--perms", "0755", "--dir", folder]
    for path in needed:
        words += _bind(path)
    if writable is not None:
        words += ["--bind", writable, writable]
    return [*words, "--remount-ro", "/", "--chdir", "/", "--"]


def _bind(path: str) -> list[str]:
    link = Path(path)
    if link.is_symlink() and link.parent == Path("/"):  # /lib → usr/lib
        return ["--symlink", str(link.readlink()), path]
    return ["--ro-bind", path, path] if link.exists() else []


def _parents(paths: Iterable[str]) -> list[str]:
    """The folders that lead to some paths, outermost first, without links such as /lib."""
    folders = {str(parent) for path in paths for parent in Path(path).parents if not parent.is_symlink()}
    return sorted(folders - {"/"}, key=len)


def identities() -> dict[str, str]:
    """The namespaces that this process is in."""
    return {name: str(Path("/proc/self/ns", name).readlink()) for name in NAMESPACES}
