"""Hands in a notebook of format 99."""

import json

SAYS = "format 99 is unknown"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text(json.dumps({"nbformat": 99, "nbformat_minor": 0, "metadata": {}, "cells": []}))
