"""The bytes that a student handed in, as source text: Python files and notebooks."""

import re

from autograder.course.handed_in import unreadable
from autograder.structs import DecodeError, Raw, Struct, decode_json
from autograder.text import Text, one_line

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# A closed list: Python's other codecs can cost quadratic time, or are no text encodings at all.
_ENCODINGS = {
    "utf8": "utf-8", "utf8sig": "utf-8", "ascii": "ascii", "usascii": "ascii", "latin1": "latin-1",
    "iso88591": "latin-1", "iso885915": "iso8859-15", "cp1252": "cp1252", "windows1252": "cp1252",
    "shiftjis": "shift_jis", "sjis": "shift_jis", "cp932": "cp932", "windows31j": "cp932", "ms932": "cp932",
    "mbcs": "cp932", "eucjp": "euc_jp", "ujis": "euc_jp", "iso2022jp": "iso2022_jp",
}  # fmt: skip
_BOM = b"\xef\xbb\xbf"


def is_notebook(name: str) -> bool:
    """Whether a file's name is a notebook's."""
    return name.lower().endswith(".ipynb")


def source_texts(content: bytes, name: str) -> tuple[str, ...]:
    """The texts of a .py (one) or .ipynb file (one per code cell), as they stand there.

    Raises:
        Unreadable: see `python_text` and `notebook_cells`.
    """
    return notebook_cells(content, name) if is_notebook(name) else (python_text(content, name),)


def python_text(content: bytes, name: str) -> str:
    r"""The text of a .py file: byte order mark, coding cookie (PEP 263) and foreign line ends are honoured.

    Lines end with ``\n``.

    Raises:
        Unreadable: if the bytes are no text in the encoding that the file claims, by default UTF-8.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable.not_python(
            name, Text("it is in UTF-16; save it as UTF-8.", "UTF-16 です。UTF-8 で保存してください。")
        )
    if b"\0" in content:
        why = Text(
            "it holds null bytes; it may be another kind of file.",
            "ヌル文字が含まれています。別の種類のファイルかもしれません。",
        )
        raise unreadable.not_python(name, why)
    encoding = _encoding(content, name)
    try:
        text = content.removeprefix(_BOM).decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        why = Text(
            f"line {line} is not in {encoding.upper()}. Save the file as UTF-8.",
            f"{line} 行目が {encoding.upper()} ではありません。UTF-8 で保存してください。",
        )
        raise unreadable.not_python(name, why) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(content: bytes, name: str) -> str:
    if content.startswith(_BOM):
        return "utf-8"
    for line in content[:4096].splitlines()[:2]:
        cookie = _COOKIE.match(line)
        if cookie:
            claimed = cookie.group(1).decode("ascii", "replace")
            plain = re.sub(r"[^a-z0-9]", "", claimed.lower())
            if plain.removesuffix("unix").removesuffix("dos") in _ENCODINGS:
                return _ENCODINGS[plain.removesuffix("unix").removesuffix("dos")]
            shown = one_line(claimed)
            why = Text(
                f"it claims the unknown encoding {shown!r}. Save it as UTF-8.",
                f"不明なエンコーディング {shown!r} が指定されています。UTF-8 で保存してください。",
            )
            raise unreadable.not_python(name, why)
        if line.strip() and not line.lstrip().startswith(b"#"):
            break  # the second line counts only below a comment or a blank line
    return "utf-8"


class NbgraderMetadata(Struct):
    """nbgrader's account of a cell, as far as it matters here; anything may stand in a student's file."""

    grade: object = False
    solution: object = False


class _Kadai(Struct):
    role: object = ""


class _Metadata(Struct):
    nbgrader: NbgraderMetadata | None = None
    kadai: _Kadai | None = None


class _Cell(Struct):
    cell_type: str = ""
    source: str | list[str] = ""
    input: str | list[str] = ""  # format 3
    metadata: Raw = Raw(b"{}")


class _Worksheet(Struct):
    cells: list[_Cell] = []


class _Notebook(Struct):
    nbformat: int = 0
    cells: list[_Cell] | None = None
    worksheets: list[_Worksheet] = []  # format 3


def notebook_cells(content: bytes, name: str) -> tuple[str, ...]:
    """The texts of a notebook's code cells, in order; cells that only test are left empty in their place.

    Formats 3 and 4 are read. Outputs and all else are not even decoded.

    Raises:
        Unreadable: if it is no notebook, or holds no code cell.
    """
    try:
        found = decode_json(content.removeprefix(_BOM), type=_Notebook)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        shown = one_line(str(error))
        why = Text(
            f"its JSON is broken or incomplete ({shown}). Save it again in Jupyter.",
            f"JSON が壊れています（{shown}）。Jupyter で保存し直してください。",
        )
        raise unreadable.not_a_notebook(name, why) from None
    cells = found.cells if found.cells is not None else [c for sheet in found.worksheets for c in sheet.cells]
    if found.nbformat not in (3, 4):
        why = Text(
            f"its format {found.nbformat} is unknown; 4 is usual. Save it again in Jupyter.",
            f"形式 {found.nbformat} には対応していません（通常は 4）。Jupyter で保存し直してください。",
        )
        raise unreadable.not_a_notebook(name, why)
    codes = [c for c in cells if c.cell_type == "code"]
    if not codes:
        why = Text("it holds no code cell.", "コードセルがありません。")
        raise unreadable.not_a_notebook(name, why)
    return tuple("" if _is_test(cell) else _source(cell, name) for cell in codes)


def _source(cell: _Cell, name: str) -> str:
    source = cell.source or cell.input
    text = source if isinstance(source, str) else "".join(source)
    if "\0" in text:
        why = Text("a code cell holds null characters.", "コードセルにヌル文字が含まれています。")
        raise unreadable.not_a_notebook(name, why)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_test(cell: _Cell) -> bool:
    try:
        metadata = decode_json(cell.metadata, type=_Metadata)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return False  # the student's metadata is not worth refusing the work
    if metadata.kadai is not None and metadata.kadai.role == "check":
        return True
    nbgrader = metadata.nbgrader
    return nbgrader is not None and nbgrader.grade is True and nbgrader.solution is not True
