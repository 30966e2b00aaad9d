"""Bundles with which other places grade hand-ins as they arrive: what `kadai package` writes.

A bundle is a course of the chosen assignments alone, this kadai as a wheel, and what the place asks for: scripts of a
few lines around ``kadai prepare`` (its set-up) and ``kadai grade --one --to`` (for each hand-in). One module per place
in ``places/``, with its scripts in ``templates/``.
"""
