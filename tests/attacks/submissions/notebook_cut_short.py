"""Hands in half a notebook."""

import json

SAYS = "JSON is broken"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [1, 2, 3]})[:20])
