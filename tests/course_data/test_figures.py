"""The figures of the handouts: in the language of the handout, and never without a text that says what they show."""

import re
from pathlib import Path

import pytest
from english_left import english_left, is_japanese

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
FIGURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
HANDOUTS = sorted(ASSIGNMENTS.glob("*/handout.*.md"))
_NAMES = "adam adagrad sgd momentum relu affine softmax glorot elbo dout forward backward input"
NAMES = frozenset(_NAMES.split())
"""What the code calls something, or a person."""


def figures_of(handout: Path) -> list[tuple[str, Path]]:
    return [(about, handout.parent / name) for about, name in FIGURE.findall(handout.read_text("utf-8"))]


def labels_of(figure: Path) -> list[str]:
    """The words in a figure, which matplotlib draws as curves, each with a comment of what it says."""
    comments = re.findall(r"<!--(.*?)-->", figure.read_text("utf-8"), re.DOTALL)
    return [re.sub(r"\$[^$]*\$|\b[A-Z][a-z]+[A-Z]\w*", " ", comment) for comment in comments]  # formulas, classes


@pytest.mark.parametrize("handout", HANDOUTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_a_figure_shows_is_said_in_the_language_of_the_handout(handout: Path) -> None:
    japanese = handout.name == "handout.ja.md"
    for about, figure in figures_of(handout):
        assert figure.exists()
        assert len(about.strip()) > 10
        assert is_japanese(about) == japanese
        if figure.suffix == ".svg":
            labels = labels_of(figure)
            assert labels
            assert japanese or not any(map(is_japanese, labels))
            assert not japanese or [word for label in labels for word in english_left(label, NAMES)] == []


def test_both_handouts_show_the_same_figures_and_none_is_left_over() -> None:
    for folder in {handout.parent for handout in HANDOUTS}:
        english, japanese = ([f for _, f in figures_of(folder / f"handout.{lang}.md")] for lang in ("en", "ja"))
        assert [f.name.replace(".ja.svg", ".svg") for f in japanese] == [f.name for f in english]
        drawn = {path for path in folder.iterdir() if path.suffix in (".svg", ".png")}
        assert drawn == {*english, *japanese}
