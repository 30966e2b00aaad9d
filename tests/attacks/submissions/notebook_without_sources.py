"""Hands in cells without a source."""

import json

RUNS = 1
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code"}, {"cell_type": "code", "source": ["x = ", "1"]}]}))
