"""What is not written yet is told from what is wrong, by the code that was released and by what a check has called."""

from collections.abc import Mapping

import pytest
from tiny_course import TinyCourse, by_id, check

from autograder.course import Course
from autograder.course.handed_out.release import Release
from autograder.course.handed_out.stubs import stub
from autograder.grading.results import SubmissionResult
from autograder.reports.summary import summarise

REFERENCE = '''
    def double(x):
        """Twice."""
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION


    def four(x):
        """Four times."""
        ### BEGIN SOLUTION fill-in
        y = double(x)
        z = double(y)
        ### END SOLUTION
        return z


    class Box:
        def __init__(self, x):
            self.x = x

        ### BEGIN SOLUTION
        def get(self):
            return self.x
        ### END SOLUTION
'''
HIDDEN = """
    import pytest
    from autograder.testing import points

    @points(1)
    def test_double(submission):
        assert submission.double(3) == 6

    @points(1)
    def test_four(submission):
        assert submission.four(3) == 12

    @points(1)
    def test_box(submission):
        assert submission.Box(3).get() == 3

    @points(1)
    def test_caught(submission):
        try:
            got = submission.double(1)
        except Exception:
            got = None
        assert got == 2
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, SubmissionResult]:
    course = TinyCourse(tmp_path_factory.mktemp("course")).assignment(HIDDEN, reference=REFERENCE)
    assignment = Course(course.root).assignment("tiny")
    blank = stub(assignment.reference_text(), assignment.reference_path)
    doubled = blank.replace("raise NotImplementedError", "return 2 * x")
    course.hand_in(
        stub=blank,
        retouched=blank.replace("# YOUR CODE HERE", "# how?").replace('"""Twice."""', '"""I see."""'),
        double=doubled,
        partly=doubled.replace("y = ...", "y = double(x)"),
        begun=blank.replace("raise NotImplementedError", "y = 2 * x; raise NotImplementedError"),
        wrong=doubled.replace("2 * x", "3 * x"),
        swallows=blank.replace("y = ...", "y = 3 * x").replace("z = ...", "z = double(y)"),
        never_called=blank + "\n\ndouble_ = double\n\ndef double(x):\n    return 5 * x\n",
    )
    return by_id(course.grade())


def outcomes(result: SubmissionResult) -> list[str]:
    return [check(result, name).outcome for name in ("double", "four", "box", "caught")]


@pytest.mark.parametrize(
    ("student", "expected"),
    [
        ("stub", ["unwritten"] * 4),
        ("retouched", ["unwritten"] * 4),
        ("double", ["passed", "unwritten", "unwritten", "passed"]),
        ("partly", ["passed", "failed", "unwritten", "passed"]),
        ("begun", ["error", "unwritten", "unwritten", "failed"]),
        ("wrong", ["failed", "unwritten", "unwritten", "failed"]),
        ("swallows", ["unwritten", "unwritten", "unwritten", "unwritten"]),
        ("never_called", ["failed", "unwritten", "unwritten", "failed"]),
    ],
)
def test_what_is_as_released_and_was_called_is_unwritten(
    results: Mapping[str, SubmissionResult], student: str, expected: list[str]
) -> None:
    assert outcomes(results[student]) == expected


def test_it_pays_nothing_and_says_what_is_not_written(results: Mapping[str, SubmissionResult]) -> None:
    found = check(results["stub"], "double")
    assert (found.points, found.diagnosis, found.trace_digest) == (0, None, "")
    assert found.message.en == "`double` is not written yet (stub.py, line 3)."
    assert found.message.ja == "`double` はまだ書かれていません（stub.py の 3 行目）。"
    assert check(results["swallows"], "four").message.en.startswith("`double` is not written yet")


def test_partly_filled_blanks_are_named(results: Mapping[str, SubmissionResult]) -> None:
    assert "Not filled in yet: `z`." in check(results["partly"], "four").message.en
    assert "：`z`。" in check(results["partly"], "four").message.ja
    assert "Not filled in yet: `double`." in check(results["begun"], "double").message.en


def test_unfinished_work_is_noted_and_needs_nobody(results: Mapping[str, SubmissionResult]) -> None:
    (about,) = results["double"].attention
    assert (about.kind, about.text.en) == ("unwritten", "Still as released: `Box`, `four`.")
    assert not results["double"].needs_a_person
    assert [a.kind for a in results["stub"].attention] == ["untouched"]
    assert results["stub"].needs_a_person


def test_a_class_counts_it_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    course = TinyCourse(tmp_path_factory.mktemp("course")).assignment()
    blank = "def double(x):\n    raise NotImplementedError\n"
    course.hand_in(a=blank, b=blank, c="def double(x):\n    return 3 * x + 1\n")
    summary = summarise(course.grade())
    for found in summary.checks:
        assert (found.wrong, found.unwritten, found.outcomes["unwritten"]) == (1, ("a", "b"), 2)
        assert [reason.submissions for reason in found.reasons] == [("c",)]
    assert summary.unwritten == 2


def test_an_older_stub_is_unwritten_as_well(tmp_path_factory: pytest.TempPathFactory) -> None:
    course = TinyCourse(tmp_path_factory.mktemp("course")).assignment()
    Release(Course(course.root).assignment("tiny"), ()).write()
    old = (course.root / "student_template/tiny/tiny.py").read_text()
    path = course.root / "reference/tiny.py"
    path.write_text(path.read_text().replace("def double(x)", "def double(x, times=2)").replace("2 * x", "times * x"))
    assert set(course.outcomes(old).values()) == {"unwritten"}
