"""Writes cells as notebooks: the instructor's, and the students' just as nbgrader makes it from the first.

The same input gives the same bytes, everywhere and always.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

Role = Literal["given", "solution", "check", "answer"]
_GRADED = ("check", "answer")
_STUDENTS = ("solution", "answer")


class Cell(msgspec.Struct, frozen=True):
    """A cell of both notebooks: ``complete`` for the instructor, ``blank`` for students.

    ``given`` is to be read or run; ``solution`` is code to be filled in; ``check`` runs one check, for points;
    ``answer`` is written by the student and marked by a person, for points. ``name`` is nbgrader's grade_id.
    A cell that `ours` belongs to the checking and is no part of the submission. One that `may_raise`, because it is
    what a student has not finished or rests on that, does not keep Jupyter from running those below.
    """

    kind: Literal["markdown", "code"]
    role: Role
    name: str
    blank: str
    complete: str
    points: float = 0.0
    ours: bool = False
    may_raise: bool = False


def instructors_notebook(cells: Iterable[Cell]) -> bytes:
    """The notebook with solutions and rubrics: what nbgrader calls the source."""
    return _notebook([_cell(c, c.complete, _nbgrader(c)) for c in cells])


def students_notebook(cells: Iterable[Cell]) -> bytes:
    """The notebook that students receive: what ``nbgrader generate_assignment`` makes of the instructor's."""
    built = []
    for cell in cells:
        released = _cell(cell, cell.blank, _nbgrader(cell) | {"cell_type": cell.kind, "checksum": _checksum(cell)})
        released["metadata"]["deletable"] = False
        if cell.role not in _STUDENTS:
            released["metadata"]["editable"] = False
        built.append(released)
    return _notebook(built)


def _nbgrader(cell: Cell) -> dict[str, Any]:
    """A cell's metadata after nbgrader's schema 3."""
    graded, students = cell.role in _GRADED, cell.role in _STUDENTS
    metadata: dict[str, Any] = {
        "grade": graded,
        "grade_id": cell.name,
        "locked": not students,
        "schema_version": 3,
        "solution": students,
        "task": False,
    }
    return metadata | ({"points": plain(cell.points)} if graded else {})


def _checksum(cell: Cell) -> str:
    """What nbgrader's ComputeChecksums writes, after its utils.compute_checksum."""
    graded, students = cell.role in _GRADED, cell.role in _STUDENTS
    parts = [cell.blank, cell.kind, str(graded), str(students), str(not students), cell.name]
    parts += [str(float(cell.points))] if graded else []
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def plain(points: float) -> float:
    """Points as a person would write them: 3, not 3.0."""
    return int(points) if points == int(points) else points


def _cell(cell: Cell, source: str, nbgrader: dict[str, Any]) -> dict[str, Any]:
    metadata: dict[str, Any] = {"nbgrader": nbgrader} | ({"kadai": {"role": "check"}} if cell.ours else {})
    if cell.may_raise:
        metadata["tags"] = ["raises-exception"]
    built = {
        "cell_type": cell.kind,
        "id": hashlib.sha256(f"{cell.name}\0{cell.blank}".encode()).hexdigest()[:12],
        "metadata": metadata,
        "source": source.splitlines(keepends=True),
    }
    return built | ({"execution_count": None, "outputs": []} if cell.kind == "code" else {})


def _notebook(cells: list[dict[str, Any]]) -> bytes:
    """The notebook file, format 4.5, just as ``nbformat.write`` would write it."""
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
