"""Claims, in pytest's words, that the test should be skipped."""

import pytest

ENDS = ("Skipped",)
NAIVELY = "grader gone"


def attack(arena):
    pytest.skip("nothing to see here")
