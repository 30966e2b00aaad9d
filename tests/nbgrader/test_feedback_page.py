"""The feedback that students get: what is wrong first, named, complete without a network."""

import re
from typing import Any

import nbformat
import pytest
from english_left import english_left
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from read_aloud import Read
from traitlets.config import Config

from autograder.checks import CheckInfo
from autograder.grading.results import CheckResult, Legend, result_of
from autograder.nbgrader.explained import explained_at
from autograder.nbgrader.formulas import mathml
from autograder.nbgrader.pages import markdown_without_html
from autograder.nbgrader.parts import TEMPLATES
from autograder.nbgrader.verdict_cells import write_result
from autograder.text import NOTHING, Text

CHECKS = (
    CheckInfo("fine", Text("It is <fine>.", "よい。"), 1.0, False),
    CheckInfo("losses", Text("Losses.", "損失。"), 2.0, False, section=Text("How it <learns>", "学習")),
)
HANDOUT = Text("https://example.ac.jp/handout.en", "https://example.ac.jp/handout.ja")
DATA = {"step": 1, "losses": [3.0, 2.0, 1.0], "reference": [3.0, 1.5, 0.5], "tolerance": [1e-6] * 3}
RESULT = result_of(
    "ann",
    (
        CheckResult("fine", "passed", 1.0, 1.0),
        CheckResult("losses", "failed", 0.0, 2.0, Text("Outside.", "範囲外。"), details={"data": DATA}),
    ),
)


@pytest.fixture(scope="module")
def page() -> str:
    cells: list[Any] = [new_markdown_cell("# Title\n\n$y = \\frac{1}{2}$\n\n$$L = \\sum_i x_i$$\n\n## 学習\n\n…")]
    for check in CHECKS:
        about = {"grade": True, "solution": False, "grade_id": check.id, "points": check.max_points, "locked": True}
        cells.append(new_code_cell(f'check("{check.id}")', metadata={"nbgrader": about}))
    about = {"grade": True, "solution": True, "grade_id": "w1", "points": 5, "comment": "Good $x^2$."}
    cells.append(new_markdown_cell("my answer", metadata={"nbgrader": about}))
    notebook = new_notebook(cells=cells)
    write_result(notebook, RESULT, Legend(CHECKS), "full", HANDOUT)
    for cell, score in zip(notebook.cells[1:], (1.0, 0.0, 4.0), strict=True):
        cell.metadata.nbgrader.update(score=score)
    config = Config()
    config.HTMLExporter.template_name = "feedback"
    config.HTMLExporter.extra_template_basedirs = TEMPLATES
    config.HTMLExporter.filters = {"markdown2html": markdown_without_html}
    about_all = {"notebook": "tiny", "score": 5.0, "max_score": 8.0, "late_penalty": 0.0}
    html, _ = HTMLExporter(config=config).from_notebook_node(
        nbformat.from_dict(notebook),  # type: ignore[no-untyped-call]
        resources={"nbgrader": about_all},
    )
    return str(html)


def test_what_is_wrong_comes_first_and_has_a_name(page: str) -> None:
    contents = page[page.index("<nav") : page.index("</nav>")]
    assert contents.index("損失。") < contents.index("よい。")
    assert contents.index("✗") < contents.index("✓")
    assert "It is &lt;fine&gt;." in contents
    assert "Test cell" not in page


def test_a_part_of_the_points_has_a_sign_of_its_own_and_stands_between(page: str) -> None:
    contents = page[page.index("<nav") : page.index("</nav>")]
    signs = [line.partition("</span>")[0][-1] for line in contents.split('<span class="sign')[1:]]
    assert signs == ["✗", "△", "✓"]
    assert contents.index("△") < contents.index("一部合格 / partly passed") < contents.index("w1")
    assert page.count('class="tile is-partly"') == 1


def test_there_is_no_noise(page: str) -> None:
    assert "Out[" not in page
    assert "In&nbsp;[" not in page


def test_the_page_needs_no_network_and_no_script(page: str) -> None:
    assert "<script" not in page
    assert 'src="http' not in page
    assert "cdnjs" not in page
    assert page.count("<math") == 3
    assert '<html lang="ja">' in page


def test_pictures_and_comments_are_there(page: str) -> None:
    assert 'src="data:image/svg+xml;base64,' in page
    assert page.count("The losses leave the band at step 1") == 2  # below the picture, and in its place
    assert "No description" not in page
    assert "Good <math" in page
    assert "範囲外。" in page
    assert 'id="losses"' in page


def test_what_failed_leads_to_the_section_that_explains_it(page: str) -> None:
    """In the notebook itself where that has it, else where the course says that the handout is."""
    japanese, english = re.findall(r'<p class="explained">.*?</p>', page, re.DOTALL)[0].split(" · ")
    assert 'href="#%E5%AD%A6%E7%BF%92"' in japanese
    assert '<h2 id="%E5%AD%A6%E7%BF%92">' in page
    assert 'href="https://example.ac.jp/handout.en#how-it-learns"' in english
    assert "How it &lt;learns&gt;</a>" in english
    assert page.count('<p class="explained">') == 1


def test_what_is_said_stands_in_both_languages_and_once(page: str) -> None:
    tile = page[page.index('id="losses"') :]
    assert tile.index('<div class="said" lang="ja">範囲外。</div>') < tile.index(
        '<div class="said" lang="en">Outside.</div>'
    )
    assert page.count("範囲外。") == page.count("Outside.") == 1


@pytest.mark.parametrize("handout", [NOTHING, Text.same("javascript:alert(1)")])
def test_a_section_that_is_nowhere_is_named_and_leads_nowhere(handout: Text) -> None:
    notebook = new_notebook(cells=[new_markdown_cell("## Something else")])
    found = explained_at(notebook, Text("The formulas", "式"), handout)
    assert found == {"en": {"words": "The formulas", "at": ""}, "ja": {"words": "式", "at": ""}}
    assert explained_at(notebook, NOTHING, handout) == {}


@pytest.mark.parametrize(
    "formula", [r"\frac{1}{2}", r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", r"\text{softmax}(x)", "a < b", "誤差"]
)
def test_formulas_are_typeset(formula: str) -> None:
    assert (mathml(formula) or "").startswith("<math")


@pytest.mark.parametrize("formula", [r"\nosuchmacro{x}", r"\frac{1}", "x" * 10_000, "{" * 500])
def test_what_cannot_be_read_stays_as_it_was_written(formula: str) -> None:
    assert mathml(formula) is None or "\\" not in (mathml(formula) or "")
    assert "<script" not in (mathml(formula + "<script>") or "")


def test_what_is_not_marked_as_english_is_japanese(page: str) -> None:
    """The page is called Japanese; what is said in both languages says which is which."""
    both = {
        "合格 / passed",
        "一部合格 / partly passed",
        "不合格 / not passed",
        "目次 / Contents",
        "目次へ / to the contents",
    }
    caption = next(part for part in Read(page, "ja").parts if "許容範囲" in part)
    both |= {caption}
    left = [part for part in Read(page, "ja").parts if part not in both and english_left(part)]
    assert left == ["tiny", "tiny", "Title", "my answer", "Good"]
