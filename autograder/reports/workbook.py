"""The first sheet of an .xlsx file: read, and filled without touching anything else in it.

The parts and elements are those of ECMA-376 (SpreadsheetML): ``xl/workbook.xml`` names the sheets, cells refer to
``xl/sharedStrings.xml``. Numbers are put into the sheet's text where they belong; a workbook that is taken apart and
written anew would lose what its author, a learning management system, checks.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import msgspec

from autograder.errors import UsageError
from autograder.text import Text

_LARGEST = 2**26
_UNREADABLE = (zipfile.BadZipFile, zlib.error, ET.ParseError, LookupError, ValueError, RuntimeError, EOFError)
_ROW = re.compile(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REFERENCE = re.compile(r'\br="([A-Z]*)(\d+)"')
_STYLE = re.compile(r'\bs="\d+"')
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class _Cell(msgspec.Struct, frozen=True):
    column: int
    style: str
    start: int
    end: int
    text: str


class _Line(msgspec.Struct, frozen=True):
    number: int
    end: int
    """Of its last cell; -1 where there is no place for any."""
    cells: tuple[_Cell, ...]


class Workbook(msgspec.Struct, frozen=True):
    """See the module; it is a `Sheet`."""

    data: bytes
    part: str
    xml: str
    lines: tuple[_Line, ...]

    @classmethod
    def parse(cls, data: bytes, name: str) -> "Workbook":
        """Raises: UsageError, if it is no workbook, or too large."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                part = _first_sheet(archive)
                xml = _text(archive, part)
                shared = _shared(archive)
            return cls(data, part, xml, tuple(_lines(xml, shared)))
        except _UNREADABLE:
            raise UsageError(
                Text(
                    f"{name}: not a workbook that can be read; save it as .xlsx or as CSV UTF-8",
                    f"{name}: 読み込めるブックではありません。.xlsx または CSV UTF-8 として保存してください",
                )
            ) from None

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """See `Sheet`."""
        return tuple(map(_row, self.lines))

    def filled(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """See `Sheet`."""
        pieces, at = [], 0
        for row, line in enumerate(self.lines):
            new = {column: text for (there, column), text in cells.items() if there == row}
            for column in sorted(new):
                start, end, style = _place(line, column)
                pieces += [self.xml[at:start], _written(new[column], column, line.number, style)]
                at = end
        return self._with("".join([*pieces, self.xml[at:]]))

    def _with(self, xml: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(out, "w") as new:
            for info in old.infolist():
                content = xml.encode() if info.filename == self.part else old.read(info)
                new.writestr(info, content, info.compress_type)
        return out.getvalue()


def _text(archive: zipfile.ZipFile, part: str) -> str:
    if archive.getinfo(part).file_size > _LARGEST:
        raise ValueError(part)
    return archive.read(part).decode("utf-8-sig")


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the first sheet."""
    sheets = [e for e in ET.fromstring(_text(archive, "xl/workbook.xml")).iter() if _is(e, "sheet")]
    (of,) = (value for key, value in sheets[0].attrib.items() if key.endswith("}id"))
    relations = ET.fromstring(_text(archive, "xl/_rels/workbook.xml.rels"))
    (target,) = (e.attrib["Target"] for e in relations if e.attrib["Id"] == of)
    return target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_said(item) for item in ET.fromstring(_text(archive, "xl/sharedStrings.xml"))]


def _said(element: ET.Element) -> str:
    """The text of a string, without what says how to read it aloud."""
    if _is(element, "t"):
        return element.text or ""
    return "".join(_said(child) for child in element if not _is(child, "rPh"))


def _is(element: ET.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _lines(xml: str, shared: list[str]) -> Iterator[_Line]:
    number = 0
    for row in _ROW.finditer(xml):
        reference = _REFERENCE.search(row[1])
        number = int(reference[2]) if reference else number + 1
        yield _Line(number, row.end(2), tuple(_cells(row, shared)) if row[2] else ())


def _cells(row: re.Match[str], shared: list[str]) -> Iterator[_Cell]:
    column = -1
    for cell in _CELL.finditer(row.string, *row.span(2)):
        reference = _REFERENCE.search(cell[1])
        column = _index(reference[1]) if reference else column + 1
        style = _STYLE.search(cell[1])
        yield _Cell(column, style[0] if style else "", *cell.span(), _value(cell, shared))


def _value(cell: re.Match[str], shared: list[str]) -> str:
    if not cell[2]:
        return ""
    inside = ET.fromstring(f"<c>{cell[2]}</c>")
    if 't="inlineStr"' in cell[1]:
        return _said(inside)
    value = next((child.text or "" for child in inside if child.tag == "v"), "")
    return shared[int(value)] if 't="s"' in cell[1] else value


def _row(line: _Line) -> tuple[str, ...]:
    texts = {cell.column: cell.text for cell in line.cells}
    return tuple(texts.get(column, "") for column in range(max(texts, default=-1) + 1))


def _place(line: _Line, column: int) -> tuple[int, int, str]:
    """Where a column's cell stands in a line or would have to, and how it looks."""
    for cell in line.cells:
        if cell.column == column:
            return cell.start, cell.end, cell.style
        if cell.column > column:
            return cell.start, cell.start, ""
    return line.end, line.end, ""


def _written(text: str, column: int, number: int, style: str) -> str:
    start = f'<c r="{_letters(column)}{number}"{" " + style if style else ""}'
    if _NUMBER.fullmatch(text):
        return f"{start}><v>{text}</v></c>"
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _index(letters: str) -> int:
    """Of a column, from 0."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    """Inverse of `_index`."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
