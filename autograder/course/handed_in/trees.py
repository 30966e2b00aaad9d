"""Folders and zip files of submissions, read alike: nothing is unpacked, no link followed, sizes are bounded.

What lies in them was written by students and may be hostile, while the reader may well be root.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from autograder.course.handed_in import unreadable
from autograder.structs import Struct

MAX_ENTRIES = 2_000  # in one student's folder
MAX_CLASS = 100_000
Kind = Literal["file", "folder", "other"]
ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz")
_JUNK = ("__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini")


def _flags(*names: str) -> int:
    """Flags of os.open; those that a system lacks (Windows, where only students work) count as 0."""
    return reduce(or_, (getattr(os, f"O_{name}", 0) for name in names))


_ROOT_FLAGS = _flags("RDONLY", "DIRECTORY", "CLOEXEC")
_FOLDER_FLAGS = _ROOT_FLAGS | _flags("NOFOLLOW")
# O_NONBLOCK: should a file become a pipe between the look and the opening, opening it does not wait.
_FILE_FLAGS = _flags("RDONLY", "NOFOLLOW", "NONBLOCK", "NOCTTY", "CLOEXEC", "BINARY")
# Windows opens no folders. Nobody grades there, and a student's folders are the student's own: paths will do.
_BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.scandir in os.supports_fd


class Entry(Struct, frozen=True, order=True):
    """Something in a folder; ``other`` is a link, a hard link that a stranger may have made, a pipe, a device."""

    name: str
    kind: Kind

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return self.name[: self._dot]

    @property
    def suffix(self) -> str:
        """The last suffix in lower case, with its dot; of an archive ``.tar.gz``."""
        return self.name[self._dot :].lower()

    @property
    def is_archive(self) -> bool:
        """Whether it is called like something that is looked into."""
        return self.suffix in ARCHIVES

    @property
    def _dot(self) -> int:
        """Where the last suffix begins, as pathlib has it, which is slow for the many names of a class."""
        dot, end = self.name.rfind("."), len(self.name)
        if self.name[-7:].lower() == ".tar.gz" and end > 7:
            return end - 7
        return dot if 0 < dot < end - 1 else end


class Place(NamedTuple):
    """Where a tree lies: a folder or an archive (or its content), and the way from there."""

    root: Path | bytes
    parts: tuple[str, ...]
    zipped: bool = False


class Tree(Protocol):
    """A folder of submissions, or one folder within it."""

    @property
    def name(self) -> str:
        """How to speak of it."""

    @property
    def place(self) -> Place:
        """Where it lies."""

    def entries(self, limit: int = MAX_ENTRIES) -> list[Entry]:
        """What is in it, sorted by name, without what file managers leave behind.

        Raises:
            Unreadable: if it cannot be listed, or holds more than `limit` entries.
        """

    def left_out(self) -> list[Entry]:
        """What is in it and not among its entries, sorted by name; nothing, if it cannot be listed."""

    def read(self, name: str, limit: int) -> bytes:
        """The content of a file in it.

        Raises:
            Unreadable: if it is no ordinary file, or has more than `limit` bytes.
        """

    def modified(self, name: str) -> float | None:
        """When a file in it was last changed, in seconds since 1970 and of no known time zone; None if nobody knows."""

    def folder(self, name: str) -> "Tree":
        """A folder in it."""


def is_junk(name: str) -> bool:
    """Whether a file manager, an editor or Python has put it there."""
    return name.startswith((".", "~$")) or name in _JUNK


class Folder:
    """A folder on disk. The links that lead to `root` are the instructor's; below it none is followed."""

    def __init__(self, root: Path, parts: tuple[str, ...] = ()) -> None:
        self._root = root
        self._parts = parts

    @property
    def name(self) -> str:
        """See `Tree`."""
        return self._parts[-1] if self._parts else self._root.name

    @property
    def place(self) -> Place:
        """See `Tree`."""
        return Place(self._root, self._parts)

    def folder(self, name: str) -> "Folder":
        """See `Tree`."""
        return Folder(self._root, (*self._parts, name))

    def entries(self, limit: int = MAX_ENTRIES) -> list[Entry]:
        """See `Tree`."""
        found: list[Entry] = []
        with self._open() as here, os.scandir(here) as listing:
            for entry in listing:
                if is_junk(entry.name):
                    continue
                found.append(Entry(entry.name, _kind(entry.stat(follow_symlinks=False), here)))
                if len(found) > limit:
                    raise unreadable.too_many(self.name, limit)
        return sorted(found)

    def left_out(self) -> list[Entry]:
        """See `Tree`."""
        try:
            with self._open() as here, os.scandir(here) as listing:
                junk = [e for e in listing if is_junk(e.name)]
                return sorted(Entry(e.name, _kind(e.stat(follow_symlinks=False), here)) for e in junk)
        except (OSError, unreadable.Unreadable):
            return []

    def read(self, name: str, limit: int) -> bytes:
        """See `Tree`."""
        with self._open() as here:
            try:
                _be_name(name)
                path, folder = _beside(here, name)
                if _kind(os.stat(path, dir_fd=folder, follow_symlinks=False), here) != "file":
                    raise unreadable.not_a_file(name)  # not even opened: opening a device may do something
                file = os.open(path, _FILE_FLAGS, dir_fd=folder)
            except OSError:
                raise unreadable.missing(name) from None
            with os.fdopen(file, "rb") as stream:
                if _kind(os.fstat(file), here) != "file":
                    raise unreadable.not_a_file(name)
                content = stream.read(limit + 1)
        if len(content) > limit:
            raise unreadable.too_large(name, limit)
        return content

    def modified(self, name: str) -> float | None:
        """See `Tree`."""
        with self._open() as here, suppress(OSError):
            _be_name(name)
            path, folder = _beside(here, name)
            return os.stat(path, dir_fd=folder, follow_symlinks=False).st_mtime
        return None

    @contextmanager
    def _open(self) -> Iterator[int | str]:
        """A descriptor of the folder, reached step by step so that no step can be a link; or its path."""
        if not _BY_DESCRIPTOR:
            yield _path(self._root, self._parts)
            return
        descriptors: list[int] = []
        try:
            try:
                descriptors.append(os.open(self._root, _ROOT_FLAGS))
                for part in self._parts:
                    _be_name(part)
                    descriptors.append(os.open(part, _FOLDER_FLAGS, dir_fd=descriptors[-1]))
            except OSError:
                raise unreadable.missing(self.name) from None
            yield descriptors[-1]
        finally:
            for descriptor in descriptors:
                os.close(descriptor)


def _path(root: Path, parts: tuple[str, ...]) -> str:
    """The path of a folder below `root` without a link on the way."""
    path = root
    for part in parts:
        path /= part
        if Path(part).name != part or path.is_symlink():
            raise unreadable.missing(part)
    if not path.is_dir():
        raise unreadable.missing(path.name)
    return str(path)


def _beside(here: int | str, name: str) -> tuple[str, int | None]:
    """A name in a folder for functions that take a path and the descriptor of a folder."""
    return (name, here) if isinstance(here, int) else (str(Path(here, name)), None)


class Alone:
    """One file of a tree as a tree of its own: see `Tree`. What lies beside it is not to be seen."""

    def __init__(self, tree: Tree, entry: Entry) -> None:
        self._tree = tree
        self._entry = entry

    @property
    def name(self) -> str:
        """See `Tree`."""
        return self._entry.name

    @property
    def place(self) -> Place:
        """See `Tree`."""
        return self._tree.place

    def entries(self, limit: int = MAX_ENTRIES) -> list[Entry]:
        """See `Tree`."""
        return [self._entry]

    def left_out(self) -> list[Entry]:
        """See `Tree`."""
        return []

    def read(self, name: str, limit: int) -> bytes:
        """See `Tree`."""
        if name != self._entry.name:
            raise unreadable.missing(name)
        return self._tree.read(name, limit)

    def modified(self, name: str) -> float | None:
        """See `Tree`."""
        return self._tree.modified(name)

    def folder(self, name: str) -> Tree:
        """See `Tree`."""
        raise unreadable.missing(name)


def _be_name(name: str) -> None:
    """Raise FileNotFoundError for what is a path, and would lead elsewhere."""
    if name in ("", ".", "..") or "/" in name:
        raise FileNotFoundError(name)


def _kind(status: os.stat_result, folder: int | str) -> Kind:
    """What lies in a folder, given by its descriptor or path. Windows counts 0 names of what it has not counted."""
    if stat.S_ISDIR(status.st_mode):
        return "folder"
    plain = stat.S_ISREG(status.st_mode) and (status.st_nlink <= 1 or _may_be_linked(status, _status(folder)))
    return "file" if plain else "other"


def _status(folder: int | str) -> os.stat_result:
    return os.fstat(folder) if isinstance(folder, int) else Path(folder).stat()


def _may_be_linked(file: os.stat_result, folder: os.stat_result) -> bool:
    """Whether a file with several names gives away nothing: whoever could make this name could read it before.

    A hard link may be another name of a file that the student could not read, but the grader can. Copies that share
    files (``cp -al``, ``rsync --link-dest``) are made by the owner of both the folder and the file. A course's own
    private files are never handed in, whoever made the link: see `keep_private`.
    """
    mine = file.st_uid == folder.st_uid
    groups = not folder.st_mode & stat.S_IWGRP or (file.st_gid == folder.st_gid and file.st_mode & stat.S_IRGRP)
    everybodys = not folder.st_mode & stat.S_IWOTH or file.st_mode & stat.S_IROTH
    return bool(mine and groups and everybodys and (file.st_dev, file.st_ino) not in _private_files())


_private: set[Path] = set()


def keep_private(*paths: Path) -> None:
    """No such file, and none in such a folder, is read under another name that lies among hand-ins."""
    if not _private.issuperset(paths):
        _private.update(paths)
        _private_files.cache_clear()


@cache
def _private_files() -> frozenset[tuple[int, int]]:
    paths = (path for private in _private for path in (private, *private.rglob("*")) if path.is_file())
    return frozenset((status.st_dev, status.st_ino) for status in map(Path.stat, paths))
