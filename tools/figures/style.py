"""What all figures have in common: looks, and where they go. Labels are mathematics and plain English words."""

import os
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

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


def save(figure: Figure, id: str, name: str) -> None:
    """Write the figure beside the handouts of an assignment; with FIGURES_AS_PNG a picture to look at, too."""
    folder = ROOT / "assignments" / id
    figure.savefig(folder / name, facecolor="white", metadata={"Date": None})
    if preview := os.environ.get("FIGURES_AS_PNG"):
        figure.savefig(Path(preview) / f"{id}.png", facecolor="white", dpi=80)
    plt.close(figure)
