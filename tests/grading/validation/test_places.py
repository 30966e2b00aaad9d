"""Where a check stands and what its files keep, from their text alone."""

import pytest
from tiny_course import TinyCourse

from autograder.course import Course
from autograder.grading.validation.places import Places

HIDDEN = """
    import functools

    import numpy as np
    from problems import band

    LIMITS = (1, 2)
    SEEN = []
    START = np.zeros(3)


    def helper(x):
        SEEN.append(x)
        return START


    def test_keeps(submission):
        helper(submission.double(1))


    def test_keeps_nothing(submission):
        assert submission.double(1) in LIMITS


    @functools.cache
    def unused():
        return 1


    def test_asks_for_a_band(submission):
        assert band(3)
"""
PROBLEMS = """
    from functools import lru_cache


    @lru_cache(maxsize=8)
    def band(n):
        return [n]
"""


@pytest.fixture
def places(tiny: TinyCourse) -> Places:
    tiny.assignment(hidden=HIDDEN)
    tiny.write("assignments/tiny/problems.py", PROBLEMS)
    return Places(Course(tiny.root).assignment("tiny"))


@pytest.mark.parametrize(
    ("check", "kept"),
    [
        ("keeps", ["SEEN (test_hidden.py:8)", "START (test_hidden.py:9)"]),
        ("keeps_nothing", []),
        ("asks_for_a_band", ["band (problems.py:6)"]),
        ("is_no_check", []),
    ],
)
def test_caches_and_globals_that_a_check_reaches(places: Places, check: str, kept: list[str]) -> None:
    assert sorted(places.kept_by(check)) == kept


def test_the_lines_of_a_check(places: Places) -> None:
    found = places.of("keeps_nothing")
    assert found is not None
    path, lines = found
    assert path.name == "test_hidden.py"
    assert path.read_text("utf-8").splitlines()[lines.start - 1].startswith("def test_keeps_nothing")
    assert len(lines) == 2
    assert places.of("is_no_check") is None


def test_a_check_that_is_shared(tiny: TinyCourse) -> None:
    """Its place is the shared module, and so is that of what it keeps."""
    shared = PROBLEMS + "\n\n    def test_shared(submission):\n        assert band(3)\n"
    tiny.write("shared_checks/common/shared_problems.py", shared)
    hidden = "import shared_problems\n\ntest_shared = shared_problems.test_shared\n"
    tiny.assignment(hidden, toml="uses = ['common']")
    places = Places(Course(tiny.root).assignment("tiny"))
    found = places.of("shared")
    assert found is not None
    assert found[0].name == "shared_problems.py"
    assert places.kept_by("shared") == ["band (shared_problems.py:6)"]
