"""The journal: what is graded stays graded, whatever happens to the run."""

import contextlib
import hashlib
import platform
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

import autograder
from autograder.errors import UsageError
from autograder.grading.results import SubmissionResult

_SCHEMA = """
CREATE TABLE IF NOT EXISTS result (
    key TEXT PRIMARY KEY, assignment TEXT NOT NULL, submission TEXT NOT NULL, value BLOB NOT NULL,
    graded_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)"""


@cache
def engine_digest() -> str:
    """A digest of the engine: its own source, and the Python and NumPy that it computes with.

    A changed grader must not reuse old results.
    """
    package = Path(autograder.__file__).parent
    digest = hashlib.sha256(f"{platform.python_version()} {numpy_version()}\0".encode())
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def numpy_version() -> str:
    """NumPy's version, without importing it: the grader itself computes nothing."""
    try:
        return version("numpy")
    except PackageNotFoundError:
        return "unknown"


def version_of(assignment_digest: str, secret: str) -> str:
    """What every result of an assignment depends on, whoever handed in, as one digest: engine, tests, inputs."""
    return _joined(engine_digest(), assignment_digest, secret)


def key_of(version: str, submission_digest: str, sandbox_level: str) -> str:
    """What a result depends on, as one digest; for `version` see `version_of`."""
    return _joined(version, submission_digest, sandbox_level)


def _joined(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Journal:
    """Results by key in one SQLite file (write-ahead log: a killed run loses at most the one in flight).

    Raises:
        UsageError: here and in every method, if the file is no journal, is damaged or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._explained(), contextlib.ExitStack() as opened:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=60, isolation_level=None)
            opened.callback(connection.close)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(_SCHEMA)
            opened.pop_all()
        self._connection = connection

    def get(self, key: str) -> SubmissionResult | None:
        """The result kept under `key`."""
        with self._explained():
            row = self._connection.execute("SELECT value FROM result WHERE key = ?", (key,)).fetchone()
        try:
            return msgspec.json.decode(row[0], type=SubmissionResult) if row else None
        except msgspec.DecodeError:
            return None

    def put(self, key: str, assignment: str, result: SubmissionResult) -> None:
        """Keep a result."""
        with self._explained():
            self._connection.execute(
                "INSERT OR REPLACE INTO result (key, assignment, submission, value) VALUES (?, ?, ?, ?)",
                (key, assignment, result.id, msgspec.json.encode(result)),
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"{self._path}: cannot be used as the journal ({error}); delete it, or name another with --journal FILE"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()
