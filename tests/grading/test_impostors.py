"""Checks written carelessly are not fooled: by objects that lie about arithmetic, by arguments overwritten."""

from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import TinyCourse

REFERENCE = '''
    """Squares."""

    import numpy as np


    def square(x):
        """x² for every entry."""
        ### BEGIN SOLUTION
        return x**2
        ### END SOLUTION
'''
CARELESS = """
    import numpy as np
    from autograder.testing import assert_close, points

    @points(1)
    def test_square_by_subtraction(submission, reference, rng):
        x = rng.normal(size=(3, 4))
        expected = reference.square(x.copy())
        got = submission.square(x.copy())
        assert ((got - expected) ** 2).sum() < 1e-12

    @points(1)
    def test_square_expected_afterwards(submission, reference, rng):
        x = rng.normal(size=(3, 4))
        got = submission.square(x)
        assert_close(got, reference.square(x))
"""
LIAR = """
    class Liar:
        def __sub__(self, other):
            return self
        def __pow__(self, other):
            return self
        def sum(self):
            return 0.0

    def square(x):
        return Liar()
"""
VANDAL = """
    def square(x):
        x[...] = 0
        return x * 0.0
"""
HONEST_IN_PLACE = """
    def square(x):
        y = x**2
        x += 1
        return y
"""


@pytest.fixture
def course(tmp_path: Path) -> TinyCourse:
    return TinyCourse(tmp_path).assignment(hidden=CARELESS, reference=REFERENCE)


@pytest.mark.parametrize(
    ("source", "by_subtraction", "afterwards"),
    [
        (REFERENCE, "passed", "passed"),
        (LIAR, "failed", "failed"),
        (VANDAL, "failed", "failed"),
        (HONEST_IN_PLACE, "passed", "failed"),  # the author's check blames it: compute what you expect first
    ],
    ids=["reference", "liar", "vandal", "honest in place"],
)
def test_what_comes_back_cannot_decide_the_check(
    course: TinyCourse, source: str, by_subtraction: str, afterwards: str
) -> None:
    assert course.outcomes(dedent(source)) == {
        "square_by_subtraction": by_subtraction,
        "square_expected_afterwards": afterwards,
    }
