"""Tables that people keep in a course by hand, as spreadsheets write them: CSV with a header."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.structs import Struct
from autograder.text import nearest, one_line

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8", "cp932")  # Excel's "CSV UTF-8", and its "CSV" in Japan
_SEPARATORS = ",;\t"
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")


class Row(Struct, frozen=True):
    """A line of a table: its cells by column, without blanks around them; empty where there is none."""

    table: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """A cell that may not be empty. Raises: UsageError if it is."""
        if not self[column]:
            raise self.wrong(f"{column!r} is empty; fill it in")
        return self[column]

    def number(self, column: str, most: float, of: str) -> float:
        """A cell that holds a number from 0 to `most`, which is what `of` is worth.

        Raises:
            UsageError: if it does not.
        """
        value = as_number(self.needed(column))
        if value is None:
            raise self.wrong(f"{column!r} must be a number such as 2 or 1.5, not {one_line(self[column], 40)!r}")
        if value > most:
            raise self.wrong(f"{value:g} points are more than {of} is worth ({most:g})")
        return value

    def wrong(self, what: str) -> UsageError:
        """The error that says so of this line."""
        return UsageError(f"{self.table}, line {self.line}: {what}")


def as_number(cell: str) -> float | None:
    """A number that is not negative, with a decimal point or comma, in digits of any width."""
    plain = unicodedata.normalize("NFKC", cell).replace(",", ".")
    return float(plain) if _NUMBER.fullmatch(plain) else None


def read_rows(path: Path, needed: Sequence[str], optional: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of a table; none if there is no such file. Other columns than these are passed over.

    Comma, semicolon or tab; UTF-8, UTF-16 or CP932. Headers may be in any case.

    Raises:
        UsageError: if it cannot be read, or a needed column is missing.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    return parse_rows(_text(data, path), str(path), needed, optional)


def parse_rows(text: str, name: str, needed: Sequence[str], optional: Sequence[str] = ()) -> tuple[Row, ...]:
    """See `read_rows`."""
    known = (*needed, *optional)
    lines = _lines(text, name, _separator(text, known))
    if not lines:
        return ()
    (_, header), *rest = lines
    columns = [_heading(cell) for cell in header]
    _refuse_header(columns, name, needed, known)
    return tuple(_row(name, line, columns, cells) for line, cells in rest)


def for_assignment(rows: Collection[Row], assignment: str, assignments: Collection[str]) -> list[Row]:
    """The rows about one of the course's assignments.

    Raises:
        UsageError: if a row names none where there are several, or one that there is not.
    """
    chosen = []
    for row in rows:
        named = row["assignment"]
        if not named and len(assignments) > 1:
            raise row.wrong("'assignment' is empty, and the course has several; name one of them")
        if named and named not in assignments:
            raise row.wrong(f"there is no assignment {one_line(named, 40)!r}{nearest(named, assignments)}")
        if (named or assignment) == assignment:
            chosen.append(row)
    return chosen


def _text(data: bytes, path: Path) -> str:
    marked = [encoding for mark, encoding in _MARKS.items() if data.startswith(mark)]
    for encoding in marked or _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UsageError(f"{path}: is no table in UTF-8, UTF-16 or CP932; save it as 'CSV UTF-8'")


def _separator(text: str, known: Iterable[str]) -> str:
    """The one by which most of the known columns stand in the header."""
    header = text.lstrip("\r\n").partition("\n")[0]
    names = set(known)
    return max(_SEPARATORS, key=lambda s: len(names & {_heading(cell.strip('"')) for cell in header.split(s)}))


def _lines(text: str, name: str, separator: str) -> list[tuple[int, list[str]]]:
    """The lines that hold anything, each with the number of the line on which it begins."""
    found, begin = [], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((begin, [cell.strip() for cell in cells]))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{name}, line {begin}: not a line of a CSV table ({error}); check its quotes") from None
    return found


def _heading(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().casefold().removesuffix("?")


def _refuse_header(columns: list[str], name: str, needed: Iterable[str], known: Iterable[str]) -> None:
    for column in needed:
        if column not in columns:
            hint = nearest(column, [c for c in columns if c not in set(known)])
            raise UsageError(f"{name}: the column {column!r} is missing{hint}; the first line names the columns")
    twice = [c for c in known if columns.count(c) > 1]
    if twice:
        raise UsageError(f"{name}: two columns are called {twice[0]!r}; rename one of them")


def _row(name: str, line: int, columns: list[str], cells: list[str]) -> Row:
    if any(cells[len(columns) :]):
        raise UsageError(f'{name}, line {line}: has more cells than columns; put a text with the separator in "quotes"')
    return Row(name, line, dict(zip(columns, cells, strict=False)))
