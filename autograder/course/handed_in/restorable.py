"""Notebooks for a system that restores them before they are graded (nbgrader): read, slimmed, and read again."""

from typing import Any, TypeVar

import msgspec

from autograder.course.assignment import Assignment
from autograder.course.handed_in import unreadable
from autograder.course.handed_in.account import NO_ACCOUNT, Account
from autograder.course.handed_in.candidates import MAX_NOTEBOOK
from autograder.course.handed_in.choosing import Choice, choose
from autograder.course.handed_in.decoding import as_utf8, notebook_cells
from autograder.course.handed_in.magics import clean_cell
from autograder.course.handed_in.measured import Measured
from autograder.course.handed_in.submissions import Assembled, assemble
from autograder.course.handed_in.trees import Folder
from autograder.course.handed_in.walking import at, walk
from autograder.text import Text

MAX_CELLS = 5_000  # that nbgrader's own code, which is not bounded, has to go through


_NOTHING = msgspec.Raw(b"null")
_T = TypeVar("_T")


class _Cell(msgspec.Struct):
    cell_type: str = ""
    source: str | list[str] = ""
    input: str | list[str] = ""  # format 3
    level: msgspec.Raw = _NOTHING  # of a heading, in format 3
    id: msgspec.Raw = _NOTHING
    metadata: msgspec.Raw = _NOTHING
    attachments: msgspec.Raw = _NOTHING


class _Worksheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell] | None = None
    worksheets: list[_Worksheet] = []  # format 3


class _Nbgrader(msgspec.Struct):
    grade_id: str


class _Kadai(msgspec.Struct):
    role: str


class _Metadata(msgspec.Struct):
    nbgrader: msgspec.Raw = _NOTHING
    kadai: msgspec.Raw = _NOTHING


def opened(folder: Folder, name: str | None, assignment: Assignment) -> tuple[str, bytes, Account]:
    """The file that answers the assignment (see `choose`), or the one of that name; what can be restored of it.

    That is a notebook (see `slimmed`): of a module, one with a single cell. The name is a path within the folder.

    Raises:
        Unreadable: if there is none, or it is a link, too large, or neither a notebook nor Python.
    """
    choice = choose(folder, assignment, take=name)
    file = choice.file
    if choice.notebook:
        content = slimmed(as_utf8(file.tree.read(file.name, MAX_NOTEBOOK), file.name), file.name)
    else:
        content = _with_cells(choice.texts)
    return file.path, content, choice.account


def _with_cells(texts: tuple[str, ...]) -> bytes:
    cells = [_slim(_Cell(cell_type="code", source=text)) for text in texts]
    return msgspec.json.encode({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def slimmed(content: bytes, name: str) -> bytes:
    """A notebook of format 3 or 4 as one of format 4 that holds only what is the student's to give.

    That is: kinds, texts, ids and attachments of cells, and what nbgrader and kadai call them. Outputs are left out.

    Raises:
        Unreadable: if it has too many cells.
    """
    found = msgspec.json.decode(as_utf8(content, name), type=_Notebook)
    old = [_modern(cell) for sheet in found.worksheets for cell in sheet.cells]
    cells = found.cells if found.cells is not None else old
    if len(cells) > MAX_CELLS:
        why = Text(f"it has more than {MAX_CELLS} cells.", f"セルが {MAX_CELLS} 個を超えています。")
        raise unreadable.not_a_notebook(name, why)
    return msgspec.json.encode({"cells": list(map(_slim, cells)), "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def _slim(cell: _Cell) -> dict[str, Any]:
    metadata = _well_formed(cell.metadata, _Metadata) or _Metadata()
    about = {"nbgrader": _well_formed(metadata.nbgrader, _Nbgrader), "kadai": _well_formed(metadata.kadai, _Kadai)}
    slim: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "id": _well_formed(cell.id, str),
        "metadata": {key: value for key, value in about.items() if value is not None},
        "source": cell.source,
    }
    attachments = _well_formed(cell.attachments, dict[str, dict[str, str]])
    if attachments:
        slim["attachments"] = attachments
    return slim | ({"execution_count": None, "outputs": []} if cell.cell_type == "code" else {})


def _well_formed(raw: msgspec.Raw, kind: type[_T]) -> _T | None:
    """The value, if it is of that kind: what stands beside the work is not worth refusing it."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _modern(cell: _Cell) -> _Cell:
    """A cell of format 3 in format 4."""
    match cell.cell_type:
        case "code":
            return msgspec.structs.replace(cell, source=cell.source or cell.input)
        case "heading":
            marks = "#" * min(max(_well_formed(cell.level, int) or 1, 1), 6)
            text = cell.source if isinstance(cell.source, str) else "".join(cell.source)
            return msgspec.structs.replace(cell, cell_type="markdown", source=f"{marks} {' '.join(text.split())}")
        case "html":
            return msgspec.structs.replace(cell, cell_type="markdown")
        case _:
            return cell


def assembled(folder: Folder, name: str, restored: bytes, assignment: Assignment) -> Assembled:
    """What is graded, and its digest: the code cells of the restored notebook, the modules that they speak of.

    Raises:
        Unreadable: if there is no code, or too much.
    """
    main = f"{assignment.id}.ipynb"
    texts = notebook_cells(restored, main)
    tree = Measured(folder)
    cells = tuple(map(clean_cell, texts))
    choice = Choice(walk(tree, into_zips=".zip/" in name.lower()), at(tree, name), True, texts, cells, NO_ACCOUNT)
    return assemble(choice, assignment, main)
