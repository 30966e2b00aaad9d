"""A table as its file has it: some cells can be filled, and all else stays as it was written."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

import msgspec

from autograder.errors import UsageError, system_said
from autograder.reports.workbook import Workbook
from autograder.text import Text

Row = tuple[str, ...]
Cells = Mapping[tuple[int, int], str]
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_JAPANESE = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]{2}")


class Sheet(Protocol):
    """A table, of whatever file."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, blank ones and remarks above the header included; not all are equally long."""
        ...

    def filled(self, cells: Cells) -> bytes:
        """The file with other texts in some cells (row, column), which may lie beyond a row's end."""
        ...


class Delimited(msgspec.Struct, frozen=True):
    """A CSV or TSV file: every cell as it was written, quotes included, and how each line ends."""

    mark: bytes
    encoding: str
    delimiter: str
    written: tuple[Row, ...]
    ends: Row

    @property
    def rows(self) -> tuple[Row, ...]:
        """See `Sheet`."""
        return tuple(tuple(map(_unquoted, row)) for row in self.written)

    def filled(self, cells: Cells, keep: tuple[int, ...] | None = None) -> bytes:
        """See `Sheet`; `keep` names the columns that the new file has, where it is not to have all.

        Raises: UnicodeEncodeError, where the file's encoding does not have a character.
        """
        lines = [list(row) for row in self.written]
        for (row, column), text in cells.items():
            lines[row] += [""] * (column + 1 - len(lines[row]))
            lines[row][column] = _quoted(text, self.delimiter)
        if keep is not None:
            lines = [[line[c] if c < len(line) else "" for c in keep] if any(line) else line for line in lines]
        text = "".join(self.delimiter.join(line) + end for line, end in zip(lines, self.ends, strict=True))
        return self.mark + text.encode(self.encoding)


def delimited(sheet: Sheet) -> Delimited:
    """The table as a text file: what it is, or CSV in UTF-8, marked as spreadsheets like it."""
    if isinstance(sheet, Delimited):
        return sheet
    written = tuple(tuple(_quoted(cell, ",") for cell in row) for row in sheet.rows)
    return Delimited(_BOMS[0][0], "utf-8", ",", written, ("\r\n",) * len(written))


def _quoted(text: str, delimiter: str) -> str:
    special = any(sign in text for sign in (delimiter, '"', "\n", "\r"))
    return '"' + text.replace('"', '""') + '"' if special else text


def read_sheet(path: Path) -> Sheet:
    """A table: CSV (comma, semicolon or tab; UTF-8, UTF-16, CP932, else CP1252), or the first sheet of an .xlsx.

    Raises:
        UsageError: if there is no such file or it is no table.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        why = system_said(error)
        raise UsageError(
            Text(
                f"{path}: cannot be read ({why.en}); name a CSV or .xlsx file",
                f"{path}: 読み込めません（{why.ja}）。CSV または .xlsx のファイルを指定してください",
            )
        ) from None
    return parse_sheet(data, str(path))


def parse_sheet(data: bytes, name: str) -> Sheet:
    """See `read_sheet`."""
    if data.startswith(b"PK"):
        return Workbook.parse(data, name)
    if data.startswith(_OLD_EXCEL):
        raise UsageError(
            Text(
                f"{name}: a workbook of Excel 97-2003; open it and save it as .xlsx or as CSV UTF-8",
                f"{name}: Excel 97-2003 のブックです。開いて .xlsx または CSV UTF-8 として保存してください",
            )
        )
    mark, encoding = next(((m, e) for m, e in _BOMS if data.startswith(m)), (b"", ""))
    try:
        text = data[len(mark) :].decode(encoding) if encoding else ""
    except UnicodeDecodeError:
        raise UsageError(
            Text(
                f"{name}: not the text that its first bytes announce ({encoding}); export it again",
                f"{name}: 先頭のバイトが示す文字コード（{encoding}）になっていません。もう一度書き出してください",
            )
        ) from None
    if not encoding:
        text, encoding = _decoded(data)
    head = text.split("\n", 12)[:12]
    delimiter = max(",;\t", key=lambda sign: max(line.count(sign) for line in head))
    lines = _lines(text, delimiter)
    if lines is None:
        raise UsageError(
            Text(
                f"{name}: not a CSV table (a quote is not closed, or goes on after it); export it again",
                f"{name}: CSV の表ではありません（引用符が閉じていないか、"
                "閉じたあとに文字があります）。もう一度書き出してください",
            )
        )
    return Delimited(mark, encoding, delimiter, tuple(row for row, _ in lines), tuple(end for _, end in lines))


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file that does not say its encoding, and that encoding."""
    if b"\x00" in data[:200] and len(data) % 2 == 0:
        guess = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
        return data.decode(guess, "replace"), guess
    for encoding in ("utf-8", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # What is Müller in Western Europe is a lonely kanji among letters here; Japanese names have two signs and more.
        if encoding == "utf-8" or _JAPANESE.search(text):
            return text, encoding
    return data.decode("cp1252", "replace"), "cp1252"


def _lines(text: str, delimiter: str) -> list[tuple[Row, str]] | None:
    """Each row's cells as written, and the end of its line; nothing where the quotes are not in order."""
    cell, at = _cell(delimiter), 0
    rows: list[tuple[Row, str]] = []
    row: list[str] = []
    while at < len(text) or row:
        found = cell.match(text, at)
        if found is None:
            return None
        row.append(found[1])
        at = found.end()
        if found[2] != delimiter:
            rows.append((tuple(row), found[2]))
            row = []
    return rows


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """One cell, and what ends it."""
    return re.compile(rf'("[^"]*(?:""[^"]*)*"|[^"{delimiter}\r\n][^{delimiter}\r\n]*|)({delimiter}|\r\n|\r|\n|\Z)')


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
