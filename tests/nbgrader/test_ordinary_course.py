"""A course that knows nothing of kadai: its own cells are its tests, isolated, with the scores of stock nbgrader."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ordinary_course import OrdinaryCourse, answer, code

Run = Callable[..., Any]
SQUARES = """
def squares(n):
    '''The first n squares.'''
    ### BEGIN SOLUTION
    if n < 1:
        raise ValueError("n must be positive")
    return [i ** 2 for i in range(1, n + 1)]
    ### END SOLUTION
"""
RIGHT = {
    "squares": "def squares(n):\n    'The first n squares.'\n    if n < 1:\n        raise ValueError('n')\n"
    "    return [i * i for i in range(1, n + 1)]",
    "sum": "def sum_of_squares(n):\n    return sum(squares(n))",
    "offset": "def shifted(x):\n    return x + offset",
    "table": "table = np.ones((2, 2))",
}
CELLS = [
    code("import numpy as np\nfrom numpy.testing import assert_allclose\nscale = 3", "given"),
    answer(SQUARES, "squares"),
    code("assert squares(3) == [1, 4, 9]\n### BEGIN HIDDEN TESTS\nassert squares(11)[10] == 121\n### END HIDDEN TESTS",
         "test_squares", points=2),
    code("try:\n    squares(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('no error')",
         "test_error", points=1),
    answer("def sum_of_squares(n):\n    ### BEGIN SOLUTION\n    return sum(squares(n))\n    ### END SOLUTION", "sum"),
    code("kept = squares\ndel squares\ntry:\n    sum_of_squares(1)\nexcept NameError:\n    pass\nelse:\n"
         "    raise AssertionError('it does not use squares')\nfinally:\n    squares = kept\n"
         "assert sum_of_squares(2) == 5",
         "test_uses", points=1),
    answer("def shifted(x):\n    ### BEGIN SOLUTION\n    return x + offset\n    ### END SOLUTION", "offset"),
    code("offset = 10\nassert shifted(1) == 11", "test_offset", points=1),
    answer("### BEGIN SOLUTION\ntable = np.ones((2, 2))\n### END SOLUTION", "table"),
    code("assert_allclose(table, np.ones((2, 2)))", "test_table", points=1),
    code("3 if np.array_equal(table, np.ones((2, 2))) else 1.5", "partial", points=3),
]  # fmt: skip


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> OrdinaryCourse:
    return OrdinaryCourse.generated(tmp_path_factory.mktemp("ordinary") / "course", {"squares": CELLS})


@pytest.fixture
def course(generated: OrdinaryCourse, tmp_path: Path) -> OrdinaryCourse:
    return generated.copied(tmp_path / "course")


@pytest.fixture
def grade(kadai: Run, course: OrdinaryCourse) -> Run:
    """``kadai nbgrader autograde ps`` in the course."""

    def run(*options: str, code: int = 0) -> str:
        ended = kadai("nbgrader", "autograde", "ps", "--jobs", "1", *options, cwd=course.root)
        assert ended.code == code, ended
        return str(ended.out)

    return run


FULL = {"test_squares": 2.0, "test_error": 1.0, "test_uses": 1.0, "test_offset": 1.0, "test_table": 1.0, "partial": 3.0}


def test_settings_that_cannot_be_read_are_named_and_nobody_is_graded(course: OrdinaryCourse, kadai: Run) -> None:
    course.hand_in("right", RIGHT)
    (course.root / "nbgrader_config.py").write_text("c = get_config()\nimport surely_not_installed\n")
    ended = kadai("nbgrader", "autograde", "ps", cwd=course.root)
    assert ended.code == 2
    assert "nbgrader_config.py" in ended.err
    assert "surely_not_installed" in ended.err
    assert course.scores("right") == {}


def test_a_class_gets_what_its_own_tests_give(course: OrdinaryCourse, grade: Run) -> None:
    course.hand_in("right", RIGHT)
    course.hand_in("stub", {})
    wrong = {**RIGHT, "squares": "def squares(n):\n    return [1, 4, 9]", "table": "table = np.zeros((2, 3))"}
    course.hand_in("wrong", wrong)
    said = grade()
    assert course.scores("right") == FULL
    assert set(course.scores("stub").values()) == {0.0}
    assert course.scores("wrong") == {
        "test_squares": 0.0, "test_error": 0.0, "test_uses": 0.0, "test_offset": 1.0, "test_table": 0.0, "partial": 1.5,
    }  # fmt: skip
    assert "3 recorded" in said
    assert "(2, 3)" in course.outputs("wrong", "squares", "test_table")
    assert "121" not in course.outputs("wrong", "squares", "test_squares")
