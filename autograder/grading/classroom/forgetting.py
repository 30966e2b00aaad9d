"""Forgets a submission: takes out of the journal whatever is kept about it, so that it is not in the file any more.

Work that others have handed in as well stays for them, under their id.
"""

import contextlib
import sqlite3
from pathlib import Path

import msgspec

from autograder.errors import KadaiError, UsageError
from autograder.grading.classroom.journal import INSERT, SCHEMA, Row, refuse_foreign
from autograder.grading.job import Marked
from autograder.text import Text, nearest, one_line, visible

_WAIT_SECONDS = 5.0  # for another program: see `journal`


class Forgotten(msgspec.Struct, frozen=True):
    """What was kept about a submission."""

    submission: str
    """Its id, exactly."""
    results: int
    assignments: tuple[str, ...]
    for_others: int
    """So many of the results stay, for others who have handed in the same."""
    beside: tuple[Path, ...]
    """Damaged journals that lie beside this one, and that nobody has looked into."""


class _Earlier(msgspec.Struct):
    id: str


def forget(journal: Path, submission: str) -> Forgotten:
    """Take a submission out of a journal; its id as it is, or as it is shown.

    Raises:
        UsageError: if there is no such journal, or it keeps nothing of that submission.
        KadaiError: if another program uses the journal, or it cannot be written; it is then as it was before.
    """
    refuse_foreign(journal)
    if not journal.is_file():
        raise UsageError(
            Text(
                f"{journal}: there is no journal; name the course with --course DIR, or it with --journal FILE",
                f"{journal}: 結果の保存ファイルがありません。--course DIR でコースを、または --journal FILE でファ"
                "イルを指定してください",
            )
        )
    try:
        with contextlib.closing(sqlite3.connect(journal, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
            return _forget(connection, journal, submission)
    except sqlite3.Error as error:
        raise KadaiError(
            Text(
                f"{journal}: cannot be changed ({error}); wait until no other kadai uses it, make it writable, "
                "try again",
                f"{journal}: 変更できません（{error}）。ほかの kadai が使い終わるのを待ち、書き込めるようにしてか"
                "ら、もう一度実行してください",
            )
        ) from None


def _forget(connection: sqlite3.Connection, journal: Path, submission: str) -> Forgotten:
    # Without a write-ahead log there is no second file in which it would stand; nobody else may have this one open.
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("BEGIN EXCLUSIVE")
    known = _known(connection)
    id = next((k for same in (str, visible) for k in known if same(k) == submission), None)
    if id is None:
        raise UsageError(
            Text(
                f"{journal}: keeps nothing of {one_line(submission, 60)!r}{nearest(submission, map(visible, known))}",
                f"{journal}: {one_line(submission, 60)!r} のものは何も保存されていません"
                f"{nearest(submission, map(visible, known)).ja}",
            )
        )
    rows = _rows(connection, id)
    staying = [_stays(connection, row, id) for row in rows]
    earlier = [(number,) for number, value in _earlier(connection) if _id_in(value) == id]
    if earlier:
        connection.executemany("DELETE FROM result WHERE rowid = ?", earlier)
    connection.execute("DELETE FROM told WHERE submission = ?", (id,))
    connection.execute("COMMIT")
    connection.execute("VACUUM")
    return Forgotten(
        submission=id,
        results=len(rows) + len(earlier),
        assignments=tuple(sorted({row.assignment for row in rows})),
        for_others=sum(staying),
        beside=tuple(sorted(journal.parent.glob(f"{journal.name}.damaged-*"))),
    )


def _known(connection: sqlite3.Connection) -> list[str]:
    """Everybody of whom anything is kept."""
    for table in SCHEMA.split(";"):  # a journal of an earlier version has not all of them
        connection.execute(table)
    found = connection.execute("SELECT submission FROM told UNION SELECT submission FROM graded")
    return [*(id for (id,) in found), *(_id_in(value) for _, value in _earlier(connection))]


def _rows(connection: sqlite3.Connection, id: str) -> list[Row]:
    """All that was ever told of a submission."""
    found = connection.execute(
        "SELECT key, assignment, submission, value FROM graded "
        "WHERE submission = ? OR key IN (SELECT key FROM told WHERE submission = ?)",
        (id, id),
    )
    return [Row(*columns) for columns in found]


def _stays(connection: sqlite3.Connection, row: Row, id: str) -> bool:
    """Leave a result to another of those whose it is, or delete it; whether there is another."""
    told = connection.execute("SELECT submission FROM told WHERE key = ? ORDER BY submission", (row.key,))
    others = [other for other in (row.submission, *(name for (name,) in told)) if other != id]
    connection.execute("DELETE FROM graded WHERE key = ?", (row.key,))
    if not others:
        return False
    try:
        marked = msgspec.json.decode(row.value, type=Marked)
    except msgspec.DecodeError:  # of an earlier version: of no use to anybody
        return False
    result = msgspec.structs.replace(marked.result, id=others[0])
    value = msgspec.json.encode(msgspec.structs.replace(marked, result=result))
    left = Row(row.key, row.assignment, others[0], value)
    connection.execute(INSERT, (*left, left.checksum))
    return True


def _earlier(connection: sqlite3.Connection) -> list[tuple[int, bytes]]:
    """What versions before checksums have kept: row and JSON."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'result'").fetchone():
        return []
    return list(connection.execute("SELECT rowid, value FROM result"))


def _id_in(value: bytes) -> str:
    """Whose result a text is."""
    with contextlib.suppress(msgspec.DecodeError):
        return msgspec.json.decode(value, type=_Earlier).id
    return ""
