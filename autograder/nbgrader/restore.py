"""Makes a submitted notebook again what was released, but for what the student may change.

nbgrader's own parts (DeduplicateIds, OverwriteCells) trust the metadata in the file: a cell whose flags were changed
loses a student's record, a duplicated cell or one of an unknown schema ends the run of the whole class. Here
the gradebook alone decides what a cell is; of the student's file only the texts are taken.
"""

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor  # type: ignore[import-untyped]

from autograder.course.handed_in.given_cells import is_for_trying
from autograder.nbgrader.gradebooks import gradebook_of

RELEASED = "kadai_released"
"""Where `resources` hold the released notebook, if it was read before."""
_KINDS = ("code", "markdown", "raw")
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class Released(NamedTuple):
    """A cell as the gradebook knows it."""

    name: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    points: float | None
    solution: bool
    task: bool

    @property
    def graded(self) -> bool:
        """Whether points are given for it."""
        return self.points is not None

    def metadata(self) -> dict[str, Any]:
        """nbgrader's metadata of the cell, schema 3."""
        points = {"points": self.points} if self.graded else {}
        return {
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "grade": self.graded and not self.task,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": self.task,
            **points,
        }


class ReleasedNotebook(NamedTuple):
    """A notebook as ``nbgrader generate_assignment`` recorded it: its cells by their ids, in their order."""

    cells: dict[str, Released]
    kernelspec: dict[str, Any] | None


def released_notebook(gradebook: Any, notebook: str, assignment: str) -> ReleasedNotebook:
    """What the gradebook knows of a notebook.

    Raises:
        MissingEntry: if it does not have it.
    """
    found = gradebook.find_notebook(notebook, assignment)
    points = {c.name: float(c.max_score) for c in (*found.grade_cells, *found.task_cells)}
    solutions = {c.name for c in found.solution_cells}
    tasks = {c.name for c in found.task_cells}
    cells = {
        c.name: Released(
            c.name,
            c.cell_type,
            c.source or "",
            c.checksum,
            bool(c.locked),
            points.get(c.name),
            c.name in solutions,
            c.name in tasks,
        )
        for c in found.source_cells
    }
    return ReleasedNotebook(cells, json.loads(found.kernelspec) if found.kernelspec else None)


class Restore(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """In the place of all that sanitizes a notebook: the gradebook says what each cell is.

    Locked cells get their released text; what a student wrote into one that is only given goes into a cell above it,
    so that additions are kept (`given_cells` does the same without nbgrader). Graded cells that are missing come back;
    of several cells with one id the last is it; cells that the gradebook does not know lose nbgrader's metadata.
    Whatever else stands in the file is dropped, so that the result is always a valid notebook.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """See the class."""
        released = resources.get(RELEASED)
        if released is None:
            info = resources["nbgrader"]
            with gradebook_of(resources) as gradebook:
                released = released_notebook(gradebook, info["notebook"], info["assignment"])
        return restored(nb, released), resources


def restored(nb: Any, released: ReleasedNotebook) -> NotebookNode:
    """A notebook with the student's texts and the released cells' rights."""
    known = released.cells
    cells = [c for c in _list(nb.get("cells")) if isinstance(c, dict) and c.get("cell_type") in _KINDS]
    last = {_grade_id(cell): position for position, cell in enumerate(cells)}
    kept = [
        (cell, known.get(_grade_id(cell)) if last[_grade_id(cell)] == position else None)
        for position, cell in enumerate(cells)
    ]
    built = [part for cell, is_ in kept for part in (*_additions(cell, is_), _rebuilt(cell, is_))]
    for position, gone in _missing(built, known):
        built.insert(position, _rebuilt({}, gone))
    _name_cells(built)
    # Python is all that is graded, and the metadata of a student's file may hold anything.
    metadata = {"language_info": {"name": "python"}}
    if released.kernelspec:
        metadata["kernelspec"] = released.kernelspec
    whole = {"cells": built, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    new: NotebookNode = nbformat.from_dict(whole)  # type: ignore[no-untyped-call]
    return new


def _rebuilt(cell: dict[str, Any], known: Released | None) -> dict[str, Any]:
    kind = known.cell_type if known else cell["cell_type"]
    source = known.source if known and (known.locked or not cell) else _text(cell.get("source"))
    metadata: dict[str, Any] = {}
    if known:
        metadata["nbgrader"] = known.metadata()
        if known.locked:
            metadata.update(deletable=False, editable=False)
    if _is_check(cell) and (known is None or known.locked):  # a copy of a check is one; an answer never is
        metadata["kadai"] = {"role": "check"}
    new = {"cell_type": kind, "id": cell.get("id"), "metadata": metadata, "source": source}
    if kind == "code":
        new.update(outputs=[], execution_count=None)
    if kind == "markdown" and (attachments := _attachments(cell.get("attachments"))):
        new["attachments"] = attachments
    return new


def _additions(cell: dict[str, Any], known: Released | None) -> Iterator[dict[str, Any]]:
    """The student's version of a given code cell, if there is one, as a cell of the student's own."""
    if known is None or not known.locked or known.graded or _is_check(cell):
        return
    text = _text(cell.get("source"))
    both_code = known.cell_type == cell["cell_type"] == "code"
    if both_code and text.strip() not in ("", known.source.strip()) and not is_for_trying(known.source):
        yield _rebuilt({"cell_type": "code", "source": text}, None)


def _missing(built: list[dict[str, Any]], released: dict[str, Released]) -> Iterator[tuple[int, Released]]:
    """The graded cells that are gone and where they go: below the nearest of their predecessors that is there."""
    place = 0
    for name, known in released.items():
        at = next((n for n, cell in enumerate(built) if _grade_id(cell) == name), None)
        if at is not None:
            place = at + 1
        elif known.graded:
            yield place, known
            place += 1


def _name_cells(cells: list[dict[str, Any]]) -> None:
    """Give every cell an id of its own; valid ones are kept."""
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        id = cell["id"] if isinstance(cell["id"], str) and _CELL_ID.fullmatch(cell["id"]) else f"restored-{number}"
        stem, tries = id[:30], itertools.count()
        while id in seen:  # whatever ids the other cells claim
            id = f"{stem}-{number}-{next(tries)}"
        cell["id"] = id
        seen.add(id)


def _grade_id(cell: dict[str, Any]) -> str:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return name if isinstance(name, str) else ""


def _is_check(cell: dict[str, Any]) -> bool:
    metadata = cell.get("metadata")
    kadai = metadata.get("kadai") if isinstance(metadata, dict) else None
    return isinstance(kadai, dict) and kadai.get("role") == "check"


def _text(source: Any) -> str:
    joined = "".join(part for part in _list(source) if isinstance(part, str)) if isinstance(source, list) else source
    text = joined if isinstance(joined, str) else ""
    return text.encode("utf-8", "replace").decode()  # a lone surrogate cannot be written to a file


def _attachments(value: Any) -> dict[str, Any]:
    """Pictures pasted into a written answer: name → media type → base64."""
    if not isinstance(value, dict):
        return {}
    whole = {name: bundle for name, bundle in value.items() if isinstance(bundle, dict)}
    return {n: b for n, b in whole.items() if all(isinstance(data, str) for data in b.values())}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
