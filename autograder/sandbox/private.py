"""What a worker must not be able to read, and how it is told to try without its submission ever learning the names."""

import os
import struct
from collections.abc import Iterable
from pathlib import Path

from . import interpreter

_HEAD, _ENTRY = struct.Struct("<II"), struct.Struct("<II")
_READ, _ENTER = os.O_RDONLY | os.O_NONBLOCK, os.O_PATH


class Private:
    """Files and folders, in the order in which a worker tries them.

    Args:
        paths: files, and folders with all that they contain.
        in_namespaces: the worker sees only Python's files: of the folders that lead there nothing else.
        guarded: something keeps workers from all other files. Otherwise whoever may enter a folder may guess names in
            it, so that it must be closed to entering as well.
    """

    def __init__(self, paths: Iterable[str | os.PathLike[str]], *, in_namespaces: bool, guarded: bool) -> None:
        named = dict.fromkeys(os.path.realpath(path) for path in paths if not _is_special(Path(path)))
        self.paths = tuple(path for path in named if not (in_namespaces and _leads_to_python(path)))
        self._tries = [(path, path, _READ) for path in self.paths]
        if not guarded:
            self._tries += [(path, f"{path}/.", _ENTER) for path in self.paths]

    def message(self) -> bytes:
        """What the worker reads: see `restrictions.probe.opened`."""
        names = b"".join(os.fsencode(name) + b"\0" for _, name, _ in self._tries)
        entries, at = [], 0
        for _, name, flags in self._tries:
            entries.append(_ENTRY.pack(at, flags | os.O_CLOEXEC))
            at += len(os.fsencode(name)) + 1
        return _HEAD.pack(len(entries), len(names)) + b"".join(entries) + names

    def named(self, opened: Iterable[int]) -> tuple[str, ...]:
        """The paths of the tries that succeeded."""
        return tuple(dict.fromkeys(self._tries[number][0] for number in opened if 0 <= number < len(self._tries)))


def _is_special(path: Path) -> bool:
    """A device or a pipe keeps nothing; /dev/null is open to everybody."""
    return path.exists() and not (path.is_file() or path.is_dir())


def _leads_to_python(path: str) -> bool:
    needed = [interpreter.executable(), str(interpreter.PACKAGE), *interpreter.readable_paths()]
    return any(Path(path) in Path(os.path.realpath(one)).parents or Path(path) in Path(one).parents for one in needed)
