"""SQLite's databases in files: they live in memory, as all files do that a notebook's code writes."""

import contextlib
import importlib
import os
from typing import Any

from .files import Files

_MOST_BYTES = 64 << 20  # of one file: a larger one is left alone


class Databases:
    """Takes the place of ``sqlite3.connect`` for databases in files.

    The same path is the same database for all of the notebook's connections. It begins as what the file holds, and what
    is committed becomes the file's content with `flush`.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._kept: dict[str, Any] = {}  # path → a connection, as long as which its database lives
        self._versions: dict[str, int] = {}
        self._contents: dict[str, bytes] = {}  # what the files held when they were last looked at, or written
        home, inner = (importlib.import_module(name) for name in ("sqlite3", "sqlite3.dbapi2"))
        self._home, self._connect = home, home.connect
        home.connect = inner.connect = self.connect  # type: ignore[attr-defined]

    def connect(self, database: Any, *args: Any, **named: Any) -> Any:
        """As ``sqlite3.connect``."""
        path = self._path(database, named)
        content = None if path is None else self._read(path)
        if path is None or content is None:
            return self._connect(database, *args, **named)
        if path not in self._kept:
            self._kept[path] = self._connect(_shared(path), uri=True)
        if content != self._contents.get(path, b""):
            self._contents[path] = content
            self._fill(self._kept[path], content)
        self._versions.setdefault(path, _version(self._kept[path]))
        return self._connect(_shared(path), *args, **{**named, "uri": True})

    def flush(self) -> None:
        """What has been committed is what the files hold."""
        for path, kept in self._kept.items():
            if (version := _version(kept)) != self._versions[path]:
                self._versions[path], self._contents[path] = version, kept.serialize()
                self._files.put(path, self._contents[path])

    def _path(self, database: Any, named: dict[str, Any]) -> str | None:
        """Where it lies, if it is a file."""
        if named.get("uri") or not isinstance(database, str | bytes | os.PathLike):
            return None
        text = os.fsdecode(database)
        return None if text in ("", ":memory:") else os.path.abspath(text)  # noqa: PTH100

    def _read(self, path: str) -> bytes | None:
        """What the file holds, nothing where there is none; None for too much."""
        with contextlib.suppress(OSError), self._files.open(path, "rb") as file:
            content: bytes = file.read(_MOST_BYTES + 1)
            return content if len(content) <= _MOST_BYTES else None
        return b""

    def _fill(self, kept: Any, content: bytes) -> None:
        source = self._connect(":memory:")
        source.deserialize(content)
        with contextlib.suppress(self._home.OperationalError):  # it is being read, and stays as it is
            source.backup(kept)
        source.close()


def _shared(path: str) -> str:
    return f"file:{path.encode().hex()}?mode=memory&cache=shared"


def _version(kept: Any) -> int:
    return int(kept.execute("pragma data_version").fetchone()[0])
