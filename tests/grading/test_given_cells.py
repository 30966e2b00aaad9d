"""Given cells that a student changed: additions are kept, what was given is given back, and both are told."""

import json
from pathlib import Path
from typing import Any

import pytest
from tiny_course import TinyCourse, by_id

from autograder.course import Course
from autograder.course.handed_in.given_cells import given_back
from autograder.course.handed_out.release import Release

REFERENCE = '''
    """Doubling."""

    import math

    FACTOR = 2.0


    def scaled(x):
        """Given."""
        return FACTOR * x


    def double(x):
        """Twice x."""
        ### BEGIN SOLUTION
        return scaled(x)
        ### END SOLUTION


    if __name__ == "__main__":
        print(double(3))
'''
SOLVED = "def double(x):\n    return {}\n"


@pytest.fixture
def tiny(tmp_path: Path) -> TinyCourse:
    return TinyCourse(tmp_path).assignment(reference=REFERENCE)


def notebook(course: TinyCourse, changes: dict[str, str]) -> str:
    """The released notebook with other texts in some of its cells, by nbgrader's names of them."""
    content = json.loads(Release(Course(course.root).assignment("tiny"), ()).files["tiny.ipynb"])
    left = dict(changes)
    for cell in content["cells"]:
        cell["source"] = left.pop(cell["metadata"]["nbgrader"]["grade_id"], cell["source"])
    assert not left
    return json.dumps(content)


def graded(course: TinyCourse, **changes: str) -> Any:
    text = notebook(course, {name.replace("_", "-"): text for name, text in changes.items()})
    file = course.write("one/tiny.ipynb", "")
    file.write_text(text, encoding="utf-8")
    (result,) = course.grade(file, fresh=True).submissions
    return result


def kinds(result: Any) -> list[str]:
    return [attention.kind for attention in result.attention]


def test_an_untouched_given_cell_says_nothing(tiny: TinyCourse):
    result = graded(tiny, solution_double=SOLVED.format("scaled(x)"))
    assert (result.score, kinds(result), result.notes) == (3, [], ())


@pytest.mark.parametrize(
    ("added", "body"),
    [
        ("import math\nimport cmath", "2 * x + cmath.phase(1)"),
        ("import math\ndef helper(x):\n    return 2 * x", "helper(x)"),
        ("import cmath", "2 * x + cmath.phase(1) + math.floor(0.5)"),
        ("import cmath\ntext = '''never closed", "2 * x + cmath.phase(1) + math.floor(0.5)"),
        ("%matplotlib inline\nimport math, cmath", "2 * x + cmath.phase(1)"),
        ("", "2 * x + math.floor(0.5)"),
    ],
)
def test_what_was_added_is_kept_and_told_to_both(tiny: TinyCourse, added: str, body: str):
    result = graded(tiny, given_imports=added, solution_double=SOLVED.format(body))
    assert result.score == 3
    assert kinds(result) == ["given_cell_changed"]
    assert "`given-imports`" in result.attention[0].text.en
    assert "配布時の内容" in result.attention[0].text.ja
    assert result.attention[0].text in result.notes


@pytest.mark.parametrize(
    "cheat", ["def scaled(x):\n    return 6", "def scaled(x):\n    return 6\ntext = '''", "scaled = 6\\"]
)
def test_what_was_given_is_given_back(tiny: TinyCourse, cheat: str):
    result = graded(tiny, given_scaled=cheat, solution_double=SOLVED.format("scaled(x)"))
    assert (result.score, kinds(result)) == (3, ["given_cell_changed"])
    assert graded(tiny, given_scaled=cheat, solution_double=SOLVED.format("scaled(x) + x")).score == 1


def test_a_cell_to_play_with_may_be_changed(tiny: TinyCourse):
    result = graded(tiny, given_main="print(double(4))", solution_double=SOLVED.format("2 * x"))
    assert (result.score, kinds(result)) == (3, [])


def test_last_weeks_notebook_is_not_accused_and_gets_what_this_weeks_gives(tiny: TinyCourse):
    old = notebook(tiny, {"solution-double": SOLVED.format("scaled(x)")})
    untouched = notebook(tiny, {})
    Release(Course(tiny.root).assignment("tiny"), ()).write()
    newer = REFERENCE.replace("FACTOR = 2.0", "FACTOR = 2").replace("Twice x.", "Two times x.")
    tiny.write("reference/tiny.py", newer)
    Release(Course(tiny.root).assignment("tiny"), ()).write()
    for name, text in (("old", old), ("untouched", untouched)):
        (tiny.root / "class").mkdir(exist_ok=True)
        (tiny.root / f"class/{name}.ipynb").write_text(text, encoding="utf-8")
    results = by_id(tiny.grade())
    assert (results["old"].score, kinds(results["old"])) == (3, [])
    assert results["untouched"].score == 0
    assert kinds(results["untouched"]) == ["untouched"]


def test_lines_keep_their_places(tiny: TinyCourse):
    released = Course(tiny.root).assignment("tiny").released
    text = "x = (\n\ny = 1\n@wraps\ndef f():\n    return 1"
    given = given_back(["a = 1", text], ["", "given-imports"], released)
    assert given.changed == (2,)
    lines = given.cells[1].split("\n")
    assert lines[:6] == ["", "", "y = 1", "@wraps", "def f():", "    return 1"]
    assert "\n".join(lines[6:]) == released.given["given-imports"]
