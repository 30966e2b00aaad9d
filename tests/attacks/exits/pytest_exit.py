"""Ends the whole run in pytest's words."""

import pytest

ENDS = ("Exit",)


def attack(arena):
    pytest.exit("all passed", returncode=0)
