"""The bytes that a student handed in, as source text: Python files and notebooks."""

import ast
import re
from contextlib import suppress

from autograder.course.handed_in import oddities, unreadable
from autograder.course.handed_in.encodings import SHOWN, east_asian, marked, wide
from autograder.course.handed_in.kinds import other_kind
from autograder.lazy_expressions import expression
from autograder.structs import DecodeError, Raw, Struct, decode_json
from autograder.text import Text, one_line

_NOTEBOOK = expression(r"\.ipynb(?:\.(?:txt|json|download))?\Z", re.IGNORECASE)
_BEHIND = expression(r"\.(?:py|ipynb)\.[^.]+\Z", re.IGNORECASE)
_COOKIE = expression(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# A closed list: Python's other codecs can cost quadratic time, or are no text encodings at all.
_ENCODINGS = {
    "utf8": "utf-8", "utf8sig": "utf-8", "ascii": "ascii", "usascii": "ascii", "latin1": "latin-1",
    "iso88591": "latin-1", "iso885915": "iso8859-15", "cp1252": "cp1252", "windows1252": "cp1252",
    "shiftjis": "shift_jis", "sjis": "shift_jis", "cp932": "cp932", "windows31j": "cp932", "ms932": "cp932",
    "mbcs": "cp932", "eucjp": "euc_jp", "ujis": "euc_jp", "iso2022jp": "iso2022_jp",
}  # fmt: skip
_PROMPT = expression(r"^(?:>>> |In \[\d+\]: )", re.MULTILINE)
_PROMPTED = expression(r"(?:>>>|\.\.\.)(?: |\Z)|In \[\d+\]: ?| {3,}\.\.\.: ?")
_CONTROL = expression(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # ISO-2022-JP has escapes
MAX_SOURCE = 2**20


def is_notebook(name: str) -> bool:
    """Whether a file's name is a notebook's, with whatever a browser or a mail program has put behind it."""
    return bool(_NOTEBOOK.search(name))


class Source(Struct, frozen=True):
    """A file as source text: one text of a module, one per code cell of a notebook; notes say what was odd.

    ``names`` are those that nbgrader gives to the code cells of a notebook, empty for a cell without.
    """

    texts: tuple[str, ...]
    notebook: bool
    notes: tuple[Text, ...] = ()
    names: tuple[str, ...] = ()


def source_of(content: bytes, name: str) -> Source:
    """A file read for what it is, whatever its name says: a module, a notebook, or what was typed at a prompt.

    Raises:
        Unreadable: if it is neither; it says what it is instead. See also `python_text` and `notebook_cells`.
    """
    kind = other_kind(content)
    if kind is not None:
        raise unreadable.another_kind(name, kind)
    notes: list[Text] = []
    if _BEHIND.search(name):
        notes.append(oddities.has_another_suffix(name))
    content = as_utf8(content, name, notes)
    if _is_json_notebook(content):
        if not is_notebook(name):
            notes.append(oddities.is_a_notebook(name))
        return _notebook(content, name, tuple(notes))
    if is_notebook(name):
        text = _module_called_a_notebook(content, name)
        if text is None:
            return _notebook(content, name, tuple(notes))  # which says what is wrong with it
        return Source((text,), False, (*notes, oddities.is_a_module(name)))
    if len(content) > MAX_SOURCE:
        raise unreadable.too_large(name, MAX_SOURCE)
    text = _module(content, name, notes)
    typed = typed_at_a_prompt(text)
    if typed is not None:
        notes.append(oddities.is_a_transcript(name))
    return Source((text if typed is None else typed,), False, tuple(notes))


def as_utf8(content: bytes, name: str, notes: list[Text] | None = None) -> bytes:
    """The content without its mark, and in UTF-8 where it was in UTF-16 or UTF-32."""
    found = marked(content)
    encoding, rest = found or (wide(content) if b"\0" in content[:64] else None, content)
    if encoding is None or encoding == "utf-8":
        return rest
    try:
        text = rest.decode(encoding)
    except UnicodeDecodeError:
        raise unreadable.not_python(name, _broken(encoding)) from None
    if notes is not None:
        notes.append(oddities.read_as(name, encoding.upper().removesuffix("-LE").removesuffix("-BE")))
    return text.encode()


def _is_json_notebook(content: bytes) -> bool:
    return content[:256].lstrip().startswith(b"{") and b'"nbformat"' in content and b'"cell_type"' in content


def _module_called_a_notebook(content: bytes, name: str) -> str | None:
    """The text of what is plainly Python and no JSON."""
    if len(content) > MAX_SOURCE or content[:256].lstrip()[:1] in (b"{", b"[", b""):
        return None
    try:
        text = python_text(content, name)
        return text if ast.parse(text).body else None
    except (unreadable.Unreadable, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def typed_at_a_prompt(text: str) -> str | None:
    """The statements in a transcript of an interpreter; None for any other text. Lines keep their places."""
    if not _PROMPT.search(text):
        return None
    lines = text.split("\n")
    said = [_PROMPTED.match(line) for line in lines]
    if next((match is None for line, match in zip(lines, said, strict=True) if line.strip()), True):
        return None
    return "\n".join(line[match.end() :] if match else "" for line, match in zip(lines, said, strict=True))


def python_text(content: bytes, name: str) -> str:
    r"""The text of a .py file: byte order mark, coding cookie (PEP 263) and foreign line ends are honoured.

    What is in another encoding all the same is read if it is plain which one. Lines end with ``\n``.

    Raises:
        Unreadable: if the bytes are no text.
    """
    notes: list[Text] = []
    return _module(as_utf8(content, name, notes), name, notes)


def _module(content: bytes, name: str, notes: list[Text]) -> str:
    if b"\0" in content:
        why = Text(
            "it holds null bytes; it may be another kind of file.",
            "ヌル文字が含まれています。別の種類のファイルかもしれません。",
        )
        raise unreadable.not_python(name, why)
    encoding = _encoding(content, name)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = _in_another_encoding(content, name, encoding, error.start, notes)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _in_another_encoding(content: bytes, name: str, claimed: str, where: int, notes: list[Text]) -> str:
    """The text of bytes that are not in the encoding claimed."""
    odd = sum(byte > 0x7F for byte in content)
    if _CONTROL.search(content) is None and odd < len(content) * 0.6:
        for encoding in ("utf-8", east_asian(content)):
            if encoding is not None and encoding != claimed:
                with suppress(UnicodeDecodeError):
                    text = content.decode(encoding)
                    notes.append(oddities.read_as(name, SHOWN.get(encoding, encoding.upper())))
                    return text
        text = content.decode("utf-8", "replace")
        if text.count("\ufffd") * 20 < len(text):
            notes.append(oddities.stray_bytes(name, content.count(b"\n", 0, where) + 1))
            return text
    line = content.count(b"\n", 0, where) + 1
    why = Text(
        f"line {line} is not in {claimed.upper()}. Save the file as UTF-8.",
        f"{line} 行目が {claimed.upper()} ではありません。UTF-8 で保存してください。",
    )
    raise unreadable.not_python(name, why)


def _broken(encoding: str) -> Text:
    shown = encoding.upper()
    return Text(
        f"it begins like {shown}, and is not. Save it as UTF-8.",
        f"{shown} のように始まりますが、そうではありません。UTF-8 で保存してください。",
    )


def _encoding(content: bytes, name: str) -> str:
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
    grade_id: object = ""


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
    return _notebook(content, name).texts


def _notebook(content: bytes, name: str, notes: tuple[Text, ...] = ()) -> Source:
    """See `notebook_cells`."""
    try:
        found = decode_json(as_utf8(content, name), type=_Notebook)
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
    about = [_metadata(cell) for cell in codes]
    texts = tuple("" if _is_test(m) else _source(cell, name) for cell, m in zip(codes, about, strict=True))
    ids = (m.nbgrader.grade_id if m.nbgrader is not None else "" for m in about)
    return Source(texts, True, notes, tuple(id if isinstance(id, str) else "" for id in ids))


def _source(cell: _Cell, name: str) -> str:
    source = cell.source or cell.input
    text = source if isinstance(source, str) else "".join(source)
    if "\0" in text:
        why = Text("a code cell holds null characters.", "コードセルにヌル文字が含まれています。")
        raise unreadable.not_a_notebook(name, why)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _metadata(cell: _Cell) -> _Metadata:
    try:
        return decode_json(cell.metadata, type=_Metadata)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return _Metadata()  # what stands beside the work is not worth refusing it


def _is_test(metadata: _Metadata) -> bool:
    if metadata.kadai is not None and metadata.kadai.role == "check":
        return True
    nbgrader = metadata.nbgrader
    return nbgrader is not None and nbgrader.grade is True and nbgrader.solution is not True
