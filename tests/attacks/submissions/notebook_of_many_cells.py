"""Hands in a hundred thousand cells."""

import json

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": [], "execution_count": None}] * 100_000}))
