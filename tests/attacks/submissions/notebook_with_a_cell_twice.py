"""Hands in one graded cell twice."""

import json

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "x = %d" % n, "outputs": [], "execution_count": None, "metadata": {"nbgrader": {"schema_version": 3, "grade_id": "soft", "grade": False, "solution": True, "locked": False}}} for n in (2, 1)]}))
