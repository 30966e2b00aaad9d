"""Hands in a notebook of format 1."""

import json

SAYS = "format 1 is unknown"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 1, "cells": []}))
