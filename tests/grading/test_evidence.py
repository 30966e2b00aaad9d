"""What a report keeps so that a person can see: the source, where it went wrong, and the arrays that differ."""

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tiny_course import TinyCourse

from autograder.grading.kept_values import COLUMNS, ROWS, kept_arrays
from autograder.grading.results import SubmissionResult
from autograder.numerics import Compared

REFERENCE = """
import numpy as np


class Scale:
    def __init__(self, factor):
        ### BEGIN SOLUTION
        self.factor = factor
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return self.factor * x
        ### END SOLUTION


def total(x):
    ### BEGIN SOLUTION
    return np.sum(x)
    ### END SOLUTION
"""
HIDDEN = '''
import numpy as np
from autograder.testing import assert_close, points


@points(1)
def test_forward(submission):
    """forward."""
    x = np.arange(6.0).reshape(2, 3)
    got = submission.Scale(2.0).forward(x)
    if not np.array_equal(got, 2 * x):
        submission.Scale(3.0)  # to say more of it
    assert_close(got, 2 * x)


@points(1)
def test_total(submission):
    """total."""
    submission.Scale(1.0).forward(np.ones((1, 2)))
    assert_close(submission.total(np.ones(3)), 3.0)


@points(1)
def test_total_or_forward(submission):
    """total, and forward where that raises."""
    try:
        submission.total(np.ones(3))
    except Exception:
        submission.Scale(1.0).forward(None)
'''
WRONG = """import numpy as np


class Scale:
    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        out = self.factor * x
        out[:, 1] += 1
        return out


def total(x):
    return helper(x)


def helper(x):
    return 1 / 0
"""


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    tiny_shared.assignment(HIDDEN, reference=REFERENCE, toml="[limits]\ncall_seconds = 0.4\n")
    return tiny_shared


def graded(course: TinyCourse, **handed_in: object) -> SubmissionResult:
    course.hand_in(**handed_in)
    return next(s for s in course.grade().submissions if s.id in handed_in)


def test_where_it_raised_and_what_the_check_is_about(course: TinyCourse) -> None:
    result = graded(course, alice=WRONG)
    forward, total, either = result.checks
    assert (forward.region, forward.line) == ("Scale.forward", None)
    assert (total.region, WRONG.split("\n")[total.line - 1]) == ("total", "    return 1 / 0")
    assert "TypeError" in either.message.en
    assert (
        WRONG.split("\n")[either.line - 1] == "        out = self.factor * x"
    )  # of what is told, not of what came before
    assert list(result.evidence.sources.values()) == [WRONG]
    kept = result.evidence.arrays["forward"]
    assert (kept.got, kept.expected) == ([[0, 3, 4], [6, 9, 10]], [[0, 2, 4], [6, 8, 10]])
    assert kept.wrong == [[False, True, False], [False, True, False]]


@pytest.mark.parametrize(
    ("body", "outcome"), [("__import__('os')._exit(0)", "crashed"), ("while True: pass", "timeout")]
)
def test_what_ends_the_program_or_never_ends_is_where_to_look(course: TinyCourse, body: str, outcome: str) -> None:
    """Not what was called before it and came back."""
    result = course.grade_one(WRONG.replace("return helper(x)", body))
    assert (result.checks[1].outcome, result.checks[1].region) == (outcome, "total")


def test_a_notebook_is_one_text_with_the_line_in_it(course: TinyCourse) -> None:
    head, _, tail = WRONG.partition("\n\n\ndef total")
    cells = [new_markdown_cell("# work"), new_code_cell(head), new_code_cell("def total" + tail)]
    notebook = nbformat.writes(new_notebook(cells=cells))
    course.write("class/nina.ipynb", notebook)
    result = next(s for s in course.grade().submissions if s.id == "nina")
    (source,) = result.evidence.sources.values()
    assert [line for line in source.split("\n") if line.startswith("# cell")] == ["# cell 1", "# cell 2"]
    assert source.split("\n")[result.checks[1].line - 1] == "    return 1 / 0"


def test_what_passes_has_no_region_and_no_arrays(course: TinyCourse) -> None:
    result = graded(course, rei=REFERENCE)
    assert {(check.outcome, check.region, check.line) for check in result.checks} == {("passed", None, None)}
    assert result.evidence.arrays == {}


@given(
    arrays_of.arrays(np.float64, arrays_of.array_shapes(min_dims=1, max_dims=3, max_side=90), elements=st.floats()),
    st.data(),
)
def test_of_any_arrays_no_more_than_the_bound_is_kept_and_the_worst_is_in_it(got, data) -> None:
    wrong = np.zeros(got.shape, dtype=bool)
    worst = tuple(data.draw(st.integers(0, n - 1)) for n in got.shape)
    wrong[worst] = True
    kept = kept_arrays(Compared(got, np.zeros(got.shape), wrong))
    if got.size < 2:
        assert kept is None
        return
    shown = np.array(kept.wrong)
    assert shown.sum() == 1
    assert shown.size <= ROWS * COLUMNS
    place = [int(i) for i in np.argwhere(shown)[0]]
    first = kept.first or (0,) * got.ndim
    assert tuple(np.array(first) + np.array([0] * (got.ndim - len(place)) + place)) == worst
