"""What formgrader shows of a submission: a list on top, what did not pass first, by name, above nbgrader's own page."""

import re
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from autograder.checks import CheckInfo
from autograder.grading.results import CheckResult, Legend, result_of
from autograder.nbgrader.pages import markdown_without_html
from autograder.nbgrader.parts import TEMPLATES
from autograder.nbgrader.verdict_cells import write_result
from autograder.text import Text

OUTCOMES = {"fine": ("passed", 1.0), "wrong": ("failed", 0.0), "part": ("failed", 0.5), "slow": ("timeout", 0.0)}
CHECKS = tuple(CheckInfo(name, Text(f"The <{name}>.", f"「{name}」。"), 1.0, False) for name in OUTCOMES)


def graded(name: str, **more: Any) -> dict[str, Any]:
    about = {"grade": True, "solution": False, "grade_id": name, "points": 1, "locked": True, **more}
    return {"nbgrader": about}


def shown(*cells: Any) -> str:
    """As the handler of formgrader renders it."""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = TEMPLATES
    config.HTMLExporter.filters = {"markdown2html": markdown_without_html}
    resources = dict.fromkeys(("assignment_id", "notebook_id", "submission_id", "base_url", "student"), "x")
    more = {"index": 0, "total": 1, "last_name": "", "first_name": "", "notebook_path": "x"}
    notebook = nbformat.from_dict(new_notebook(cells=list(cells)))  # type: ignore[no-untyped-call]
    html, _ = HTMLExporter(config=config).from_notebook_node(notebook, resources={**resources, **more})
    return str(html)


@pytest.fixture(scope="module")
def page() -> str:
    cells = [new_markdown_cell("# Title"), *(new_code_cell("check()", metadata=graded(name)) for name in OUTCOMES)]
    results = (CheckResult(name, outcome, points, 1.0) for name, (outcome, points) in OUTCOMES.items())
    notebook = new_notebook(cells=cells)
    write_result(notebook, result_of("ann", tuple(results)), Legend(CHECKS), "full")
    return shown(*notebook.cells, new_markdown_cell("my answer", metadata=graded("w1", solution=True)))


def contents(page: str) -> list[tuple[str, str]]:
    """Signs and links, from the top."""
    listed = page[page.index('<ul class="kadai-contents">') : page.index("</nav>", page.index('kadai-contents">'))]
    return re.findall(r'href="#kadai-([^"]+)".*?kadai-sign[^>]*>(.)<', listed, re.DOTALL)


def test_what_did_not_pass_comes_first(page: str) -> None:
    assert contents(page) == [("wrong", "✗"), ("slow", "✗"), ("part", "△"), ("w1", "✎"), ("fine", "✓")]
    assert page.count('<ul class="kadai-contents">') == 1


def test_every_check_is_called_by_its_title_in_both_languages(page: str) -> None:
    for name in OUTCOMES:
        assert page.count(f"The &lt;{name}&gt;.") == page.count(f"「{name}」。") == 2  # in the list, and above the cell
        assert f'id="kadai-{name}"' in page


def test_nbgraders_own_page_is_still_there(page: str) -> None:
    assert page.count('class="score tabbable"') == len(OUTCOMES) + 1
    assert 'class="comment tabbable"' in page
    assert "formgrade.js" in page


def test_an_instructors_own_cells_are_listed_by_whether_they_raised() -> None:
    error = new_output("error", ename="AssertionError", evalue="", traceback=[])
    page = shown(
        new_code_cell("assert f", metadata=graded("good")),
        new_code_cell("assert g", metadata=graded("bad"), outputs=[error]),
    )
    assert contents(page) == [("bad", "✗"), ("good", "✓")]
