"""What students are given of hidden checks: their own value and the pattern, and never what was expected."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from tiny_course import TinyCourse, check

from autograder.grading.results import CheckInfo, CheckResult, Legend, Report, result_of
from autograder.nbgrader.verdict_cells import write_result
from autograder.numerics import compare
from autograder.reports.export_format import Options
from autograder.reports.formats import FORMATS, render
from autograder.reports.given import Feedback, given
from autograder.reports.html import write_students
from autograder.reports.roster import parse_roster
from autograder.text import NOTHING, Text

# Every way in which a hidden check can say what it expected. EXPECTED is that, in digits that nothing else holds.
HIDDEN = """
    import numpy as np
    import pytest
    from autograder.testing import *

    RIGHT = 271.828125
    MANY = np.array([RIGHT, 2.5, -7.25, 3.125])

    @points(1)
    def test_number(submission): assert_close(submission.number, RIGHT)
    @points(1)
    def test_array(submission): assert_close(submission.array, MANY)
    @points(1)
    def test_word(submission): assert_close(submission.word, "271.828125")
    @points(1)
    def test_infinite(submission): assert_close(submission.infinite, RIGHT)
    @points(1)
    def test_condition(submission): assert submission.number == RIGHT
    @points(1)
    def test_message(submission): assert submission.number == RIGHT, "f is a constant"
    @points(1)
    def test_library(submission): np.testing.assert_allclose(submission.number, RIGHT)
    @points(1)
    def test_approx(submission): assert submission.number == pytest.approx(RIGHT)
    @points(1)
    def test_own_error(submission): {submission.number: 1}[RIGHT]
    @points(1)
    @pytest.mark.parametrize("x, expected", [(1, 271.828125)])
    def test_parameters(submission, x, expected): assert_close(submission.number, expected)
    @points(1)
    def test_mean(submission): assert_mean(submission.number, RIGHT, 1e-3)
    @points(1)
    def test_variance(submission): assert_variance([submission.number, -submission.number] * 500, RIGHT**2)
    @points(1)
    def test_rate(submission): assert_rate(submission.bits, 0.271828125)
    @points(1)
    def test_slope(submission):
        assert_gradient(submission.array, of=lambda x: float(np.sum(x * MANY)), at=np.ones(4))
    @points(1)
    def test_known_slope(submission):
        assert_gradient(submission.array, of=lambda x: float(np.sum(x * MANY)), at=np.ones(4), reference_gradient=MANY)
    @points(1)
    def test_large_slope(submission):
        assert_gradient(submission.large, of=lambda x: RIGHT * float(np.sum(x)), at=np.ones(20000))
    @points(1)
    def test_vjp(submission):
        assert_vjp(submission.array, lambda x, dout: dout * x, MANY, upstream=np.ones(4), factor=2.0)
    @points(1)
    def test_two_are_right(submission): assert_close(submission.array, MANY, or_close_to=(-MANY,))
    @points(1)
    def test_losses(submission):
        band = TrajectoryBand.from_reference(lambda x: [RIGHT * x[0], 200.0, 150.0], [np.ones(1)])
        assert_trajectory(submission.losses, band)
    @points(1)
    def test_weights(submission):
        band = TrajectoryBand.from_reference(lambda x: [3.0, 2.0, RIGHT * x[0]], [np.ones(1)])
        assert_trajectory(submission.fitting, band, recomputed=submission.number)
    @points(1)
    def test_accuracy(submission):
        assert_in_ensemble(submission.number, EnsembleBand(mean=RIGHT, std=1e-6, count=20), what="accuracy")
"""
REFERENCE = """
import numpy as np

number = infinite = 271.828125
array = np.array([number, 2.5, -7.25, 3.125])
word = "271.828125"
bits = [1] * 272 + [0] * 728
large = np.full(20000, number)
losses = [number, 200.0, 150.0]
fitting = [3.0, 2.0]
"""
OWN = """
number = 4.5
array = [1.0, 2.5, 9.0, 4.0]
word = "4.5"
infinite = float("inf")
bits = [1] * 500 + [0] * 500
large = [1.0] * 20000
losses = [4.5, 2.0, 1.0]
fitting = [3.0, 2.0]
"""
EXPECTED = re.compile(r"27[12]\.\d|271828|0\.2718|7\.38|73890|561\.2|0\.00367")

GRADES_ALONE = ("blackboard", "brightspace", "canvas", "manaba", "sakai", "table")


@pytest.fixture(scope="module")
def graded(tiny_shared: TinyCourse) -> Report:
    tiny_shared.assignment(HIDDEN, reference=REFERENCE)
    tiny_shared.hand_in(alice=OWN)
    return tiny_shared.grade()


def everything_given(report: Report, folder: Path, feedback: Feedback) -> dict[str, str]:
    """Each thing that a student is given, as text."""
    write_students(report, folder, feedback=feedback)
    texts = {"page": (folder / "alice.html").read_text(encoding="utf-8")}
    ids = "".join(f"{s.id},\n" for s in report.submissions)
    roster = parse_roster(f"submission,合計点,Username,ID\n{ids}", "roster.csv")
    for name in FORMATS:
        for language in ("en", "ja"):
            text = render(name, report, Options(language=language, feedback=feedback, roster=roster)).text
            texts[f"{name} {language}"] = text
    (result,) = report.submissions
    cells = [new_code_cell(metadata={"nbgrader": graded_cell(c)}) for c in result.checks]
    notebook = new_notebook(cells=cells)
    write_result(notebook, result, report.legend, feedback)
    texts["notebook"] = nbformat.writes(notebook)
    return texts


def graded_cell(check: CheckResult) -> dict[str, Any]:
    return {"grade": True, "solution": False, "grade_id": check.id, "points": check.max_points}


def test_every_check_fails_in_its_own_way(graded: Report) -> None:
    (alice,) = graded.submissions
    assert {c.outcome for c in alice.checks} == {"failed"}, {c.id: c.message.en for c in alice.checks}
    told = [c for c in alice.checks if EXPECTED.search(json.dumps([c.message.en, c.message.ja, c.details]))]
    assert len(told) == len(alice.checks), {c.id: c.message.en for c in alice.checks if c not in told}


@pytest.mark.parametrize("feedback", ["diagnosis", "outcome"])
def test_nothing_that_is_given_says_what_was_expected(graded: Report, tmp_path: Path, feedback: Feedback) -> None:
    for name, text in everything_given(graded, tmp_path / "site", feedback).items():
        assert not EXPECTED.search(text), f"{name}: …{text[max(EXPECTED.search(text).start() - 200, 0) :][:300]}"


def test_full_feedback_says_it_everywhere(graded: Report, tmp_path: Path) -> None:
    given_in_full = everything_given(graded, tmp_path / "site", "full")
    silent = {name for name, text in given_in_full.items() if not EXPECTED.search(text)}
    assert silent == {
        f"{name} {language}" for name in GRADES_ALONE for language in ("en", "ja")
    }  # they hold scores only
    assert "assert 4.5 == 271.828125" in given_in_full["junit en"]


def test_the_own_value_is_given(graded: Report) -> None:
    messages = {c.id: c.message.en for c in given(graded.submissions[0], graded.legend).checks}
    assert "4.5" in messages["number"]
    assert "entry [0]" in messages["array"]
    assert messages["message"] == "f is a constant"
    assert messages["condition"] == "The check's condition does not hold."
    assert all(messages.values())


def test_the_instructor_keeps_the_numbers_and_the_condition(graded: Report) -> None:
    (alice,) = graded.submissions
    assert "271.828" in check(alice, "number").message.en
    assert "assert 4.5 == 271.828125" in check(alice, "condition").details["condition"]
    assert "ACTUAL" in check(alice, "library").details["condition"]
    assert "assert" not in check(alice, "condition").message.en


def test_outcome_gives_the_outcome_alone(graded: Report) -> None:
    for c in given(graded.submissions[0], graded.legend, "outcome").checks:
        assert (c.message, c.told, c.diagnosis, c.details) == (NOTHING, None, None, {})
        assert c.outcome == "failed"


def test_a_public_check_says_what_it_expects() -> None:
    public = CheckResult("a", "failed", 0.0, 1.0, Text.same("is 3, expected 4"), told=NOTHING)
    result = result_of("alice", (public,))
    legend = Legend((CheckInfo("a", NOTHING, 1.0, public=True),))
    assert given(result, legend).checks == given(result, legend, "outcome").checks == (public,)


NUMBER = st.floats(-1e6, 1e6).filter(lambda x: abs(x) > 1e-3)


@drawn(expected=NUMBER, factor=st.sampled_from([2.0, 0.5, -1.0, 3.7, 1.0001, 5.0]), offset=st.sampled_from([0.0, 1.25]))
def test_of_a_single_number_nothing_is_said_but_that_it_is_wrong(expected: float, factor: float, offset: float) -> None:
    """Whatever the right number is, a student reads the same: so nothing follows from it."""
    got = expected * factor + offset
    difference = compare(got, expected, what="y", known={"N": 5})
    another = compare(got, expected * 1.5 + 3, what="y", known={"N": 5})
    if difference is not None and another is not None:
        assert difference.told == another.told


@drawn(
    expected=st.lists(NUMBER, min_size=4, max_size=8, unique=True),
    change=st.sampled_from([lambda e: e * 3.7, lambda e: e + 1.2345, lambda e: -e, lambda e: e * 5, lambda e: e * 0]),
)
def test_of_an_array_the_first_wrong_entry_and_the_pattern_are_told(expected: list[float], change: Any) -> None:
    right = np.array(expected)
    difference = compare(change(right), right, what="y", known={"N": 5})
    assert difference is not None
    assert difference.told is not None
    own = f"{change(right)[0] + 0.0:.6g}"
    words = difference.told.en.replace(own, "").replace("5 times too large, and 5 is N", "")
    assert re.findall(r"\d+\.\d+", words) == []
    assert "relative error" not in words
