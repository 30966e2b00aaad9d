"""What all figures have in common: looks, languages, and where they go. Labels are mathematics and plain words."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "reference"))

BLUE, ORANGE, GREEN, GREY, PALE = "#1f6fb4", "#d55e00", "#00806a", "#666666", "#e8eef5"

plt.rcParams.update(
    {
        "svg.hashsalt": "kadai",  # the same figure gives the same file
        "font.size": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, GREY]),
        "figure.constrained_layout.use": True,
    }
)


JAPANESE = ("Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "IPAPGothic", "Hiragino Sans", "Yu Gothic", "Meiryo")
_drawing = {"language": "en", "words": False, "any": False}


def say(en: str, ja: str) -> str:
    """The words of a label in the language that is being drawn."""
    _drawing["words"] = True
    return ja if _drawing["language"] == "ja" else en


def draw(figure: Callable[[], None]) -> None:
    """Draw in English; where there were words, in Japanese as well."""
    _drawing.update(language="en", words=False, any=False)
    figure()
    if _drawing["any"]:
        _drawing["language"] = "ja"
        with plt.rc_context({"font.family": [_japanese_font(), "DejaVu Sans"]}):
            figure()


def _japanese_font() -> str:
    there = {font.name for font in fontManager.ttflist}
    found = next((name for name in JAPANESE if name in there), None)
    return found or sys.exit(f"no Japanese font is installed; one of these is needed: {', '.join(JAPANESE)}")


def save(figure: Figure, id: str, name: str) -> None:
    """Write the figure beside the handouts of an assignment; with FIGURES_AS_PNG a picture to look at, too."""
    folder, stem, words = ROOT / "assignments" / id, Path(name).stem, _drawing["words"]
    own = f"{stem}.ja" if _drawing["language"] == "ja" else stem
    _drawing.update(words=False, any=_drawing["any"] or words)
    if _drawing["language"] == "ja" and not words:  # it is the same as the English one
        plt.close(figure)
        return
    figure.savefig(folder / f"{own}.svg", facecolor="white", metadata={"Date": None})
    if preview := os.environ.get("FIGURES_AS_PNG"):
        figure.savefig(Path(preview) / f"{id}.{own}.png", facecolor="white", dpi=80)
    plt.close(figure)
