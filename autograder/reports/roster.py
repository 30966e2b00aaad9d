"""Who is who: from kadai's submission ids to the ids of a learning management system."""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from autograder.errors import UsageError
from autograder.reports.csv import harmless
from autograder.text import one_line

KEY = "submission"
"""The column that names kadai's id; without it the system's own id columns are tried."""


class Roster(msgspec.Struct, frozen=True):
    """A table with one row per student, as the user's file has it."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]

    def match(self, submissions: Iterable[str], candidates: Sequence[str]) -> dict[str, dict[str, str]]:
        """The row of each submission.

        Looked up in the column ``submission`` if there is one, else in that of `candidates` which knows most of
        the submissions (the first of equals). An id may stand there as it is, or as kadai's own tables show it.

        Raises:
            UsageError: if a submission has no row or several, because its grade would be lost or go astray.
        """
        ids = list(submissions)
        key = self._key(ids, candidates)
        found: dict[str, list[dict[str, str]]] = {}
        for row in self.rows:
            found.setdefault(_composed(row[key]), []).append(row)
        of = {i: found.get(i) or found.get(harmless(i)) or [] for i in ids}
        missing = [i for i in ids if not of[i]]
        if missing:
            raise UsageError(
                f"{self.name}: column {key!r} does not have {_some(missing)}; "
                f"add the missing students, or a column {KEY!r} with kadai's ids"
            )
        twice = [i for i in ids if len(of[i]) > 1]
        if twice:
            raise UsageError(f"{self.name}: column {key!r} has {_some(twice)} more than once; keep one row each")
        return {i: of[i][0] for i in ids}

    def _key(self, ids: list[str], candidates: Sequence[str]) -> str:
        if KEY in self.columns:
            return KEY
        known = [c for c in candidates if c in self.columns]
        if not known:
            raise UsageError(
                f"{self.name}: has none of the columns {', '.join([KEY, *candidates])}; "
                "export it from the system that the grades are for"
            )
        hits = Counter({c: len({_composed(row[c]) for row in self.rows} & set(ids)) for c in known})
        return hits.most_common(1)[0][0]


def read_roster(path: Path) -> Roster:
    """Read a CSV file with a header (comma, semicolon or tab; UTF-8 with or without BOM).

    Raises:
        UsageError: if there is no such file or it is no such table.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: the roster cannot be read ({error.strerror}); name a CSV file") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: the roster is not UTF-8; save it again as 'CSV UTF-8'") from None
    return parse_roster(text, str(path))


def parse_roster(text: str, name: str) -> Roster:
    """See `read_roster`."""
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    try:
        table = [r for r in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(r)]
    except csv.Error as error:
        raise UsageError(f"{name}: not a CSV table ({error}); export it again") from None
    if len(table) < 2:
        raise UsageError(f"{name}: the roster has no rows; it needs a header and one row per student")
    columns = [c.strip() for c in table[0]]
    if len(set(columns) - {""}) < len([c for c in columns if c]):
        raise UsageError(f"{name}: two columns have the same name; rename one of them")
    rows = ([cell.strip() for cell in row] + [""] * len(columns) for row in table[1:])
    return Roster(name, tuple(columns), tuple(dict(zip(columns, row, strict=False)) for row in rows))


def _composed(id: str) -> str:
    return unicodedata.normalize("NFC", id)


def _some(ids: list[str]) -> str:
    names = ", ".join(one_line(i, 30) for i in ids[:5])
    return names if len(ids) <= 5 else f"{names} and {len(ids) - 5} more"
