"""Each check of the course leads to a section of its handout, in both languages."""

from pathlib import Path

import pytest

from autograder.course.handed_out.sections import anchor_in_notebook, anchor_on_a_page, section_of

HANDOUT = """# Layers

Affine and relu.

## The affine layer

backward gives dW from x and the gradient.

## Where relu stands

relu is max(x, 0); nothing passes where x is negative.

## Checking your work

kadai check relu affine backward
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "handout.en.md").write_text(HANDOUT, encoding="utf-8")
    japanese = HANDOUT.replace("## The affine layer", "## アフィン層").replace("## Where relu stands", "## ReLU の場所")
    (tmp_path / "handout.ja.md").write_text(japanese, encoding="utf-8")
    return tmp_path


def test_the_section_that_speaks_of_the_same_is_found(folder: Path) -> None:
    assert section_of(folder, "relu lets nothing pass where x is negative.").ja == "ReLU の場所"
    assert section_of(folder, "What comes back is right.", ("Affine.backward",)).en == "The affine layer"


def test_where_nothing_fits_there_is_no_section(folder: Path) -> None:
    assert not section_of(folder, "Entirely different.")
    assert not section_of(folder / "elsewhere", "relu")


def test_without_the_same_sections_in_japanese_the_heading_is_english(folder: Path) -> None:
    (folder / "handout.ja.md").write_text("## 一つ\n", encoding="utf-8")
    assert section_of(folder, "relu is negative").in_("ja") == "Where relu stands"


def test_anchors() -> None:
    assert anchor_on_a_page("Where x, `y` go") == "where-x-y-go"
    assert anchor_in_notebook("The formulas") == "The-formulas"
