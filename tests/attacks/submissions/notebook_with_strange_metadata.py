"""Hands in metadata of the wrong types."""

import json

RUNS = 1
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": [], "cells": [{"cell_type": "code", "source": "x = 1", "metadata": {"nbgrader": [1], "kadai": "check"}}]}))
