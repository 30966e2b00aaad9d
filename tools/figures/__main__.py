"""Draws the figures of the handouts:  python tools/figures [ID …]   (autodiff and scalar_backprop draw their own).

A figure with words in it is drawn in both languages: ``losses.svg`` and ``losses.ja.svg``.
"""

import sys

import depth
import digit_runs
import experiments
import graphs
import pictures
import style
import surface
import training
import windows

FIGURES = {
    **graphs.FIGURES,
    **training.FIGURES,
    **experiments.FIGURES,
    **surface.FIGURES,
    **digit_runs.FIGURES,
    **depth.FIGURES,
    **pictures.FIGURES,
    **windows.FIGURES,
}

for id in sys.argv[1:] or FIGURES:
    if id not in FIGURES:
        sys.exit(f"there is no figure for {id!r}; there are: {', '.join(sorted(FIGURES))}")
    style.draw(FIGURES[id])
