"""Hands in shell commands and magics, which would be run by a kernel."""

import json

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "!touch escaped\n%cd /\n%load_ext autoreload\nx = 1", "metadata": {}, "outputs": [], "execution_count": None}, {"cell_type": "code", "source": "%%bash\ntouch escaped", "metadata": {}, "outputs": [], "execution_count": None}]}))
