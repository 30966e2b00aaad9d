"""Hands in a notebook of a million cells with nothing in them."""

SAYS = "longer than 4 MB"


def hand_in(folder, outside):
    cells = ",".join(['{"cell_type": "code"}'] * 1_000_000)
    (folder / "mallory.ipynb").write_text('{"nbformat": 4, "cells": [' + cells + "]}")
