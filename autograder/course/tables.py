"""Tables that people keep in a course by hand, as spreadsheets write them: CSV with a header."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from autograder.errors import UsageError, system_said
from autograder.structs import Struct
from autograder.text import Text, nearest, one_line

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
            raise self.wrong(Text(f"{column!r} is empty; fill it in", f"{column!r} が空です。記入してください"))
        return self[column]

    def number(self, column: str, most: float, of: Text) -> float:
        """A cell that holds a number from 0 to `most`, which is what `of` is worth.

        Raises:
            UsageError: if it does not.
        """
        value = as_number(self.needed(column))
        if value is None:
            cell = one_line(self[column], 40)
            raise self.wrong(
                Text(
                    f"{column!r} must be a number such as 2 or 1.5, not {cell!r}",
                    f"{column!r} は 2 や 1.5 のような数で書いてください（いまは {cell!r}）",
                )
            )
        if value > most:
            raise self.wrong(
                Text(
                    f"{value:g} points are more than {of.en} is worth ({most:g})",
                    f"{value:g} 点は{of.ja}の配点（{most:g} 点）を超えています",
                )
            )
        return value

    @property
    def place(self) -> Text:
        """The file and the line."""
        return Text(f"{self.table}, line {self.line}: ", f"{self.table} の {self.line} 行目: ")

    def wrong(self, what: Text) -> UsageError:
        """The error that says so of this line."""
        return UsageError(self.place + what)


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
        why = system_said(error)
        raise UsageError(f"{path}: " + Text(f"cannot be read ({why.en})", f"読み込めません（{why.ja}）")) from None
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
            raise row.wrong(
                Text(
                    "'assignment' is empty, and the course has several; name one of them",
                    "'assignment' が空です。コースには課題が複数あるので、どれかを書いてください",
                )
            )
        if named and named not in assignments:
            shown = one_line(named, 40)
            unknown = Text(f"there is no assignment {shown!r}", f"{shown!r} という課題はありません")
            raise row.wrong(unknown + nearest(named, assignments))
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
    raise UsageError(
        f"{path}: "
        + Text(
            "is no table in UTF-8, UTF-16 or CP932; save it as 'CSV UTF-8'",
            "UTF-8、UTF-16、CP932 のどれとしても読めません。「CSV UTF-8」で保存してください",
        )
    )


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
        broken = Text(
            f"not a line of a CSV table ({error}); check its quotes",
            f"CSV の行として読めません（{error}）。引用符を確かめてください",
        )
        raise Row(name, begin, {}).wrong(broken) from None
    return found


def _heading(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().casefold().removesuffix("?")


def _refuse_header(columns: list[str], name: str, needed: Iterable[str], known: Iterable[str]) -> None:
    for column in needed:
        if column not in columns:
            hint = nearest(column, [c for c in columns if c not in set(known)])
            missing = Text(f"the column {column!r} is missing", f"{column!r} の列がありません")
            rest = Text("; the first line names the columns", "。1 行目に列の名前を書いてください")
            raise UsageError(f"{name}: " + missing + hint + rest)
    twice = [c for c in known if columns.count(c) > 1]
    if twice:
        both = Text(
            f"two columns are called {twice[0]!r}; rename one of them",
            f"{twice[0]!r} という列が 2 つあります。片方の名前を変えてください",
        )
        raise UsageError(f"{name}: " + both)


def _row(name: str, line: int, columns: list[str], cells: list[str]) -> Row:
    if any(cells[len(columns) :]):
        more = Text(
            'has more cells than columns; put a text that holds the separator in "quotes"',
            '列より多くのセルがあります。区切り文字を含む文は "引用符" で囲んでください',
        )
        raise Row(name, line, {}).wrong(more)
    return Row(name, line, dict(zip(columns, cells, strict=False)))
