"""Draws the figures of the handouts:  python tools/figures [ID …]   (autodiff and scalar_backprop draw their own)."""

import sys

import depth
import digit_runs
import experiments
import graphs
import pictures
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
    FIGURES[id]()
