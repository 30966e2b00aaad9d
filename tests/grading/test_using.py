"""``submission.using(…)``: what a check's subject builds on is the reference's. Who abuses it: see the attacks."""

from pathlib import Path
from textwrap import dedent

import pytest
from lending_course import CONVOLVE, HIDDEN, REFERENCE, RIGHT, WINDOWS
from tiny_course import TinyCourse, by_id, check

from autograder.grading.in_process.module import load
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.results import SubmissionResult

BLANK = "raise NotImplementedError"
CLASS = {
    "right": RIGHT,
    "no_windows": RIGHT.replace(WINDOWS, BLANK),
    "no_windows_at_all": RIGHT.replace("def windows(x", "def _other(x"),
    "no_scale": RIGHT.replace("return self.factor * x", BLANK),
    "no_predict": RIGHT.replace("return x\n        ### END", f"{BLANK}\n        ### END"),
    "no_convolve": RIGHT.replace(CONVOLVE, BLANK),
    "wrong_call": RIGHT.replace(CONVOLVE, "return windows(x, w) @ w"),
    "catches": RIGHT.replace(
        CONVOLVE,
        "try:\n        windows(x, w)\n    except TypeError:\n        return windows(x, len(w)) @ w",
    ),
}


@pytest.fixture(scope="module")
def graded(tiny_shared: TinyCourse) -> dict[str, SubmissionResult]:
    return by_id(tiny_shared.assignment(HIDDEN, reference=REFERENCE).grade(tiny_shared.hand_in(**CLASS)))


def lost(result: SubmissionResult) -> list[str]:
    return [c.id for c in result.checks if c.outcome != "passed"]


@pytest.mark.parametrize(
    ("name", "costs"),
    [
        ("right", []),
        ("no_windows", ["windows"]),
        ("no_windows_at_all", ["windows"]),
        ("no_scale", ["scale"]),
        ("no_predict", ["predict"]),
        ("no_convolve", ["convolve"]),
        ("wrong_call", ["convolve"]),
        ("catches", []),
    ],
)
def test_what_is_unwritten_costs_its_own_check_alone(
    graded: dict[str, SubmissionResult], name: str, costs: list[str]
) -> None:
    assert lost(graded[name]) == costs


def test_a_wrong_argument_is_told_as_such(graded: dict[str, SubmissionResult]) -> None:
    assert "calls windows" in check(graded["wrong_call"], "convolve").message.en
    assert "TypeError" in check(graded["wrong_call"], "convolve").message.en


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("net = submission.Net(2.0, 3.0); submission.using(Scale=reference.Scale); net.predict(x)", "that is gone"),
        ("submission.using(windows=reference.windows); submission.windows(x, 3)", "is the reference's"),
        ("submission.using(windows=3)", "can be lent"),
        ("submission.using(windows=lambda x, n: reference.Scale(2)); submission.convolve(x, x)", "gives a Scale"),
    ],
)
def test_the_author_is_told_what_cannot_be(tiny: TinyCourse, body: str, complaint: str) -> None:
    hidden = f"import numpy as np\nx = np.ones(3)\ndef test_a(submission, reference):\n    {body}\n"
    result = tiny.assignment(hidden, reference=REFERENCE).grade_one(RIGHT)
    assert check(result, "a").outcome == "fault"
    assert complaint in check(result, "a").message.en


def test_a_check_may_lend_where_it_sees_that_it_must(tiny: TinyCourse) -> None:
    """So right code, which may keep in what would be lent what it needs later, is graded as it is."""
    hidden = """
        import numpy as np

        def test_convolve(submission, reference):
            x = np.arange(5.0)
            try:
                right = np.array_equal(submission.windows(x, 3), reference.windows(x, 3))
            except NotImplementedError:
                right = False
            if not right:
                submission.using(windows=reference.windows)
            assert np.array_equal(submission.convolve(x, np.ones(3)), reference.convolve(x, np.ones(3)))
    """
    assignment = tiny.assignment(hidden, reference=REFERENCE)
    results = by_id(
        assignment.grade(tiny.hand_in(**{name: CLASS[name] for name in ("right", "no_windows", "no_convolve")}))
    )
    assert [name for name, result in results.items() if lost(result)] == ["no_convolve"]


def test_in_the_students_own_process_it_is_lent_and_given_back(tmp_path: Path) -> None:
    public = """
        class Right:
            def __init__(self, factor): self.factor = factor
            def forward(self, x): return self.factor * x

        def test_predict(submission):
            submission.using(Scale=Right)
            assert submission.Net(2.0, 3.0).predict(1.0) == 6.0

        def test_loss(submission):
            submission.using(**{"Net.predict": lambda self, x: 6 * x})
            assert submission.Net(2.0, 3.0).loss(1.0) == 36.0

        def test_scale(submission):
            assert submission.Scale(3.0).forward(1.0) == 3.0
    """
    (tmp_path / "test_public.py").write_text(dedent(public), "utf-8")
    (tmp_path / "mine.py").write_text(CLASS["no_scale"], "utf-8")
    loaded = load(tmp_path / "mine.py")
    (result,) = run_public_checks(tmp_path / "test_public.py", loaded, "mine.py").submissions
    assert lost(result) == ["scale"]
    assert loaded.module.Net.predict.__name__ == "predict"
