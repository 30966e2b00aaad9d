"""``@points``, ``@after``, titles and ids: what an author writes and what the grader makes of it."""

from typing import Any

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, check

from autograder.checks import titles
from autograder.errors import UsageError
from autograder.testing import points


@pytest.mark.parametrize("value", [-1, float("inf"), float("nan")])
def test_points_are_a_finite_number_of_at_least_0(value: float) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        points(value)


@pytest.mark.parametrize("value", ["3", None, True, [3]])
def test_points_of_another_type_are_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="write the points as a number"):
        points(value)


@pytest.mark.parametrize(
    ("docstring", "en", "ja"),
    [
        ("English.\n\n    ja: 日本語。\n    ", "English.", "日本語。"),
        ("Two\n    lines.\n\n    ja: 二\n    行。", "Two lines.", "二 行。"),
        ("First.\n\nSecond, for instructors.\n\nja: 一。\n\nja: 二。", "First.", "一。"),
        ("ja: 日本語だけ。", "the name", "日本語だけ。"),
        ("English only.", "English only.", "English only."),
        (None, "the name", "the name"),
        ("   \n ", "the name", "the name"),
    ],
)
def test_titles(docstring: str | None, en: str, ja: str) -> None:
    found = titles(docstring, "the_name")
    assert (found.en, found.ja) == (en, ja)


def test_what_the_grader_reads_from_the_marks(tiny: TinyCourse) -> None:
    public = """
        def test_zero(submission):
            assert submission.double(0) == 0
    """
    hidden = """
        import pytest
        from autograder.testing import after, points

        @points(1)
        @after("double", "test_zero")
        def test_again(submission):
            assert submission.double(2) == 4

        @points(2.5)
        @pytest.mark.parametrize("x", [1, 2, 3])
        def test_double(submission, x):
            \"""Doubled.

            ja: 2 倍です。
            \"""
            assert submission.double(x) == 2 * x, f"double({x})"
    """
    tiny.assignment(hidden, public)
    tiny.hand_in(
        right=RIGHT,
        wrong=WRONG,
        sometimes="def double(x):\n    print('for x =', x)\n    return 2 * x if x != 2 else 5\n",
    )
    report = tiny.grade()
    assert [(c.id, c.max_points, c.public, c.requires) for c in report.checks] == [
        ("zero", 0, True, ()),
        ("again", 1, False, ("double", "zero")),
        ("double", 2.5, False, ()),
    ]
    assert (report.checks[2].title.en, report.checks[2].title.ja) == ("Doubled.", "2 倍です。")
    right, sometimes, wrong = report.submissions
    assert [c.id for c in right.checks] == ["zero", "again", "double"]  # as written, not as run
    assert right.score == right.max_score == 3.5
    assert (check(sometimes, "double").outcome, check(sometimes, "again").outcome) == ("failed", "skipped")
    assert "[x=2]" in check(sometimes, "double").message.en  # the parameters that failed
    assert check(wrong, "zero").outcome == "passed"
    assert wrong.score == 0
    assert check(sometimes, "zero").output == "for x = 0\n"  # what a student printed is shown for public checks
    assert check(sometimes, "double").output == ""


HEAD = "from autograder.testing import after, points\n"


@pytest.mark.parametrize(
    ("hidden", "public", "words"),
    [
        ("@after('nothing')\ndef test_a(submission): ...\n", "", ["test_hidden.py", "test_a", "'nothing'", "no check"]),
        ("@after('a')\ndef test_a(submission): ...\n", "", ["circle", "a → a"]),
        (
            "@after('b')\ndef test_a(submission): ...\n@after('a')\ndef test_b(submission): ...\n",
            "",
            ["circle", "a → b → a"],
        ),
        ("def test_a(submission): ...\n", "def test_a(submission): ...\n", ["'a' exists twice", "test_hidden.py"]),
        (
            "class TestOne:\n    def test_a(self): ...\nclass TestTwo:\n    def test_a(self): ...\n",
            "",
            ["'a' exists twice"],
        ),
        ("@points(-1)\ndef test_a(submission): ...\n", "", ["at least 0"]),
        ("def check_a(submission): ...\n", "", ["no test function"]),
        ("", "", ["test_hidden.py or test_public.py"]),
        ("def test_a(submission:\n", "", ["test_hidden.py", "SyntaxError"]),
        ("import no_such_module\n", "", ["test_hidden.py, line 3", "no_such_module"]),
    ],
)
def test_tests_that_contradict_themselves_are_refused_in_one_sentence(
    tiny: TinyCourse, hidden: str, public: str, words: list[str]
) -> None:
    tiny.assignment(hidden and HEAD + "\n" + hidden, public and HEAD + "\n" + public)
    tiny.hand_in(a=RIGHT)
    with pytest.raises(UsageError) as refused:
        tiny.grade()
    assert "\n" not in str(refused.value)
    for word in words:
        assert word in str(refused.value)


def test_a_conftest_of_the_assignment_is_used_and_its_errors_are_named(tiny: TinyCourse) -> None:
    tiny.assignment("def test_double(submission, three):\n    assert submission.double(three) == 6\n")
    conftest = "import pytest\n\n@pytest.fixture\ndef three():\n    return 3\n"
    tiny.write("assignments/tiny/conftest.py", conftest)
    assert tiny.outcomes(RIGHT) == {"double": "passed"}
    tiny.write("assignments/tiny/conftest.py", "1 / 0\n")
    with pytest.raises(UsageError, match=r"conftest\.py.*ZeroDivisionError"):
        tiny.outcomes(RIGHT)


@pytest.mark.parametrize(
    ("reference", "words"), [("1 / 0\n", "ZeroDivisionError"), ("def (\n", "SyntaxError"), ("exit(3)\n", "SystemExit")]
)
def test_a_reference_that_cannot_be_imported_is_named(tiny: TinyCourse, reference: str, words: str) -> None:
    tiny.assignment(reference=reference)
    with pytest.raises(UsageError, match=rf"reference/tiny\.py.*{words}"):
        tiny.grade_one(RIGHT)
