"""Every instructor's notebook runs from top to bottom in a real kernel, and its public checks pass."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.checks import CheckInfo
from autograder.course import Course
from autograder.grading.classroom.collector_process import collect

# All sixteen notebooks, each in a kernel: a minute, and what they call has tests of its own.
pytestmark = pytest.mark.slow

pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that tools/run_notebooks.py fills."""
    out = tmp_path_factory.mktemp("executed")
    command = [sys.executable, str(ROOT / "tools/run_notebooks.py"), str(out)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return out


@pytest.fixture(scope="module")
def checks() -> dict[str, tuple[CheckInfo, ...]]:
    return dict(zip(COURSE.ids(), collect(COURSE.assignments()), strict=True))


def shown(cell: dict[str, Any]) -> str:
    """What a cell's outputs say as plain text."""
    parts = []
    for output in cell["outputs"]:
        assert output["output_type"] != "error", output
        parts += output.get("text") or output["data"].get("text/plain", [])
    return "".join(parts)


@pytest.mark.parametrize("id", COURSE.ids())
def test_the_notebook_runs_and_its_checks_pass(
    executed: Path, checks: dict[str, tuple[CheckInfo, ...]], id: str
) -> None:
    cells = json.loads((executed / f"{id}.ipynb").read_bytes())["cells"]
    found = {c["metadata"]["nbgrader"]["grade_id"]: shown(c) for c in cells if c["cell_type"] == "code"}
    public, hidden = [c for c in checks[id] if c.public], [c for c in checks[id] if not c.public]
    assert {c.id: found[c.id].split("\n")[0] for c in public} == {c.id: f"✓ {c.id}" for c in public}
    assert all("run after you hand in" in found[c.id] or "提出後に" in found[c.id] for c in hidden)
    assert found["checks-setup"] == ""
    assert sum(line.startswith("✓") for line in found["checks-all"].split("\n")) == len(public)


def test_whoever_draws_shows_a_figure(executed: Path) -> None:
    """A cell that draws when it is run (not a function that could) has a picture below it."""
    drawing = []
    for path in executed.glob("*.ipynb"):
        for number, cell in enumerate(json.loads(path.read_bytes())["cells"]):
            source = "".join(cell["source"])
            if (
                cell["cell_type"] == "code"
                and "plt." in source
                and not re.search("^(def|class) ", source, re.MULTILINE)
            ):
                drawing.append((path.stem, number))
    assert "scalar_backprop" in dict(drawing)
    assert all((executed / f"{id}-{number}.png").stat().st_size > 5000 for id, number in drawing)
