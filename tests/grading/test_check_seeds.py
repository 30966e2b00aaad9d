"""Random inputs: the same for every student and in every run, others for another secret, parameter or check."""

import re

import pytest
from tiny_course import RIGHT, TinyCourse

from autograder.grading.results import SubmissionResult

HIDDEN = """
    import pytest

    @pytest.mark.parametrize("n", [1, 2])
    def test_one(submission, rng, n):
        if n == submission.n:
            raise AssertionError(f"drew {rng.integers(10**12)}")

    def test_two(submission, rng):
        raise AssertionError(f"drew {rng.integers(10**12)}")
"""


def drawn(result: SubmissionResult) -> dict[str, str]:
    return {c.id: re.findall(r"drew (\d+)", c.message.en)[0] for c in result.checks}


def test_what_the_inputs_depend_on(tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.assignment(HIDDEN)
    tiny.hand_in(a="n = 1\n", b="n = 1\n" + RIGHT, c="n = 2\n")
    a, b, c = map(drawn, tiny.grade(jobs=2).submissions)
    assert a == b
    assert a["two"] == c["two"]
    assert len({a["one"], c["one"], a["two"]}) == 3
    assert drawn(tiny.grade_one("n = 1\n")) == a  # another process, another submission
    monkeypatch.setenv("KADAI_SECRET", "of this machine")
    with_variable = drawn(tiny.grade_one("n = 1\n"))
    monkeypatch.delenv("KADAI_SECRET")
    tiny.write(".kadai/secret", "of this course\n")
    with_file = drawn(tiny.grade_one("n = 1\n"))
    assert len({a["one"], with_file["one"], with_variable["one"]}) == 3
