"""Zip and tar files as trees: looked into, never unpacked to disk."""

import io
import re
import stat
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from autograder.course.handed_in import unreadable
from autograder.course.handed_in.encodings import guessed_name
from autograder.course.handed_in.trees import MAX_ENTRIES, Entry, Kind, Place, is_junk
from autograder.text import Text

# The list of contents is read as a whole, so its length is bounded: of a class's zip, and of one student's.
# 40 clones of Git repositories, or 75,000 entries, take 10 MB; a repository with its packages 1.
_MAX_LIST, _MAX_LIST_WITHIN = 2**25, 2**22
_MAX_MEMBERS = 50_000  # of a tar file
_SYSTEM_UNIX = 3
# bzip2 and LZMA are left out: a few bytes of header could ask for gigabytes of memory.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)

_MAX_NAME, _MAX_PATH = 255, 1024  # characters, as on a disk
_DRIVE = re.compile("[A-Za-z]:")
_NO_YEAR = 1980  # what a zip file says that knows no time
_NOT_ACCEPTED = Text("its path is not accepted", "受け付けられないパスです")
_TWICE = Text(
    "the zip file holds it more than once; the last one is read",
    "zip に同じ名前のものが複数あります（最後のものを読みます）",
)

Parts = tuple[str, ...]


class Ignored(NamedTuple):
    """A member that is left out: its path, and why."""

    path: str
    reason: Text


Inside = dict[str, "Inside | zipfile.ZipInfo"]
"""What is in a folder of the zip, by name."""


class Archive:
    """A zip or tar file (its path, or its content), or a folder in it: see `Tree`. It is opened once, for all of it."""

    def __init__(self, file: Path | bytes, name: str, parts: Parts = ()) -> None:
        self._zip = _Zip(file, name) if Entry(name, "file").suffix in ("", ".zip") else _Tar(file, name)
        self._parts = parts

    @property
    def name(self) -> str:
        """See `Tree`."""
        return self._parts[-1] if self._parts else self._zip.name

    @property
    def place(self) -> Place:
        """See `Tree`."""
        return Place(self._zip.file, self._parts, zipped=True)

    def folder(self, name: str) -> "Archive":
        """See `Tree`."""
        inner = object.__new__(Archive)
        inner._zip, inner._parts = self._zip, (*self._parts, name)
        return inner

    def entries(self, limit: int = MAX_ENTRIES) -> list[Entry]:
        """See `Tree`."""
        inside = self._inside()
        found = [Entry(name, _kind(what)) for name, what in inside.items() if not is_junk(name)]
        if len(found) > limit:
            raise unreadable.too_many(self.name, limit)
        return sorted(found)

    def left_out(self) -> list[Entry]:
        """See `Tree`."""
        try:
            return sorted(Entry(name, _kind(what)) for name, what in self._inside().items() if is_junk(name))
        except unreadable.Unreadable:
            return []

    def read(self, name: str, limit: int) -> bytes:
        """See `Tree`."""
        info = self._inside().get(name)
        if info is None:
            raise unreadable.missing(name)
        if isinstance(info, dict) or _kind(info) != "file":
            raise unreadable.not_a_file(name)
        if info.flag_bits & 0x1:
            raise unreadable.encrypted(self._zip.name)
        if info.compress_type not in _METHODS:
            raise unreadable.damaged_archive(self._zip.name)
        content = self._zip.read(info, limit + 1)  # never more than this is inflated
        if len(content) > limit:
            raise unreadable.too_large(name, limit)
        return content

    def modified(self, name: str) -> float | None:
        """See `Tree`."""
        info = self._inside().get(name)
        if not isinstance(info, zipfile.ZipInfo) or info.date_time[0] <= _NO_YEAR:
            return None
        with suppress(ValueError, OverflowError):
            return datetime(*info.date_time, tzinfo=UTC).timestamp()
        return None

    @property
    def members(self) -> int:
        """How many files and folders its list has."""
        return len(self._zip.listed)

    @property
    def odd(self) -> tuple[Ignored, ...]:
        """What is in the zip file and cannot be reached: where its path leads, or because it is there twice."""
        return tuple(self._zip.odd)

    def _inside(self) -> Inside:
        """What is in this folder; nothing, if there is no such folder."""
        inside: Inside | zipfile.ZipInfo | None = self._zip.root
        for part in self._parts:
            inside = inside.get(part) if isinstance(inside, dict) else None
        return inside if isinstance(inside, dict) else {}


class _Zip:
    """What the folders of one zip file share."""

    def __init__(self, file: Path | bytes, name: str) -> None:
        self.file = file
        self.name = name
        self.odd: list[Ignored] = []

    @cached_property
    def root(self) -> Inside:
        """All that is in it, but for what is `odd`. A path is read as its author meant it: nothing is unpacked."""
        found: Inside = {}
        for info in self.listed:
            name = _decoded(info)
            is_folder = name.endswith(("/", "\\"))
            parts = _parts(name)
            if not parts and is_folder:
                continue
            if not _is_safe(parts):
                self.odd.append(Ignored(name, _NOT_ACCEPTED))
            elif not _put(found, parts, {} if is_folder else info):
                self.odd.append(Ignored(name, _TWICE))
        return found

    @property
    def listed(self) -> list[zipfile.ZipInfo]:
        """Its list of contents."""
        return self._open.infolist()

    def read(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """At most so many bytes of a member."""
        with self._explained(), self._open.open(info) as stream:
            return stream.read(limit)

    @cached_property
    def _open(self) -> zipfile.ZipFile:
        """The zip file with its list of contents; it stays open as long as anybody may read in it."""
        within = isinstance(self.file, bytes)
        with self._explained():
            raw: Any = io.BytesIO(self.file) if isinstance(self.file, bytes) else self.file.open("rb", 0)
            stream = _Bounded(raw)
            weakref.finalize(self, stream.close)
            stream.bound = _MAX_LIST_WITHIN if within else _MAX_LIST
            archive = zipfile.ZipFile(stream)
            stream.bound = None
            return archive

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What is wrong with the zip file is Unreadable."""
        try:
            yield
        except _TooLongError:
            raise unreadable.too_many(self.name, MAX_ENTRIES) from None
        except _BROKEN:
            raise unreadable.damaged_archive(self.name) from None


class _Tar(_Zip):
    """The same of a tar file, which is unpacked as a whole, in memory."""

    @property
    def listed(self) -> list[zipfile.ZipInfo]:
        """Its members."""
        return list(self._members)

    def read(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """At most so many bytes of a member."""
        return self._members[info][:limit]

    @cached_property
    def _members(self) -> dict[zipfile.ZipInfo, bytes]:
        from autograder.course.handed_in.tars import BROKEN, TooLong, read_tar  # which hardly any hand-in is

        try:
            with io.BytesIO(self.file) if isinstance(self.file, bytes) else self.file.open("rb") as stream:
                return dict(read_tar(stream, _MAX_MEMBERS))
        except TooLong:
            raise unreadable.too_many(self.name, MAX_ENTRIES) from None
        except BROKEN:
            raise unreadable.damaged_archive(self.name) from None


def _put(root: Inside, parts: Parts, what: Inside | zipfile.ZipInfo) -> bool:
    """Enter a file or a folder; False if another has that name. Of two files the later one is it, as when unpacked."""
    inside = root
    for part in parts[:-1]:
        below = inside.setdefault(part, {})
        if not isinstance(below, dict):
            return False
        inside = below
    there = inside.setdefault(parts[-1], what)
    if there is what or (isinstance(there, dict) and isinstance(what, dict)):
        return True
    if isinstance(there, dict) or isinstance(what, dict):
        return False
    inside[parts[-1]] = what
    return there.CRC == what.CRC and there.file_size == what.file_size


class _TooLongError(Exception):
    """More was to be read at once than the bound allows."""


class _Bounded(io.BufferedReader):
    """A file of which, while `bound` is set, only so much is read at once."""

    bound: int | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        if self.bound is None:
            return super().read(size)
        content = super().read(self.bound + 1 if size is None or size < 0 else min(size, self.bound + 1))
        if len(content) > self.bound:
            raise _TooLongError
        return content


def _parts(name: str) -> Parts:
    """The names on the way to a member; a drive or a root at the beginning is left out, as unpacking does."""
    parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
    return parts[1:] if parts and _DRIVE.fullmatch(parts[0]) else parts


def _is_safe(parts: Parts) -> bool:
    """Whether every part is a name that could stand on a disk: what could not, no ordinary program packs."""
    named = all(part != ".." and "\0" not in part and len(part) <= _MAX_NAME for part in parts)
    return bool(parts) and named and sum(map(len, parts)) + len(parts) <= _MAX_PATH


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name as its author saw it, as far as one can tell: without the UTF-8 flag, tools write their system's."""
    name = info.orig_filename
    if info.flag_bits & 0x800 or name.isascii():
        return name
    try:
        return guessed_name(name.encode("cp437"))
    except UnicodeError:
        return name


def _kind(what: Inside | zipfile.ZipInfo) -> Kind:
    if isinstance(what, dict):
        return "folder"
    mode = what.external_attr >> 16
    special = what.create_system == _SYSTEM_UNIX and stat.S_IFMT(mode) not in (0, stat.S_IFREG)
    return "other" if special else "file"
