"""The journal: what is graded stays graded, whatever happens to the run.

It is there so that nothing is lost, so it must never be what stops a run: where it cannot be read or written, grading
goes on, the reports are written, and a line on the error stream says what to do. Only a file that is no journal at all
is refused, before anything is graded.
"""

import contextlib
import errno
import hashlib
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

import msgspec

from autograder.course.secret import kept_from_git
from autograder.errors import UsageError, system_said
from autograder.grading.job import Marked
from autograder.language import said
from autograder.text import Text

# A row belongs to whoever was the first with that work; `told` has everybody whose result it is, so that one who is to
# be forgotten can be found. Earlier versions kept rows without a checksum in a table `result`; they are not used.
SCHEMA = """
CREATE TABLE IF NOT EXISTS graded (
    key TEXT PRIMARY KEY, assignment TEXT NOT NULL, submission TEXT NOT NULL, value BLOB NOT NULL,
    checksum BLOB NOT NULL, graded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE TABLE IF NOT EXISTS told (
    submission TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (submission, key)
) WITHOUT ROWID"""
INSERT = "INSERT OR REPLACE INTO graded (key, assignment, submission, value, checksum) VALUES (?, ?, ?, ?, ?)"
_TELL = "INSERT OR IGNORE INTO told (submission, key) VALUES (?, ?)"
_OURS = {"graded", "result", "told"}
_MAGIC = b"SQLite format 3\0"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CLOSED_TO_US = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT)
_IS_IN_USE = Text(
    "{path}: is in use by another program ({error}); the results of this run are written when it is free. "
    "Delete nothing: wait for the other program, or keep results elsewhere with --journal FILE",
    "{path}: ほかのプログラムが使っています（{error}）。今回の結果は、空いたときに書き込みます。"
    "何も削除せず、そのプログラムを待つか、--journal FILE で別の場所に保存してください",
)
_CANNOT_BE_USED = Text(
    "{path}: cannot be used ({error}); grading goes on, and what it holds stays. "
    "Make it writable and make room for it, or keep results elsewhere with --journal FILE",
    "{path}: 使えません（{error}）。採点は続け、中の結果も残ります。"
    "書き込めるようにして空き容量を作るか、--journal FILE で別の場所に保存してください",
)
_WAIT_SECONDS = 5.0  # for another program, once; concurrent runs of kadai hold the file for milliseconds

T = TypeVar("T")


class Row(NamedTuple):
    """A result as it is kept."""

    key: str
    assignment: str
    submission: str
    value: bytes

    @property
    def checksum(self) -> bytes:
        """Of all that stands in the row."""
        words = "\0".join((self.key, self.assignment, self.submission)).encode()
        return hashlib.blake2b(words + b"\0" + self.value, digest_size=16).digest()


def _say(sentence: str) -> None:
    print(f"kadai: {sentence}", file=sys.stderr)


class Journal:
    """Results by key in one SQLite file (write-ahead log: a killed run loses at most the one in flight).

    Args:
        path: of the file, which is made if need be.
        say: told what is wrong with the file and what to do, once for each trouble.

    Raises:
        UsageError: if the file is no journal.
    """

    def __init__(self, path: Path, say: Callable[[str], None] = _say) -> None:
        self._path = path
        self._say = say
        self._said: set[str] = set()
        self._unwritten: dict[str, Row] = {}
        self._told: set[tuple[str, str]] = set()
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._may_be_written = True
        self._patience = _WAIT_SECONDS
        refuse_foreign(path)
        self._attempt(lambda connection: None)

    def get(self, key: str) -> Marked | None:
        """What is kept under `key`. A row that is not as it was written is as good as none."""
        row = self._unwritten.get(key) or self._attempt(lambda connection: _read(connection, key))
        if row is None:
            return None
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(row.value, type=Marked)
        return None

    def put(self, key: str, assignment: str, marked: Marked) -> None:
        """Keep a result and its words; in memory, for as long as the file cannot be written."""
        self._unwritten[key] = Row(key, assignment, marked.result.id, msgspec.json.encode(marked))
        self.tell(key, marked.result.id)
        self._write()

    def tell(self, key: str, submission: str) -> None:
        """What is kept under `key` is the result of this submission, too; written with the next row, or at the end."""
        self._told.add((submission, key))

    def close(self) -> None:
        """Close the file, after a last attempt to write what is not written yet."""
        if self._unwritten:
            self._wait(_WAIT_SECONDS)
            self._write()
        if self._unwritten:
            self._say(
                f"{self._path}: {len(self._unwritten)} results of this run could not be kept there; they stand in its "
                "reports, and the next run grades these submissions again"
            )
        elif self._told and self._may_be_written and not self._said:
            with contextlib.suppress(sqlite3.Error, OSError), self._connected() as connection:
                connection.executemany(_TELL, self._told)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _write(self) -> None:
        rows, told = list(self._unwritten.values()), list(self._told)

        def write(connection: sqlite3.Connection) -> bool:
            if not self._may_be_written:
                raise OSError(errno.EROFS, "it may only be read")
            with connection:
                connection.executemany(INSERT, [(*row, row.checksum) for row in rows])
                connection.executemany(_TELL, told)
            return True

        if self._attempt(write):
            self._unwritten.clear()
            self._told.clear()

    # -- the file -----------------------------------------------------------------------------------------------

    def _attempt(self, action: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do something with the file; None where it cannot be done, after saying why."""
        for _ in range(2):
            try:
                return action(self._connected())
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if code in _DAMAGED and self._set_aside(error):
                    continue  # with a new file
                self._explain(error, in_use=code in _IN_USE)
            except OSError as error:
                self._explain(error, in_use=False)
            return None
        return None

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._open()
            except (OSError, sqlite3.OperationalError) as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _IN_USE or not self._path.is_file():
                    raise
                self._connection = self._open_to_read()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        kept_from_git(self._path.parent)
        with contextlib.ExitStack() as opened:
            connection = sqlite3.connect(self._path, timeout=self._patience, isolation_level="IMMEDIATE")
            opened.callback(connection.close)
            self._identity = _identity(self._path)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            for table in SCHEMA.split(";"):  # a script would end a transaction
                connection.execute(table)
            opened.pop_all()
        return connection

    def _open_to_read(self) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        self._may_be_written = False
        return connection

    def _wait(self, seconds: float) -> None:
        """Wait so long for other programs, from here on."""
        self._patience = seconds
        if self._connection is not None:
            self._connection.execute(f"PRAGMA busy_timeout={seconds * 1000:.0f}")

    def _set_aside(self, error: sqlite3.Error) -> bool:
        """Move a damaged file out of the way, with what belongs to it; whether there can be a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if _identity(self._path) != self._identity:
            return True  # another run has done it
        numbers = (n for n in range(1, 1000) if not Path(f"{self._path}.damaged-{n}").exists())
        aside = f"{self._path}.damaged-{next(numbers)}"
        try:
            for suffix in ("", "-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{self._path}{suffix}").rename(f"{aside}{suffix}")
        except OSError:
            return False
        new = Path(aside).name
        self._say(
            said(
                Text(
                    f"{self._path}: was damaged ({error}) and is now {new}; a new journal is begun, and what only "
                    "the old one held is graded again",
                    f"{self._path}: 壊れていた（{error}）ため {new} に移し、新しく作りました。"
                    "古いファイルにしかなかった結果は、もう一度採点します",
                )
            )
        )
        return True

    def _explain(self, error: Exception, *, in_use: bool) -> None:
        kind = "in use" if in_use else "not writable"
        if kind not in self._said:
            self._said.add(kind)
            trouble = _IS_IN_USE if in_use else _CANNOT_BE_USED
            self._say(said(trouble).format(path=self._path, error=error))
        with contextlib.suppress(sqlite3.Error):
            self._wait(0.0)  # once was enough: every further result would wait as long

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


def _read(connection: sqlite3.Connection, key: str) -> Row | None:
    """The row of a key; None if there is none, or it is not as it was written."""
    found = connection.execute(
        "SELECT key, assignment, submission, value, checksum FROM graded WHERE key = ?", (key,)
    ).fetchone()
    if found is None or not all(map(isinstance, found, (str, str, str, bytes, bytes))):
        return None
    row = Row(*found[:4])
    return row if row.checksum == found[4] else None


def _identity(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None


def refuse_foreign(path: Path) -> None:
    """Raises: UsageError for whatever lies there and is no journal: it is somebody's, and not to be touched."""
    advice = Text(
        "name another file with --journal FILE, or move this one away",
        "--journal FILE で別のファイルを指定するか、これを移動してください",
    )
    try:
        if path.is_dir():
            raise UsageError(
                Text(
                    f"{path}: is a folder, not a journal; {advice}",
                    f"{path}: 結果の保存ファイルではなくフォルダです。{advice.ja}",
                )
            )
        with path.open("rb") as file:
            begin = file.read(len(_MAGIC))
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno in _CLOSED_TO_US:
            return  # said when it is tried
        raise UsageError(
            Text(
                f"{path}: cannot be a journal ({error.strerror}); {advice}",
                f"{path}: 結果の保存ファイルにできません（{system_said(error).ja}）。{advice.ja}",
            )
        ) from None
    if begin and begin != _MAGIC:
        raise UsageError(
            Text(
                f"{path}: is no journal of kadai; {advice}",
                f"{path}: kadai の結果の保存ファイルではありません。{advice.ja}",
            )
        )
    if begin and not _tables(path) <= _OURS:
        raise UsageError(
            Text(
                f"{path}: is the database of another program; {advice}",
                f"{path}: 別のプログラムのデータベースです。{advice.ja}",
            )
        )


def _tables(path: Path) -> set[str]:
    """The tables of a database; those that only look like ours have a star. Empty where it cannot be read."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path, timeout=0)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {name: {c[1] for c in connection.execute(f"PRAGMA table_info({name})")} for name in names & _OURS}
        return {n if "key" in columns.get(n, {"key"}) else f"{n}*" for n in names}
    return set()
