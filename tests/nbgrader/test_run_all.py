"""*Run All* reaches every check, whatever a student has written so far."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest

pytest.importorskip("ipykernel")
NotebookClient = pytest.importorskip("nbclient").NotebookClient

from autograder.course import Course  # noqa: E402  (after what may be missing)

COURSE = Course(Path(__file__).parents[2])
FEW = ("two_layer_mse", "scalar_backprop")  # they used to end at their given code
STATES = ("stub", "broken", "half", "finished")


def notebook_in(state: str, id: str) -> Any:
    """The students' notebook with its solution cells as they may be on the way."""
    assignment = COURSE.assignment(id)
    notebook = nbformat.read(assignment.template_folder / f"{id}.ipynb", as_version=4)
    complete = nbformat.read(assignment.instructors_notebook, as_version=4)
    solutions = [c for c in notebook.cells if c.cell_type == "code" and c.metadata.nbgrader.solution]
    right = {c.metadata.nbgrader.grade_id: c.source for c in complete.cells}
    written = {"stub": 0, "broken": 0, "half": (len(solutions) + 1) // 2, "finished": len(solutions)}[state]
    for cell in solutions[:written]:
        cell.source = right[cell.metadata.nbgrader.grade_id]
    if state == "broken":
        solutions[0].source += "\nthis is no Python"
    return notebook


def run_all(notebook: Any, id: str, folder: Path) -> None:
    shutil.copytree(COURSE.assignment(id).template_folder, folder)
    (folder / f"{id}.py").unlink()  # the notebook alone must do
    client = NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(folder)}})
    client.execute(stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("id", [id if id in FEW else pytest.param(id, marks=pytest.mark.slow) for id in COURSE.ids()])
@pytest.mark.parametrize("state", STATES)
def test_run_all_reaches_every_check(state: str, id: str, tmp_path: Path) -> None:
    notebook = notebook_in(state, id)
    run_all(notebook, id, tmp_path / id)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    checks = [cell for cell in code if cell.metadata.nbgrader.grade]
    assert checks
    assert all(cell.outputs and cell.outputs[0].output_type != "error" for cell in checks)
    raised = [cell.metadata.nbgrader.grade_id for cell in code for o in cell.outputs if o.output_type == "error"]
    if state == "finished":
        assert raised == []
    if state == "broken":
        assert any(name.startswith("solution-") for name in raised)
