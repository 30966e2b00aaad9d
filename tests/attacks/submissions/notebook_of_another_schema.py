"""Claims a version of nbgrader's metadata that does not exist: one such cell stops a whole class elsewhere."""

import json

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "x = 1", "outputs": [], "execution_count": None, "metadata": {"nbgrader": {"schema_version": 99, "grade_id": "../../x", "grade": False, "solution": True, "locked": False, "points": -1e308}}}]}))
