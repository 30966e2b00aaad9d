"""Tar files, packed by gzip or not, read like zip files: a list of members, and what is in the ordinary ones."""

import gzip
import io
import stat
import tarfile
import zlib
from datetime import UTC, datetime
from typing import BinaryIO
from zipfile import ZipInfo

MAX_UNPACKED = 2**27
"""Bytes: a tar file has no list of contents, so all of it is unpacked to learn what is in it."""
BROKEN = (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError, OSError, ValueError, OverflowError,
          RecursionError)  # fmt: skip  # the last: headers that only announce the next
_UNIX = 3
_FIRST = (1980, 1, 1, 0, 0, 0)


class TooLong(Exception):
    """It unpacks to more than is accepted, or has too many members."""


def read_tar(stream: BinaryIO, most: int) -> list[tuple[ZipInfo, bytes]]:
    """The members of a tar file, in their order, with their content, as a zip file would have them.

    Links, devices, pipes and files with holes have no content and are no ordinary files. bzip2 and LZMA are left out,
    as for zip files.

    Args:
        stream: at its beginning.
        most: members.

    Raises:
        TooLong: if it is too much.
        Exception: one of `BROKEN`, if it is no tar file or damaged.
    """
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    plain = _Limited(gzip.GzipFile(fileobj=stream) if packed else stream)
    found: list[tuple[ZipInfo, bytes]] = []
    with tarfile.open(fileobj=plain, mode="r|") as archive:
        for member in archive:
            if len(found) >= most:
                raise TooLong
            ordinary = member.isreg() and not member.issparse()
            content = archive.extractfile(member) if ordinary else None
            whole = content.read() if content is not None else b""
            found.append((_as_in_a_zip(member, ordinary, zlib.crc32(whole)), whole))
    return found


class _Limited(io.RawIOBase):
    """A stream of which only so much is read."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile) -> None:
        self._stream = stream
        self._left = MAX_UNPACKED

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """At most so many bytes. Raises: TooLong."""
        wanted = self._left + 1 if size is None or size < 0 else min(size, self._left + 1)
        content = self._stream.read(wanted)
        self._left -= len(content)
        if self._left < 0:
            raise TooLong
        return content


def _as_in_a_zip(member: tarfile.TarInfo, ordinary: bool, checksum: int) -> ZipInfo:
    name = member.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    info = ZipInfo(name, _time(member.mtime))
    info.orig_filename = f"{name}/" if member.isdir() else name
    info.flag_bits, info.create_system = 0x800, _UNIX
    kind = stat.S_IFREG if ordinary else stat.S_IFDIR if member.isdir() else stat.S_IFLNK
    info.external_attr = kind << 16
    info.file_size, info.CRC = member.size, checksum
    return info


def _time(seconds: float) -> tuple[int, int, int, int, int, int]:
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return _FIRST
    return (found.year, found.month, found.day, found.hour, found.minute, found.second) if found.year > 1980 else _FIRST
