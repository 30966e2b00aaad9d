"""Draws the figure of the handouts: ``python assignments/autodiff/figure.py`` writes graph.svg beside this file."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "autodiff"
HERE = Path(__file__).parent
sys.path.append(str(HERE.parents[1] / "reference"))

from autodiff import Tensor, draw  # noqa: E402

a, x, y = Tensor(2.0), Tensor(3.0), Tensor(1.0)
ax = draw((a * x - y) ** 2)
ax.figure.savefig(HERE / "graph.svg", bbox_inches="tight", metadata={"Date": None})
