"""Builds the notebook that students receive. The same input gives the same bytes, everywhere and always."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from autograder.course.stubs import StubCell

_CHECK = """\
# Run this cell to try your code on the public tests.
# このセルを実行すると、公開テストであなたのコードを確認できます。
try:
    from autograder import check_notebook
except ImportError:
    print("To run the public tests here, install kadai first:  %pip install kadai")
    print("公開テストを実行するには、先に kadai をインストールしてください:  %pip install kadai")
else:
    print(check_notebook(globals(), "test_public.py"))
"""


def markdown(name: str, source: str) -> dict[str, Any]:
    """A Markdown cell."""
    return {"cell_type": "markdown", "id": _cell_id(name, source), "metadata": {}, "source": _lines(source)}


def code(name: str, source: str, metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """A code cell that was not run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": _cell_id(name, source),
        "metadata": metadata or {},
        "outputs": [],
        "source": _lines(source),
    }


def nbgrader(grade_id: str, *, solution: bool, grade: bool = False, locked: bool = False) -> dict[str, Any]:
    """A cell's metadata after nbgrader's schema 3."""
    return {
        "nbgrader": {
            "grade": grade,
            "grade_id": re.sub(r"[^A-Za-z0-9_-]", "_", grade_id),
            "locked": locked,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
    }


def handout_cells(language: str, text: str) -> list[dict[str, Any]]:
    """A handout as Markdown cells, one per section (headings of the first and second level)."""
    return [markdown(f"handout-{language}-{n}", part) for n, part in enumerate(_sections(text))]


def stub_to_cells(cells: Iterable[StubCell]) -> list[dict[str, Any]]:
    """A stub's cells: what is to be filled in are nbgrader's solution cells."""
    built: list[dict[str, Any]] = []
    for number, cell in enumerate(cells):
        name = f"stub-{number}-{cell.name}"
        if cell.kind == "text":
            built.append(markdown(name, cell.blank))
        else:
            solution = cell.kind == "solution"
            metadata = nbgrader(f"solution-{cell.name}", solution=True) if solution else None
            built.append(code(name, cell.blank, metadata))
    return _unique_grade_ids(built)


def check_cell() -> dict[str, Any]:
    """The cell that runs the public tests in the student's own kernel."""
    return code("public-checks", _CHECK.rstrip("\n"), {"kadai": {"role": "check"}})


def notebook(cells: list[dict[str, Any]]) -> bytes:
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


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _cell_id(name: str, source: str) -> str:
    return hashlib.sha256(f"{name}\0{source}".encode()).hexdigest()[:12]


def _sections(text: str) -> list[str]:
    sections: list[list[str]] = [[]]
    fenced = False
    for line in text.strip("\n").split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and re.match(r"##? ", line) and any(sections[-1]):
            sections.append([])
        sections[-1].append(line)
    return ["\n".join(lines).strip("\n") for lines in sections]


def _unique_grade_ids(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: dict[str, int] = {}
    for cell in cells:
        metadata = cell["metadata"].get("nbgrader")
        if metadata:
            name = metadata["grade_id"]
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                metadata["grade_id"] = f"{name}-{seen[name]}"
    return cells
