"""Notebooks for a system that restores them before they are graded (nbgrader): read, slimmed, and read again."""

from typing import Any, TypeVar

import msgspec

from autograder.course.assignment import Assignment
from autograder.course.handed_in import unreadable
from autograder.course.handed_in.choosing import MAX_NOTEBOOK, Choice
from autograder.course.handed_in.decoding import notebook_cells
from autograder.course.handed_in.measured import Measured
from autograder.course.handed_in.submissions import assemble
from autograder.course.handed_in.trees import Folder
from autograder.sandbox import Sources
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


def find_notebook(folder: Folder, assignment: Assignment) -> str:
    """The name of the notebook that answers the assignment: named after it, or the only one there.

    Raises:
        Unreadable: if there is none, or more than one that could be it.
    """
    found = [e.name for e in folder.entries() if e.kind != "folder" and e.suffix == ".ipynb"]
    if f"{assignment.id}.ipynb" in found:
        return f"{assignment.id}.ipynb"
    if not found:
        raise unreadable.nothing_here(folder.name, assignment.id)
    if len(found) > 1:
        raise unreadable.ambiguous(folder.name, found)
    return found[0]


def opened(folder: Folder, name: str | None, assignment: Assignment) -> tuple[str, bytes]:
    """A notebook's name, by default that of `find_notebook`, and all of it that can be restored: see `slimmed`.

    Raises:
        Unreadable: if it is a link, too large, or no notebook.
    """
    name = find_notebook(folder, assignment) if name is None else name
    content = folder.read(name, MAX_NOTEBOOK)
    notebook_cells(content, name)
    return name, slimmed(content, name)


def slimmed(content: bytes, name: str) -> bytes:
    """A notebook of format 3 or 4 as one of format 4 that holds only what is the student's to give.

    That is: kinds, texts, ids and attachments of cells, and what nbgrader and kadai call them. Outputs are left out.

    Raises:
        Unreadable: if it has too many cells.
    """
    found = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Notebook)
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


def assembled(folder: Folder, name: str, restored: bytes, assignment: Assignment) -> tuple[Sources, str]:
    """What is graded, and its digest: the code cells of the restored notebook, the modules beside the file.

    Raises:
        Unreadable: if there is no code, or a module that the notebook imports cannot be read.
    """
    texts = notebook_cells(restored, name)
    choice = Choice(Measured(folder), f"{assignment.id}.ipynb", own_folder=True)
    return assemble(choice, texts, assignment)
