"""Hides JSON nested a hundred thousand deep where nobody needs to look."""

SAYS = "JSON is broken"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + ', "cells": [{"cell_type": "code", "source": "x = 1"}]}')
