"""Every outcome, produced for real: hidden tests in an examiner, submissions in sandboxed workers."""

from collections.abc import Mapping

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, by_id, check

from autograder.grading.results import SubmissionResult

HIDDEN = """
    import numpy as np
    from autograder.testing import after, assert_close, points

    @points(2)
    def test_double(submission):
        "double(3) is 6."
        assert submission.double(3) == 6, "double(3) is 6"

    @points(1)
    @after(test_double)
    def test_twice_doubled(submission):
        assert submission.double(submission.double(1)) == 4

    @points(4)
    def test_half(submission, reference):
        assert_close(submission.half(np.arange(3.0)), reference.half(np.arange(3.0)), what="half(x)")

    @points(8)
    def test_length_of_half(submission):
        assert len(submission.half(np.arange(3.0))) == 3
"""
REFERENCE = """
    def double(x):
        return 2 * x

    def half(x):
        return x / 2
"""
HALF = "def half(x):\n    return x / 2\n"
CLASS = {
    "right": RIGHT + HALF,
    "wrong": WRONG + HALF,
    "raises": "def double(x):\n    raise ValueError('no idea')\n" + HALF,
    "loops": "def double(x):\n    while True: pass\n" + HALF,
    "exits": "import os\ndef double(x):\n    os._exit(0)\n" + HALF,
    "nothing": RIGHT + "def half(x):\n    x / 2\n",
    "floods": "def double(x):\n    while True: print('x' * 100_000)\n" + HALF,
    "warns": "import sys, warnings\nwarnings.warn('old')\ndef double(x):\n"
    "    print('FAILED', file=sys.stderr)\n    warnings.warn('old')\n    return 2 * x\n" + HALF,
    "typo": RIGHT + "this is not Python\n" + HALF,
    "unnamed": HALF,
    "ends": "import os\nos._exit(0)\n" + HALF,
    "ends_defining": "import os\ndouble = os._exit(0)\n" + HALF,
    "ends_between": RIGHT + "import os\nos._exit(0)\n" + HALF,
    "asserts": "def double(x):\n    assert x < 0, 'mine'\n" + HALF,
    "leaves": "import sys\ndef double(x):\n    sys.exit(0)\n" + HALF,
    "skips": "import pytest\ndef double(x):\n    pytest.skip('not today')\n" + HALF,
}


@pytest.fixture(scope="module")
def results(tiny_shared: TinyCourse) -> Mapping[str, SubmissionResult]:
    """All of CLASS, graded in one run."""
    tiny_shared.assignment(HIDDEN, reference=REFERENCE, toml="[limits]\ncall_seconds = 0.4\n")
    tiny_shared.hand_in(**CLASS)
    return by_id(tiny_shared.grade(jobs=2))


def test_the_right_one_has_full_marks(results: Mapping[str, SubmissionResult]) -> None:
    assert results["right"].score == results["right"].max_score == 15
    assert {c.outcome for c in results["right"].checks} == {"passed"}
    assert all(c.points == c.max_points and c.message.en == "" for c in results["right"].checks)


@pytest.mark.parametrize(
    ("student", "outcome", "message"),
    [
        ("wrong", "failed", "double(3) is 6"),
        ("raises", "error", "no idea"),
        ("loops", "timeout", "0.4"),
        ("exits", "crashed", "ended"),
        ("floods", "crashed", "print"),
        ("ends", "crashed", "ended the program"),
        ("ends_defining", "crashed", "ended the program"),
        ("unnamed", "error", "double"),
        ("asserts", "error", "mine"),
        ("leaves", "error", "SystemExit"),
        ("skips", "error", "pytest"),
    ],
)
def test_a_check_that_does_not_pass_says_why_and_costs_its_points_only(
    results: Mapping[str, SubmissionResult], student: str, outcome: str, message: str
) -> None:
    result = results[student]
    double = check(result, "double")
    assert (double.outcome, double.points) == (outcome, 0)
    assert message in double.message.en
    assert double.message.ja
    assert result.status == "graded"
    assert result.score == 12  # what has nothing to do with it is earned, whatever the submission did


def test_what_builds_on_a_failed_check_is_skipped_with_a_reason(results: Mapping[str, SubmissionResult]) -> None:
    skipped = check(results["wrong"], "twice_doubled")
    assert (skipped.outcome, skipped.points, skipped.seconds) == ("skipped", 0, 0)
    assert "double" in skipped.message.en
    assert "double" in skipped.message.ja != skipped.message.en


def test_a_check_that_stumbles_over_none_is_charged_to_the_student(results: Mapping[str, SubmissionResult]) -> None:
    stumbled = check(results["nothing"], "length_of_half")
    assert stumbled.outcome == "failed"
    assert "half() gave None" in stumbled.message.en
    assert results["nothing"].score == 3


def test_warnings_on_stderr_cost_nothing(results: Mapping[str, SubmissionResult]) -> None:
    assert results["warns"].score == 15


def test_a_syntax_error_on_one_line_leaves_the_rest_and_is_noted(results: Mapping[str, SubmissionResult]) -> None:
    assert results["typo"].score == 15
    assert any("Line 3 of typo.py" in note.en for note in results["typo"].notes)


def test_the_result_carries_times_and_data(results: Mapping[str, SubmissionResult]) -> None:
    assert check(results["loops"], "double").seconds >= 0.4
    assert check(results["nothing"], "half").details["difference"]["kind"] == "type"


def test_what_stands_around_a_statement_that_ends_the_program_is_graded(
    results: Mapping[str, SubmissionResult],
) -> None:
    assert results["ends_between"].score == results["right"].score
    (note,) = results["ends_between"].notes
    assert "ends_between.py" in note.en
    assert "実行から除かれました" in note.ja


def test_who_crashed_needs_a_person(results: Mapping[str, SubmissionResult]) -> None:
    assert results["exits"].needs_a_person
    assert not results["wrong"].needs_a_person


def test_a_broken_hidden_test_is_a_fault_and_charged_to_nobody(tiny: TinyCourse) -> None:
    hidden = """
        from autograder.testing import points

        @points(2)
        def test_double(submission):
            assert submission.double(3) == 6

        @points(3)
        def test_broken(submission):
            assert submission.double(3) == undefined_name
    """
    tiny.assignment(hidden)
    tiny.hand_in(a=RIGHT, b=WRONG)
    for _ in range(2):  # a fault is never taken from the journal
        report = tiny.grade()
        results = by_id(report)
        assert report.has_fault
        assert {s.status for s in results.values()} == {"fault"}
        assert check(results["a"], "broken").outcome == "fault"
        assert "undefined_name" in check(results["a"], "broken").message.en
        assert check(results["a"], "double").outcome == "passed"
        assert check(results["b"], "double").outcome == "failed"
    tiny.assignment(hidden.replace("undefined_name", "6"))
    assert by_id(tiny.grade())["a"].score == 5


def test_a_check_that_rejects_the_reference_is_a_fault_and_charged_to_nobody(tiny: TinyCourse) -> None:
    tiny.assignment("def test_double(submission):\n    assert submission.double(3) == 7, 'not seven'\n")
    result = check(tiny.grade_one(RIGHT), "double")
    assert result.outcome == "fault"
    assert "reference" in result.message.en
    assert "not seven" in result.message.en
    assert "模範解答" in result.message.ja


def test_an_assignment_of_one_check_grades_a_whole_class(tiny: TinyCourse) -> None:
    tiny.assignment("def test_double(submission):\n    assert submission.double(3) == 6\n")
    tiny.hand_in(a=RIGHT, b=RIGHT + "\n", c=WRONG)
    outcomes = {name: check(r, "double").outcome for name, r in by_id(tiny.grade()).items()}
    assert outcomes == {"a": "passed", "b": "passed", "c": "failed"}


def test_one_student_cannot_change_what_the_next_is_given(tiny: TinyCourse) -> None:
    hidden = """
        import numpy as np
        DATA = np.arange(3.0)

        def test_first(submission):
            assert submission.total(DATA.copy()) == 3

        def test_second(submission, reference):
            assert submission.total(DATA.copy()) == reference.total(DATA.copy())
    """
    tiny.assignment(hidden, reference="def total(x):\n    return float(x.sum())\n")
    cheat = "import numpy as np\nnp.arange = None\ndef total(x):\n    x[:] = 0\n    return 3.0\n"
    tiny.hand_in(a=cheat, b="def total(x):\n    return float(x.sum())\n")
    assert {c.outcome for c in by_id(tiny.grade())["b"].checks} == {"passed"}


def test_points_are_added_as_a_person_would(tiny: TinyCourse) -> None:
    hidden = "from autograder.testing import points\n" + "".join(
        f"@points({value})\ndef test_{name}(submission):\n    submission.double\n"
        for name, value in (("a", 0.1), ("b", 0.2))
    )
    result = tiny.assignment(hidden).grade_one(RIGHT)
    assert (result.score, result.max_score) == (0.3, 0.3)


def test_a_wall_clock_sleeper_is_tried_once_more_alone(tiny: TinyCourse) -> None:
    hidden = f"""
        from pathlib import Path

        def test_double(submission):
            with Path({str(tiny.root / "log")!r}).open("a") as log:
                print(getattr(submission, "name", "reference"), file=log)
            submission.double(1)

        def test_other(submission):
            pass
    """
    tiny.assignment(hidden, toml="[limits]\ncall_seconds = 0.5\nwall_factor = 2\n")
    sleepy = "import time\nname = 'sleepy'\ndef double(x):\n    time.sleep(1000)\n"
    tiny.hand_in(a_sleepy=sleepy, b="name = 'b'\n" + RIGHT, c="name = 'c'\n" + RIGHT)
    results = by_id(tiny.grade())
    slept = check(results["a_sleepy"], "double")
    assert (slept.outcome, slept.ended, slept.details) == ("timeout", "wall", {})
    assert check(results["b"], "double").outcome == "passed"
    students = [name for name in (tiny.root / "log").read_text().split() if name != "reference"]
    assert students == ["sleepy", "b", "c", "sleepy"]


def test_tests_may_import_what_lies_beside_them(tiny: TinyCourse) -> None:
    tiny.assignment(
        "from tiny_problems import SIX\ndef test_double(submission):\n    assert submission.double(3) == SIX\n"
    )
    tiny.write("assignments/tiny/tiny_problems.py", "SIX = 6\n")
    assert check(tiny.grade_one(RIGHT), "double").outcome == "passed"
