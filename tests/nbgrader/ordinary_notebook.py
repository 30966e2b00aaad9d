"""Writes the notebooks of an ordinary nbgrader course: cells with nbgrader's metadata, knowing nothing of kadai."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

Cell = dict[str, Any]


def _cell(kind: str, text: str, **meta: Any) -> Cell:
    cell: Cell = {"cell_type": kind, "metadata": {}, "source": dedent(text).strip("\n").splitlines(keepends=True)}
    if meta:
        cell["metadata"]["nbgrader"] = {
            "grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, **meta
        }  # fmt: skip
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell


def markdown(text: str) -> Cell:
    return _cell("markdown", text)


def given(text: str) -> Cell:
    return _cell("code", text)


def solution(text: str, id: str = "solution") -> Cell:
    return _cell("code", text, solution=True, grade_id=id)


def checks(id: str, text: str, points: float = 1) -> Cell:
    return _cell("code", text, grade=True, locked=True, points=points, grade_id=id)


def answer(id: str, text: str, points: float = 2) -> Cell:
    return _cell("markdown", text, grade=True, solution=True, points=points, grade_id=id)


def task(id: str, text: str, points: float = 3) -> Cell:
    return _cell("markdown", text, task=True, locked=True, points=points, grade_id=id)


def write(path: Path, *cells: Cell) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return path
