"""What is kept of a student's notebook for a system that restores it: what is the student's to give, and no more."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.handed_in.restorable import MAX_CELLS, slimmed
from autograder.course.handed_in.unreadable import Unreadable

CODE = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": [], "execution_count": 1}
PICTURE = {"a.png": {"image/png": "iVBORw0K"}}


def notebook(*cells: Any, **more: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **more}).encode()


def cells_of(content: bytes) -> Any:
    return json.loads(slimmed(content, "a.ipynb"))["cells"]


def test_the_students_part_is_kept_and_the_rest_left_out() -> None:
    answer = {
        "cell_type": "markdown",
        "id": "a1",
        "source": ["# Why\n", "![a](attachment:a.png)"],
        "metadata": {
            "nbgrader": {"grade_id": "why", "points": 10**9, "locked": []},
            "kadai": {"role": "check"},
            "x": [],
        },
        "attachments": PICTURE,
    }
    code = {**CODE, "outputs": [{"output_type": "stream", "text": "x" * 10**6}]}
    first, second = cells_of(b"\xef\xbb\xbf" + notebook(answer, code))
    assert first == {
        "cell_type": "markdown",
        "id": "a1",
        "source": ["# Why\n", "![a](attachment:a.png)"],
        "metadata": {"nbgrader": {"grade_id": "why"}, "kadai": {"role": "check"}},
        "attachments": PICTURE,
    }
    assert (second["source"], second["outputs"], second["execution_count"]) == ("x = 1", [], None)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abgrader_idnk", max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(id=anything, metadata=anything, nbgrader=anything, attachments=anything)
def test_whatever_stands_beside_the_work_the_work_is_kept(
    id: Any, metadata: Any, nbgrader: Any, attachments: Any
) -> None:
    for given_there in (metadata, {"nbgrader": nbgrader}, {"kadai": nbgrader, "nbgrader": {"grade_id": nbgrader}}):
        cell = {**CODE, "id": id, "metadata": given_there, "attachments": attachments}
        (kept,) = cells_of(notebook(cell))
        assert kept["source"] == "x = 1"
        assert kept["id"] == (id if isinstance(id, str) else None)


def test_deep_nesting_beside_the_work_is_dropped() -> None:
    content = notebook({**CODE, "metadata": "HERE"}).replace(b'"HERE"', b"[" * 500 + b"]" * 500)
    (kept,) = cells_of(content)
    assert kept["metadata"] == {}


def test_format_3_becomes_format_4() -> None:
    cells = [
        {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "language": "python", "outputs": [], "collapsed": False},
        {"cell_type": "heading", "level": 2, "source": "What\nis it"},
        {"cell_type": "html", "source": "<b>"},
        {"cell_type": "markdown", "source": "text"},
        {"cell_type": "heading", "level": 10**30, "source": "x"},
    ]
    kept = cells_of(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode())
    assert [(c["cell_type"], c["source"]) for c in kept] == [
        ("code", ["x = 1\n", "y = 2"]),
        ("markdown", "## What is it"),
        ("markdown", "<b>"),
        ("markdown", "text"),
        ("markdown", "###### x"),
    ]


def test_cells_are_bounded() -> None:
    assert len(cells_of(notebook(*[CODE] * MAX_CELLS))) == MAX_CELLS
    with pytest.raises(Unreadable, match="more than 5000 cells"):
        slimmed(notebook(*[CODE] * (MAX_CELLS + 1)), "a.ipynb")
