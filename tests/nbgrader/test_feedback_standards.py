"""The feedback that students get, with the handouts of all assignments in it, keeps to standards of access and HTML."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from chromium import chromium
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook
from page_checks import LOOKS, LOOKS_NAMES, ROOT, needs_axe, needs_validator, validated, violations
from traitlets.config import Config

from autograder.checks import CheckInfo
from autograder.grading.results import Arrays, CheckResult, Diagnosed, Diagnosis, Evidence, Legend, result_of
from autograder.nbgrader.pages import markdown_without_html
from autograder.nbgrader.parts import TEMPLATES
from autograder.nbgrader.verdict_cells import write_result
from autograder.text import Text

NOTEBOOKS = sorted((ROOT / "student_template").glob("*/*.ipynb"))
FEW = [path for path in NOTEBOOKS if path.stem in ("two_layer_mse", "softmax_with_loss")]
OUTCOMES = {
    "fine": "passed",
    "wrong": "failed",
    "stub": "unwritten",
    "slow": "timeout",
    "ended": "crashed",
    "by": "skipped",
}
CHECKS = tuple(
    CheckInfo(name, Text(f"The <{name}>.", f"「{name}」。"), 1.0, False, section=Text("The formulas", "式"))
    for name in OUTCOMES
)
MISTAKE = Diagnosis(Text("A mistake", "間違い"), Text("What it is.", "その説明。"), Text("What if?", "もし？"))


@pytest.fixture(
    scope="module", params=[pytest.param(FEW, id="few"), pytest.param(NOTEBOOKS, id="all", marks=pytest.mark.slow)]
)
def pages(request, tmp_path_factory) -> list[Path]:
    """A page for each assignment: its handout in both languages, and checks of every outcome."""
    folder = tmp_path_factory.mktemp("feedback")
    return [_page(notebook, folder / f"{notebook.stem}.html") for notebook in request.param]


def _page(notebook: Path, page: Path) -> Path:
    source: Any = nbformat.read(notebook, 4)  # type: ignore[no-untyped-call]
    cells = [cell for cell in source.cells if cell.cell_type == "markdown"]
    for name in OUTCOMES:
        about = {"grade": True, "solution": False, "grade_id": name, "points": 1, "locked": True, "comment": "Good."}
        cells.append(new_code_cell(f'check("{name}")', metadata={"nbgrader": about}))
    nb = new_notebook(cells=cells)
    arrays = Arrays([[1.0, 2.0], [3.0, "nan"]], [[1.0, 2.5], [3.0, 4.0]], [[False, True], [False, True]])
    said = Text("It is `3`, expected 4.", "`3` です（期待値は 4）。")
    checks = [CheckResult(name, outcome, float(name == "fine"), 1.0, said) for name, outcome in OUTCOMES.items()]  # type: ignore[arg-type]
    checks[1] = CheckResult("wrong", "failed", 0.0, 1.0, said, Diagnosed("mistake"))
    result = result_of("ann", checks, evidence=Evidence({"a.py": "x = 1\n"}, {"wrong": arrays}))
    write_result(nb, result, Legend(CHECKS, {"mistake": MISTAKE}), "full")
    for cell in nb.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(score=float(cell.metadata.nbgrader.grade_id == "fine"))
    config = Config()
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = TEMPLATES
    config.HTMLExporter.filters = {"markdown2html": markdown_without_html}
    about_all = {"notebook": notebook.stem, "score": 1.0, "max_score": 6.0, "late_penalty": 0.0}
    html, _ = HTMLExporter(config=config).from_notebook_node(
        nbformat.from_dict(nb),  # type: ignore[no-untyped-call]
        resources={"nbgrader": about_all},
    )
    page.write_text(html, "utf-8")
    return page


@needs_axe
@pytest.mark.parametrize("looks", LOOKS, ids=LOOKS_NAMES)
def test_nothing_is_in_the_way_of_anybody(pages: list[Path], looks: dict[str, Any]) -> None:
    with chromium() as browser:
        browser.looks(**looks)
        assert {page.stem: found for page in pages if (found := violations(browser, page.as_uri()))} == {}


@needs_validator
def test_pages_are_valid(pages: list[Path], tmp_path: Path) -> None:
    done = validated(pages, tmp_path / "config.json")
    assert done.stdout.strip() == ""
    assert done.returncode == 0
