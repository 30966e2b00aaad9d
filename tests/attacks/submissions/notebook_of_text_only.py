"""Hands in a notebook whose code stands in text cells."""

import json

SAYS = "no code cell"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "markdown", "source": "x = 1", "metadata": {}, "id": "a"}]}))
