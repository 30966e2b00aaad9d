"""Zip files as trees: looked into, never unpacked to disk."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.course import unreadable
from autograder.course.trees import MAX_ENTRIES, Entry, Kind, is_junk

# The list of contents is read as a whole, so its length is bounded: of a class's zip, and of one student's.
_MAX_LIST, _MAX_LIST_WITHIN = 2**23, 2**19
_SYSTEM_UNIX = 3
# bzip2 and LZMA are left out: a few bytes of header could ask for gigabytes of memory.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)

Parts = tuple[str, ...]


class Archive:
    """A zip file (its path, or its content), or a folder in it: see `Tree`."""

    def __init__(self, file: Path | bytes, name: str) -> None:
        self._zip = _Zip(file, name)
        self._parts: Parts = ()

    @property
    def name(self) -> str:
        """See `Tree`."""
        return self._parts[-1] if self._parts else self._zip.name

    def folder(self, name: str) -> "Archive":
        """See `Tree`."""
        inner = object.__new__(Archive)
        inner._zip, inner._parts = self._zip, (*self._parts, name)
        return inner

    def entries(self, limit: int = MAX_ENTRIES) -> list[Entry]:
        """See `Tree`."""
        kinds: dict[str, Kind] = {}
        depth = len(self._parts)
        for path, info in self._zip.members.items():
            if path[:depth] != self._parts or len(path) <= depth or is_junk(path[depth]):
                continue
            kind: Kind = "folder" if len(path) > depth + 1 else _kind(info)
            if kinds.setdefault(path[depth], kind) != kind:
                raise unreadable.unsafe_archive(self._zip.name, "/".join(path))
            if len(kinds) > limit:
                raise unreadable.too_many(self.name, limit)
        return sorted(Entry(name, kind) for name, kind in kinds.items())

    def read(self, name: str, limit: int) -> bytes:
        """See `Tree`."""
        info = self._zip.members.get((*self._parts, name))
        if info is None:
            raise unreadable.missing(name)
        if info.flag_bits & 0x1:
            raise unreadable.encrypted(self._zip.name)
        if _kind(info) != "file":
            raise unreadable.not_a_file(name)
        if info.compress_type not in _METHODS:
            raise unreadable.damaged_archive(self._zip.name)
        with self._zip.open() as archive, archive.open(info) as stream:
            content = stream.read(limit + 1)  # never more than this is inflated
        if len(content) > limit:
            raise unreadable.too_large(name, limit)
        return content


class _Zip:
    """What the folders of one zip file share."""

    def __init__(self, file: Path | bytes, name: str) -> None:
        self.name = name
        self._file = file

    @cached_property
    def members(self) -> dict[Parts, zipfile.ZipInfo]:
        """What it holds; refused as a whole if a path in it leads outside, or is there twice."""
        found: dict[Parts, zipfile.ZipInfo] = {}
        with self.open() as archive:
            for info in archive.infolist():
                name = _decoded(info)
                parts = tuple(name.replace("\\", "/").removeprefix("./").rstrip("/").split("/"))
                if parts in ((), ("",), (".",)) and name.endswith(("/", "\\")):
                    continue
                if parts in found or not _is_safe(parts):
                    raise unreadable.unsafe_archive(self.name, name)
                found[parts] = info
        return found

    @contextmanager
    def open(self) -> Iterator[zipfile.ZipFile]:
        """The open zip file; what is wrong with it is Unreadable."""
        within = isinstance(self._file, bytes)
        try:
            raw: Any = io.BytesIO(self._file) if isinstance(self._file, bytes) else self._file.open("rb", 0)
            with _Bounded(raw) as stream:
                stream.bound = _MAX_LIST_WITHIN if within else _MAX_LIST
                with zipfile.ZipFile(stream) as archive:
                    stream.bound = None
                    yield archive
        except _TooLongError:
            raise unreadable.too_many(self.name, MAX_ENTRIES) from None
        except _BROKEN:
            raise unreadable.damaged_archive(self.name) from None


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


def _is_safe(parts: Parts) -> bool:
    return all(part not in ("", ".", "..") and "\0" not in part for part in parts) and ":" not in parts[0]


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name as its author saw it: without the UTF-8 flag, tools on Japanese Windows write cp932."""
    name = info.orig_filename
    if info.flag_bits & 0x800 or name.isascii():
        return name
    for encoding in ("utf-8", "cp932"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return name


def _kind(info: zipfile.ZipInfo) -> Kind:
    if info.is_dir():
        return "folder"
    mode = info.external_attr >> 16
    special = info.create_system == _SYSTEM_UNIX and stat.S_IFMT(mode) not in (0, stat.S_IFREG)
    return "other" if special else "file"
