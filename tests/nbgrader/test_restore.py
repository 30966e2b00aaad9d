"""Whatever a student's file holds, what comes out is a valid notebook with the instructor's cells."""

import json
import warnings
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("nbgrader")

from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum

from autograder.nbgrader.restore import Released, ReleasedNotebook, restored


def released(name: str, cell_type: str = "code", **flags: Any) -> Released:
    given_flags = {"locked": False, "points": None, "solution": False, "task": False, **flags}
    blank = Released(name, cell_type, f"the text of {name}", "", **given_flags)
    cell = nbformat.from_dict(
        {"cell_type": cell_type, "source": blank.source, "metadata": {"nbgrader": blank.metadata()}}
    )
    return blank._replace(checksum=compute_checksum(cell))


CELLS = (
    released("intro", "markdown", locked=True),
    released("given", locked=True),
    released("code", solution=True),
    released("check", locked=True, points=2.0),
    released("last", locked=True, points=0.0),
    released("answer", "markdown", solution=True, points=4.0),
    released("task", "markdown", task=True, points=1.0),
)
NOTEBOOK = ReleasedNotebook({c.name: c for c in CELLS}, {"name": "python3", "display_name": "Python 3"})

names = st.sampled_from([*NOTEBOOK.cells, "unknown", ""])
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
flags = st.dictionaries(st.sampled_from(["grade", "solution", "locked", "task", "points", "schema_version"]), anything)
nbgrader_metadata = st.builds(lambda name, rest: {**rest, "grade_id": name}, names, flags) | anything
metadata = st.fixed_dictionaries({}, optional={"nbgrader": nbgrader_metadata, "kadai": anything, "tags": anything})
cells = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw"]) | anything},
    optional={"metadata": metadata | anything, "source": anything, "id": anything, "attachments": anything},
)
notebooks = st.fixed_dictionaries({}, optional={"cells": st.lists(cells | anything, max_size=8), "metadata": anything})


def graded(nb: Any) -> dict[str, Any]:
    """The cells with nbgrader's metadata by their ids."""
    found = [c for c in nb.cells if "nbgrader" in c.metadata]
    by_id = {c.metadata.nbgrader.grade_id: c for c in found}
    assert len(by_id) == len(found)
    return by_id


@given(notebooks)
def test_every_file_becomes_a_valid_notebook_with_the_released_cells(nb: Any) -> None:
    new = restored(nbformat.from_dict(nb), NOTEBOOK)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nbformat.validate(new)
    MetadataValidator().validate_nb(new)
    json.dumps(new).encode()
    there = graded(new)
    assert {c.name for c in CELLS if c.graded} <= set(there) <= set(NOTEBOOK.cells)
    for name, cell in there.items():
        known = NOTEBOOK.cells[name]
        assert cell.metadata.nbgrader == known.metadata()
        assert cell.cell_type == known.cell_type
        if known.locked:
            assert cell.source == known.source
            assert compute_checksum(cell) == known.checksum
    assert restored(new, NOTEBOOK) == new


def test_what_the_student_wrote_is_kept() -> None:
    code = {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "code"}}, "source": ["x = 1\n", "y = 2"]}
    answer = {
        "cell_type": "markdown",
        "metadata": {"nbgrader": {"grade_id": "answer"}},
        "source": "see ![](attachment:a.png)",
        "attachments": {"a.png": {"image/png": "aGk="}},
    }
    own = {"cell_type": "code", "metadata": {}, "source": "z = 3"}
    new = restored({"cells": [code, own, answer]}, NOTEBOOK)
    assert graded(new)["code"].source == "x = 1\ny = 2"
    assert graded(new)["answer"].attachments == answer["attachments"]
    assert "z = 3" in [c.source for c in new.cells]


def test_what_was_added_to_a_given_cell_runs_before_what_was_released() -> None:
    for added, own in (("import scipy", ["import scipy"]), ("the text of given\n", []), ("", [])):
        cell = {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "given"}}, "source": added}
        new = restored({"cells": [cell]}, NOTEBOOK)
        codes = [c for c in new.cells if c.cell_type == "code"]
        assert [c.source for c in codes][: len(own) + 1] == [*own, "the text of given"]
        assert all("nbgrader" not in c.metadata for c in codes[: len(own)])


def test_a_missing_cell_comes_back_below_its_predecessor() -> None:
    own = {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "code"}}, "source": ""}
    after = {"cell_type": "raw", "metadata": {}, "source": "after"}
    order = [
        c.metadata.get("nbgrader", {}).get("grade_id", c.source)
        for c in restored({"cells": [own, after]}, NOTEBOOK).cells
    ]
    assert order == ["code", "check", "last", "answer", "task", "after"]


@given(st.lists(st.sampled_from(["p" * 50, f"{'p' * 50}-2x", "p" * 30, f"{'p' * 30}-2-0", "restored-1", "é", ""])))
def test_no_ids_of_cells_keep_it_from_naming_them(ids: list[str]) -> None:
    nb = restored({"cells": [{"cell_type": "raw", "id": id} for id in ids]}, ReleasedNotebook({}, None))
    assert len({cell.id for cell in nb.cells}) == len(ids)
