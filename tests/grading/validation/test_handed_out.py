"""What students receive: that it can be released, and that its public tests run where there is nothing else."""

import re
from pathlib import Path

import pytest
from tiny_course import TinyCourse

from autograder.checks import CheckInfo
from autograder.course import Assignment, Course
from autograder.grading.classroom.collector_process import collect
from autograder.grading.validation import handed_out
from autograder.grading.validation.findings import Finding
from autograder.grading.validation.handed_out import HandedOut
from autograder.grading.validation.remarks import remarks_on
from autograder.text import Text

PUBLIC = "import numpy as np\n\ndef test_four(submission, rng):\n    assert submission.double(2) == 4\n"


def assignment_of(course: TinyCourse) -> Assignment:
    return Course(course.root).assignment("tiny")


def look(course: TinyCourse) -> HandedOut:
    assignment = assignment_of(course)
    return HandedOut(assignment, next(collect([assignment])))


def problems(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {f.kind: f.problem for f in findings if not f.good}


def test_public_tests_that_need_nothing_else_are_rehearsed_once(
    tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.assignment(public="import given_helper\n" + PUBLIC, toml='given = ["given_helper.py"]')
    tiny.write("assignments/tiny/given_helper.py", "X = 1\n")
    found = look(tiny)
    assert [(f.kind, f.good, f.problem) for f in found.findings] == [("release", True, ""), ("student", True, "")]
    assert {d.path.name for d in found.drifts} >= {"tiny.py", "tiny.ipynb", "test_public.py"}
    monkeypatch.setattr(handed_out, "talking_program", None)  # there is no need for one
    assert look(tiny).findings == found.findings


NOT_FOR_STUDENTS = {
    "reference": (
        "def test_four(submission, reference):\n    assert submission.double(2) == reference.double(2)\n",
        r"four: failed: .*the fixture `reference` of test_four is for hidden tests, students do not have it",
    ),
    "private module": (
        "import beside\n" + PUBLIC,
        r"student_template/tiny/test_public\.py, line 1: ModuleNotFoundError: No module named 'beside'",
    ),
    "the course": (
        "from pathlib import Path\n\ndef test_four(submission):\n"
        "    assert Path(__file__).with_name('assignment.toml').exists(), 'no course here'\n",
        "four: failed: .*no course here",
    ),
    "a hidden check": (
        "from autograder.testing import after\n\n@after('double')\ndef test_four(submission): ...\n",
        r"test_public\.py: @after of test_four names 'double', which is no check here",
    ),
    "the end": ("def test_four(submission):\n    import os\n    os._exit(0)\n", "the run came to no end"),
}


@pytest.mark.parametrize("needs", NOT_FOR_STUDENTS)
def test_a_public_test_that_no_student_could_run_is_found(tiny: TinyCourse, needs: str) -> None:
    public, says = NOT_FOR_STUDENTS[needs]
    tiny.assignment(public=public)
    tiny.write("assignments/tiny/beside.py", "")
    found = HandedOut(assignment_of(tiny), (CheckInfo("four", Text.same("four"), 0, True),))
    assert problems(found.findings).keys() == {"student"}
    problem = problems(found.findings)["student"]
    assert problem.startswith("does not pass on the solution where students run it, in the released folder: ")
    assert re.search(says, problem), problem
    assert "/kadai-" not in problem  # no path that is gone by the time it is read


def test_nothing_of_the_authors_secret_is_there(tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KADAI_SECRET", "the author's")
    public = "import os\n\ndef test_four(submission):\n    assert 'KADAI_SECRET' not in os.environ\n"
    assert not problems(look(tiny.assignment(public=public)).findings)


def test_what_cannot_be_released_is_told_as_kadai_release_does(tiny: TinyCourse) -> None:
    tiny.assignment(public=PUBLIC)
    tiny.write("assignments/tiny/handout.en.md", "# Doubling\n\n![x](missing.png)\n")
    found = look(tiny)
    assert problems(found.findings).keys() == {"release"}
    assert "handout.en.md, line 3: the figure 'missing.png' is not in" in problems(found.findings)["release"]


def test_oversights_are_told(tiny: TinyCourse) -> None:
    tiny.assignment(toml='preload = ["no_such_package.part", "numpy.random"]', id="statistics")
    assignment = Course(tiny.root).assignment("statistics")
    checks = (
        CheckInfo("no_words", Text.same("no words"), 0, True),
        CheckInfo("english", Text.same("English only."), 0, False),
        CheckInfo("both", Text("Both.", "両方。"), 0, False),
    )
    told = "\n".join(remarks_on(assignment, checks, HandedOut(assignment, checks).drifts))
    assert told.count("\n") == 8
    for words in (
        "no docstring, so that students see no more than the name: no_words",
        "no paragraph `ja:` in the docstring: english",
        "handout.ja.md is missing",
        "handout.en.md is missing",
        "all checks together are worth 0 points",
        "misconceptions.py names no misconception",
        "assignment.toml: 'preload' names 'no_such_package.part', which is not installed here",
        "'statistics' is no good name: a student's statistics.py would be imported in the place of",
        "not as built from the sources: ",
    ):
        assert words in told
    assert "numpy.random" not in told


def test_a_new_course_calls_for_no_remark_but_to_release_it(tmp_path: Path) -> None:
    from autograder.course.scaffold import new_course

    new_course(tmp_path)
    assignment = Course(tmp_path).assignment("example")
    checks = next(collect([assignment]))
    found = HandedOut(assignment, checks)
    assert not problems(found.findings)
    (remark,) = remarks_on(assignment, checks, found.drifts)
    assert "run `kadai release example`" in remark
