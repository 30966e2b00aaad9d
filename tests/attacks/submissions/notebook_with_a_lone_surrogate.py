"""Hands in code that is no valid Unicode."""

SAYS = "JSON is broken"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text('{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = 1 # \\ud800"}]}')
