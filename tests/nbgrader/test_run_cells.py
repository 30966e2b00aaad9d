"""With RunCells before the grader, whoever marks by hand sees what the notebook prints and draws."""

from typing import Any

import pytest
from nbgrader_course import RIGHT, NbgraderCourse, cell_of, nbgrader, said
from tiny_course import run_kadai

COMMANDS = ("kadai", "nbgrader")
DRAWS = RIGHT + "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('two', double(1))\n"


@pytest.fixture
def with_cells(course: NbgraderCourse) -> NbgraderCourse:
    """The course, configured to run the cells as well."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('\nc.Autograde.autograde_preprocessors = ["autograder.nbgrader.running.RunCells", *AUTOGRADE]\n')
    return course


@pytest.mark.parametrize("command", COMMANDS)
def test_outputs_are_shown_and_scores_are_the_graders(with_cells: NbgraderCourse, command: str) -> None:
    with_cells.hand_in("anne", DRAWS)
    with_cells.hand_in("ends", RIGHT + "import os\nos._exit(0)\n")
    if command == "kadai":
        run = run_kadai("nbgrader", "autograde", "tiny", "--jobs", "1", cwd=with_cells.root)
        assert run.returncode == 0, run.stderr
    else:
        nbgrader("autograde", "tiny", cwd=with_cells.root)
    assert with_cells.score("anne") == with_cells.score("ends") == 6
    outputs: list[Any] = cell_of(with_cells.autograded("anne"), "solution-double")["outputs"]
    assert "two 2" in "".join(o.get("text", "") for o in outputs)
    assert any("image/png" in o.get("data", {}) for o in outputs)
    assert "1 / 1" in said(with_cells.autograded("anne"), "one")
